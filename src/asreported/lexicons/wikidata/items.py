"""What an export says of each item: names, kind, countries, years and the offices held, from results or entities."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from asreported.lexicons.wikidata.dates import UNKNOWN, read_date
from asreported.lexicons.wikidata.files import ITEM_COLUMNS, Entity, Found, Result

INSTANCE_OF, COUNTRY, CITIZENSHIP, JURISDICTION, POSITION = "P31", "P17", "P27", "P1001", "P39"
START, END, OF, INCEPTION, DISSOLVED, ISO3, ISO2 = "P580", "P582", "P642", "P571", "P576", "P298", "P297"
_ID = re.compile(r"(?:.*/)?(Q[1-9]\d{0,11})")
_ARTICLE = re.compile(r"https?://en\.(?:m\.)?wikipedia\.org/wiki/(.+)")
_HALF = re.compile(r"[\ud800-\udfff]")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("label", "name"),
    "listed": ("altlabel", "itemaltlabel", "altlabels"),
    "aliases": ("aliases", "alias", "names"),
    "kind": ("kind", "kindlabel", "type", "typelabel", "class", "classlabel", "instance", "instancelabel"),
    "country": ("iso3", "countrycode", "countryiso3", "iso", "iso2", "countryiso2", "country", "countrylabel",
                "citizenship", "citizenshiplabel"),
    "article": ("article", "sitelink", "wikipedia", "enwiki", "title"),
    "office": ("officelabel", "office", "positionlabel", "position"),
    "of": ("officecountrycode", "officecountry", "officecountrylabel", "oflabel", "of", "jurisdictionlabel"),
    "start": ("start", "startdate", "starttime", "from"),
    "start_precision": ("startprecision",),
    "end": ("end", "enddate", "endtime", "to", "until"),
    "end_precision": ("endprecision",),
    "inception": ("inception", "founded"),
    "dissolved": ("dissolved", "dissolution", "abolished"),
}  # fmt: skip
"""Names of columns, in small letters without ``_``; where several hold something the first counts, for country all."""


@dataclass(frozen=True)
class Held:
    """An office as the export says it was held: label or number, of what, and when (see `read_date`)."""

    office: str
    of: tuple[str, ...]
    start: str
    end: str
    place: str


@dataclass
class Item:
    """Everything an export says of one item. Kinds, countries and offices are labels, codes or item numbers."""

    id: str
    place: str
    read: str
    name: str = ""
    wikipedia: str = ""
    inception: str = ""
    dissolved: str = ""
    iso3: str = ""
    aliases: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)


class Items:
    """The items of all files by number, and the labels of every number that came with one."""

    def __init__(self) -> None:
        self.by_id: dict[str, Item] = {}
        self.labels: dict[str, str] = {}
        self.countries: dict[str, str] = {}

    def add(self, found: Found, read: str) -> bool:
        """Take in a result or an entity; False where it names no item."""
        if isinstance(found, Result):
            return self._add_result(found, read)
        return isinstance(found, Entity) and self._add_entity(found, read)

    def label(self, text: str) -> str:
        """What a number is called, where a file says so; any other text as it is."""
        return self.labels.get(text, text)

    def _item(self, number: str, place: str, read: str) -> Item:
        return self.by_id.setdefault(number, Item(number, place, read))

    # ---- results of queries --------------------------------------------------------------------------------------

    def _add_result(self, result: Result, read: str) -> bool:
        cells = result.cells
        column = next((name for name in ITEM_COLUMNS if cells.get(name)), "")
        number = item_number(cells.get(column, ""))
        if not number:
            return False
        for name, cell in cells.items():
            if (labelled := item_number(cell)) and (label := cells.get(f"{name}label")) and not item_number(label):
                self.labels.setdefault(labelled, label)
        item = self._item(number, result.place, read)
        label = cells.get(f"{column}label") or _first(cells, "name")
        item.name = item.name or ("" if item_number(label) else plain(label))
        listed = cells.get(f"{column}altlabel") or _first(cells, "listed")
        _extend(item.aliases, listed.split("|" if "|" in listed else ", "))
        _extend(item.aliases, _first(cells, "aliases").split("|"))
        _extend(item.kinds, _all(cells, "kind"))
        if column not in ("item", "qid", "wikidata", "entity"):
            _extend(item.kinds, [column])
        _extend(item.countries, _all(cells, "country"))
        item.wikipedia = item.wikipedia or article_title(_first(cells, "article"))
        item.inception = item.inception or read_date(_first(cells, "inception"))
        item.dissolved = item.dissolved or read_date(_first(cells, "dissolved"))
        if office := _first(cells, "office"):
            start, end = (
                read_date(_first(cells, name), _number(_first(cells, f"{name}_precision"))) for name in ("start", "end")
            )
            held = Held(item_number(office) or office, tuple(_all(cells, "of")), start, end, result.place)
            if (held.office, held.start, held.end) not in {(one.office, one.start, one.end) for one in item.held}:
                item.held.append(held)
        return True

    # ---- entities ------------------------------------------------------------------------------------------------

    def _add_entity(self, entity: Entity, read: str) -> bool:
        content = entity.content
        number = item_number(str(content.get("id", "")))
        if not number:
            return False
        item = self._item(number, entity.place, read)
        name = plain(_get(content, "labels", "en", "value") or _get(content, "labels", "mul", "value"))
        item.name = item.name or name
        if name:
            self.labels.setdefault(number, name)
        for language in ("en", "mul"):
            _extend(item.aliases, [_get(alias, "value") for alias in _list(content, "aliases", language)])
        item.wikipedia = item.wikipedia or plain(_get(content, "sitelinks", "enwiki", "title"))
        _extend(item.kinds, (_target(one) for one in _statements(content, INSTANCE_OF)))
        for named in (COUNTRY, CITIZENSHIP, JURISDICTION):
            _extend(item.countries, (_target(one) for one in _statements(content, named) if not _qualifiers(one, END)))
        item.iso3 = next((_get(one, "mainsnak", "datavalue", "value") for one in _statements(content, ISO3)), "")
        if item.iso3:
            self.countries[number] = item.iso3
        item.inception = item.inception or _first_date(content, INCEPTION)
        item.dissolved = item.dissolved or _first_date(content, DISSOLVED)
        for statement in _statements(content, POSITION):
            starts, ends, of = (_qualifiers(statement, named) for named in (START, END, OF))
            start, end = (_snak_date(snaks[0]) if snaks else "" for snaks in (starts, ends))
            targets = tuple(filter(None, map(_value_id, of)))
            item.held.append(Held(_target(statement), targets, start, end, entity.place))
        return True


def item_number(text: str) -> str:
    """``Q7`` of "Q7" or of an address that ends in it; "" for other texts."""
    found = _ID.fullmatch(text.strip())
    return found[1] if found else ""


def article_title(text: str) -> str:
    """The title of an English Wikipedia article, from its address or as it stands; "" for other addresses."""
    found = _ARTICLE.fullmatch(text.strip())
    if found:
        return plain(unquote(found[1]).replace("_", " "))
    return "" if "://" in text else plain(text)


def plain(text: str) -> str:
    """A name without line ends, runs of space, halves of characters, and the bar that parts values in our cells."""
    return " ".join(_HALF.sub("\ufffd", text).replace("|", " ").split())


def _first(cells: Mapping[str, str], what: str) -> str:
    return next((cells[name] for name in COLUMNS[what] if cells.get(name)), "")


def _all(cells: Mapping[str, str], what: str) -> list[str]:
    found = [cells[name] for name in COLUMNS[what] if cells.get(name)]
    return [item_number(one) or one for cell in found for one in cell.split("|")]


def _extend(known: list[str], texts: Iterable[str]) -> None:
    known += [text for text in dict.fromkeys(plain(text) for text in texts) if text and text not in known]


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 3 else None


# ---- what statements hold; whatever is not in Wikidata's form counts as not there ------------------------------------


def _at(content: object, *path: str) -> object:
    for name in path:
        content = content.get(name) if isinstance(content, Mapping) else None
    return content


def _get(content: object, *path: str) -> str:
    found = _at(content, *path)
    return found if isinstance(found, str) else ""


def _list(content: object, *path: str) -> list[Any]:
    found = _at(content, *path)
    return found if isinstance(found, list) else []


def _statements(content: object, named: str) -> Iterator[object]:
    """The statements of a property that are not withdrawn, preferred ones first."""
    ranked = [(_get(one, "rank"), one) for one in _list(content, "claims", named)]
    yield from (one for rank, one in ranked if rank == "preferred")
    yield from (one for rank, one in ranked if rank not in ("preferred", "deprecated"))


def _qualifiers(statement: object, named: str) -> list[Any]:
    return _list(statement, "qualifiers", named)


def _target(statement: object) -> str:
    return _value_id(_at(statement, "mainsnak"))


def _value_id(snak: object) -> str:
    return item_number(_get(snak, "datavalue", "value", "id"))


def _first_date(content: object, named: str) -> str:
    return next((_snak_date(_at(one, "mainsnak")) for one in _statements(content, named)), "")


def _snak_date(snak: object) -> str:
    """When a snak says: "" for "no value", `UNKNOWN` for "some value" and for what is no time."""
    if _get(snak, "snaktype") == "novalue":
        return ""
    precision = _at(snak, "datavalue", "value", "precision")
    number = precision if isinstance(precision, int) and not isinstance(precision, bool) else None
    return read_date(_get(snak, "datavalue", "value", "time"), number) or UNKNOWN
