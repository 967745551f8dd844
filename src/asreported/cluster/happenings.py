"""Whether events of two reports are one happening: alike in type, days, place and sides."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

_EXACT = {"minute", "hour", "daypart", "day", "weekend"}
_LONGEST_EXACT = 3
"""Days: a weekend and the day of difference that is allowed."""
_PATTERNS = ("agent/", "organ/")
"""Rows that stand for a kind of people, as women or troops, not for somebody."""
_WIDE = ("country", "area")
_COUNTRY = re.compile("[A-Z]{3}")
NEAR_DAYS = 7
FAR_WEIGHT = 0.4
"""Reports more than a week apart count so much less alike: what is written later is mostly the next event. With 0.5
five of sixteen pairs among 300 unrelated articles were years apart; B³ F1 on cluster_news5w1h falls from .913 to .909
for it."""
ALIKE = 0.15
AVERAGE = 0.08
"""Two reports are of one occasion where their leads are as alike as this, and every two groups of them where half of
the pairs are. On cluster_news5w1h B³ F1 is .911 with these, .906 with .16, .916 with .14. Of 22 pairs that
.15 joins and .16 does not, among 1,691 other articles, six were of two matters, so it is not lowered further."""


@dataclass(frozen=True)
class Told:
    """One event as one report tells it, as far as it is compared."""

    event_id: str
    event: str
    interval: tuple[str, str] | None
    is_exact: bool
    place: tuple[str, str | None, bool] | None
    actor: frozenset[str]
    recipient: frozenset[str]


def told_events(record: dict[str, Any]) -> list[Told]:
    """The events of a record."""
    actors = {actor["id"]: keys_of(actor) for actor in record["actors"]}
    places = {place["id"]: place for place in record["places"]}
    found = []
    for event in record["events"]:
        when, where = event["date"] or {}, places[event["place"]["place"]] if event["place"] else None
        interval = when.get("interval")
        found.append(
            Told(
                event_id=event["id"],
                event=event["event"],
                interval=(interval[0], interval[1]) if interval else None,
                is_exact=when.get("precision") in _EXACT,
                place=(where["name"], where["country"], where["feature"] in _WIDE) if where else None,
                actor=frozenset().union(*(actors[one] for one in event["actor"])),
                recipient=frozenset().union(*(actors[one] for one in event["recipient"])),
            )
        )
    return found


def keys_of(actor: dict[str, Any]) -> frozenset[str]:
    """What makes an actor the same as another report's: lexicon row, name, country; a common noun alone does not."""
    keys = set()
    if actor["row"] and not actor["row"].startswith(_PATTERNS):
        keys.add(actor["row"])
    if any(mention["type"] == "name" for mention in actor["mentions"]):
        keys.add(actor["name"].casefold())
    if actor["country"]:
        keys.add(actor["country"])
    return frozenset(keys)


def lead_event(record: dict[str, Any]) -> str:
    """The id of the event a report is about: its headline's, else its first actual one, else its first; or nothing."""
    start, end = record["headline_span"] or (0, 0)

    def trigger(event: dict[str, Any]) -> int:
        return int(event["tellings"][0]["trigger"][0][0])

    ordered = sorted(record["events"], key=trigger)
    in_headline = [one for one in ordered if start <= trigger(one) < end]
    actual = [one for one in ordered if one["realis"] == "actual"]
    chosen: list[dict[str, Any]] = in_headline or actual or ordered
    return str(chosen[0]["id"]) if chosen else ""


def likeness_of_days(first: str | None, second: str | None) -> float:
    """By how much the likeness of two reports counts, from the days they were published on."""
    if first is None or second is None:
        return 1.0
    apart = abs((date.fromisoformat(first) - date.fromisoformat(second)).days)
    return 1.0 if apart <= NEAR_DAYS else FAR_WEIGHT


def compare_events(first: Told, second: Told, *, one_occasion: bool) -> str | None:
    """Why two events are one happening, None when they are not; the same either way round.

    They are of one type, neither their days nor their places nor their sides contradict each other, and one side is the
    same; both are where either has no date. Between reports of different occasions more is asked: exact days and both
    sides the same. A country alone is the same on both sides where it is another on each: everybody in it accuses
    somebody in it every day.

    Arguments:
        first: an event of one report.
        second: an event of another.
        one_occasion: whether the two reports are about the same as a whole.
    """
    if first.event != second.event or not _days_agree(first, second) or not _places_agree(first, second):
        return None
    same = [_shared(first.actor, second.actor), _shared(first.recipient, second.recipient)]
    if not _are_somebody(*same) or not all(
        shared or not one or not other
        for shared, one, other in zip(
            same, (first.actor, first.recipient), (second.actor, second.recipient), strict=True
        )
    ):
        return None
    are_dated = first.interval is not None and second.interval is not None
    if not (all(same) or (one_occasion and are_dated)):
        return None
    if not one_occasion and not (are_dated and first.is_exact and second.is_exact):
        return None
    fields = [f"both {first.event}"]
    fields += [f"{role} {', '.join(keys)}" for role, keys in zip(("actor", "recipient"), same, strict=True) if keys]
    fields += [f"{first.interval[0]} and {second.interval[0]}"] if first.interval and second.interval else []
    fields += [f"place {first.place[0]}"] if first.place and second.place else []
    fields += ["reports of one occasion"] if one_occasion else []
    return "; ".join(fields)


def _are_somebody(actor: list[str], recipient: list[str]) -> bool:
    """Whether what both events have on their sides means somebody, not a country on one or the same one on both."""
    if any(not _COUNTRY.fullmatch(key) for key in (*actor, *recipient)):
        return True
    return bool(actor and recipient) and actor != recipient


def _shared(first: Iterable[str], second: Iterable[str]) -> list[str]:
    return sorted(set(first) & set(second))


def _days_agree(first: Told, second: Told) -> bool:
    """Whether the days overlap; a day's difference is none, since reports count from where they are written."""
    if first.interval is None or second.interval is None:
        return True
    (start, end), (other_start, other_end) = first.interval, second.interval
    return start <= other_end and other_start <= end


def _places_agree(first: Told, second: Told) -> bool:
    if first.place is None or second.place is None:
        return True
    (name, country, is_wide), (other_name, other_country, is_other_wide) = first.place, second.place
    return name == other_name or ((is_wide or is_other_wide) and country == other_country)


def days_around(interval: tuple[str, str]) -> tuple[str, str]:
    """The first days that an event of exact days can have which agrees with these."""
    start = date.fromisoformat(interval[0])
    earliest = start - timedelta(days=_LONGEST_EXACT) if start.toordinal() > _LONGEST_EXACT else start
    return earliest.isoformat(), interval[1]
