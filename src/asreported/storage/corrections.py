"""What people say about coded items: kept beside the records, found again after re-coding, given out to train on."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, get_args

from asreported.errors import RecordError, UsageError
from asreported.storage.overlay import Verdict, lay_over
from asreported.storage.results import Rows
from asreported.storage.times import now
from asreported.storage.verdicts import KINDS, VERDICTS, Item, Kind, anchor_of, find_again, fits

if TYPE_CHECKING:
    from asreported.storage.store import Store


def correct(
    store: Store, item: str, verdict: str, *, author: str, reason: str, changed_to: Mapping[str, Any] | None = None
) -> int:
    """Keep a person's verdict on an attribution, event, actor or place of the current reading.

    Arguments:
        store: the database.
        item: ``REPORT/ID``, the report by its id or the beginning of it; or the item's id alone where only one report
            has it.
        verdict: ``right``, ``wrong`` or ``changed``.
        author: who says so.
        reason: why, in words.
        changed_to: with ``changed``: the fields that should be otherwise, and how.

    Returns:
        The correction's number, by which it can be undone.

    Raises:
        UsageError: the item is not there or not named clearly, or the verdict makes no sense.
        StoreError: the file cannot be written.
    """
    report, report_id, item_id = find_item(store, item)
    kind = KINDS.get(item_id[:1])
    record = store.record(report_id)
    found = next((one for one in record[kind.list_name] if one["id"] == item_id), None) if kind else None
    if kind is None or found is None:
        raise UsageError("the id of an item of this report", repr(item_id), "look it up in the record", "ITEM")
    _check(kind, verdict, author, reason, changed_to)
    if changed_to:
        _check_change(store, record, Verdict(kind, item_id, changed_to=dict(changed_to)))
    start, end = anchor_of(kind, found)
    row = {
        "report": report, "kind": kind.name, "item": item_id, "type": found[kind.type_name],
        "span_start": start, "span_end": end, "anchor": record["text"][start:end], "verdict": verdict,
        "changed_to": json.dumps(changed_to, ensure_ascii=False, sort_keys=True) if changed_to else None,
        "was": json.dumps(found, ensure_ascii=False), "author": author, "reason": reason,
    }  # fmt: skip
    return keep_verdict(store, row)


def keep_verdict(store: Store, row: Mapping[str, Any]) -> int:
    """Write a row of `corrections`, with the time and the coder of the report's current reading; its number."""
    coder = "(SELECT digest FROM readings JOIN coders USING (coder) WHERE report = :report AND is_current)"
    names, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
    query = f"INSERT INTO corrections ({names}, coder, made) VALUES ({marks}, {coder}, :made) RETURNING correction"  # noqa: S608
    with store.writing() as connection:
        return int(connection.execute(query, {**row, "made": now()}).fetchone()[0])


def undo(store: Store, number: int, *, author: str) -> int:
    """Take a correction back; it stays in the file with the time and who did it. Returns its report's number.

    Raises:
        UsageError: there is none of this number, or it is undone already.
    """
    query = "UPDATE corrections SET undone = ?, undone_by = ? WHERE correction = ? AND undone IS NULL RETURNING report"
    with store.writing() as connection:
        found = connection.execute(query, (now(), author, number)).fetchone()
    if found is None:
        raise UsageError("a correction that stands", f"number {number}", "list them: asreported corrections DB", "undo")
    return int(found[0])


def list_corrections(store: Store, *, with_undone: bool = False, with_text: bool = False) -> Rows:
    """Every correction with `item_now`: the id of the item it means in the current reading, None where it has gone.

    It is the item of the same id, type and place in the text; else the one of the same type whose anchor overlaps most.

    Arguments:
        store: the database.
        with_undone: also those that were taken back.
        with_text: also the report's text and what was coded, so that the rows are training data.
    """
    wanted = "" if with_undone else "WHERE undone IS NULL "
    query = (
        "SELECT r.id AS report_id, o.id AS other_report_id, c.* FROM corrections AS c JOIN reports AS r USING (report) "  # noqa: S608
        f"LEFT JOIN reports AS o ON o.report = c.other {wanted}ORDER BY report, correction"
    )
    return Rows(_listed(store, store.connection.execute(query).fetchall(), with_text=with_text))


def _listed(store: Store, rows: list[sqlite3.Row], *, with_text: bool) -> Iterator[Item]:
    record: Item = {"id": None}
    for row in rows:
        if record["id"] != row["report_id"]:
            record = store.record(row["report_id"])
        shown = {name: row[name] for name in row.keys() if name not in ("report", "other", "was", "changed_to")}  # noqa: SIM118
        shown["changed_to"] = json.loads(row["changed_to"]) if row["changed_to"] else None
        shown["item_now"] = find_again(row, record)
        if with_text:
            shown["was"] = json.loads(row["was"]) if row["was"] else None
            shown["text"] = record["text"]
        yield shown


def find_report(store: Store, report_id: str) -> tuple[int, str]:
    """The number and id of the report whose id is, or begins with, this.

    Raises:
        UsageError: there is none, or more than one.
    """
    start = report_id if report_id.startswith("sha256:") else f"sha256:{report_id}"
    query = "SELECT report, id FROM reports WHERE id >= ? AND id < ? LIMIT 2"
    rows = store.connection.execute(query, (start, start + "~")).fetchall()
    if len(rows) != 1 or start == "sha256:":
        found = f"{report_id!r}, which {'several have' if rows else 'none has'}"
        raise UsageError("the beginning of one report's id", found, "give more of it", "ITEM")
    return int(rows[0][0]), str(rows[0][1])


def find_item(store: Store, item: str) -> tuple[int, str, str]:
    """The number and id of the report, and the id of the item, of ``REPORT/ID`` or a bare ``ID``.

    Raises:
        UsageError: no report or more than one is meant.
    """
    report_id, sign, item_id = item.partition("/")
    if sign:
        return *find_report(store, report_id), item_id
    kind = KINDS.get(item[:1])
    rows = []
    if kind is not None:
        query = f"SELECT report, id FROM {kind.list_name} JOIN reports USING (report) WHERE {kind.name}_id = ? LIMIT 2"  # noqa: S608
        rows = store.connection.execute(query, (item,)).fetchall()
    if len(rows) != 1:
        found = f"{item!r}, which {'several reports have' if rows else 'none has'}"
        raise UsageError("the id of an item of one report", found, "write it as REPORT/ID", "ITEM")
    return int(rows[0][0]), str(rows[0][1]), item


def _check_change(store: Store, record: Item, verdict: Verdict) -> None:
    """Whether the changed item would be one: raises UsageError where a value, span or id makes no sense."""
    types = [row[0] for row in store.connection.execute("SELECT event FROM event_types")]
    for name, value in (verdict.changed_to or {}).items():
        hint = verdict.kind.fields[name]
        known = types if (verdict.kind.name, name) == ("event", "event") else get_args(hint)
        if not fits(value, hint) or (value not in known and known is types):
            expected = ", ".join(map(str, known)) or getattr(hint, "__name__", str(hint))
            raise UsageError(f"a value of this field: {expected}", repr(value), "choose one", f"changed_to.{name}")
    try:
        lay_over(record, [verdict])
    except RecordError as error:
        action = "give what the field of a record can hold"
        raise UsageError(error.expected, error.found, action, f"changed_to: {error.place}") from error


def _check(kind: Kind, verdict: str, author: str, reason: str, changed_to: Mapping[str, Any] | None) -> None:
    if verdict not in VERDICTS:
        raise UsageError(f"one of {', '.join(VERDICTS)}", repr(verdict), "choose one", "verdict")
    if not author.strip() or not reason.strip():
        raise UsageError("an author and a reason", "none", "say who and why", "author, reason")
    if (verdict == "changed") != bool(changed_to):
        action = "give what it should be with `changed`, and with it alone"
        raise UsageError("what it should be changed to", repr(changed_to), action, "changed_to")
    wrong = sorted(set(changed_to or ()) - kind.fields.keys())
    if wrong:
        known = ", ".join(sorted(kind.fields))
        raise UsageError(f"fields of an {kind.name}: {known}", repr(wrong[0]), "choose among them", "changed_to")
