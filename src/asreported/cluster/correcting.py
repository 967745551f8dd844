"""Splitting and joining groups by hand."""

from __future__ import annotations

from asreported.cluster.grouping import regroup
from asreported.errors import UsageError
from asreported.storage import Store
from asreported.storage.corrections import find_item, find_report, keep_verdict


def correct_pair(store: Store, first: str, second: str, verdict: str, *, author: str, reason: str) -> int:
    """Say whether two reports are one story, or two events one happening; the groups follow at once.

    Arguments:
        store: a database whose reports are grouped.
        first: a report's id (or its beginning) for stories; ``REPORT/EVENT`` for happenings.
        second: likewise.
        verdict: ``right`` when they belong together, ``wrong`` when they do not, whatever else links them.
        author: who says so.
        reason: why, in words.

    Returns:
        The correction's number, for `undo_correction`.

    Raises:
        UsageError: one of them is not there, they are of one report, or the verdict is another.
    """
    if verdict not in ("right", "wrong") or not author.strip() or not reason.strip():
        raise UsageError("right or wrong, an author and a reason", repr(verdict), "give all three", "verdict")
    are_events = "/" in first and "/" in second
    pair = [
        find_item(store, one) if are_events else (*find_report(store, one.strip("/")), "") for one in (first, second)
    ]
    (report, _, item), (other, _, other_item) = sorted(pair)
    if report == other:
        raise UsageError("two reports", "one", "name an item of another report", "with")
    kind = "happening" if are_events else "story"
    row = {"report": report, "item": item, "other": other, "other_item": other_item, "kind": kind}
    number = keep_verdict(store, {**row, "verdict": verdict, "author": author, "reason": reason})
    regroup(store, [report, other])
    return number
