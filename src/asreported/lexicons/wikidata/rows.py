"""Items as rows of our tables: ours with the outside ids where we have them, new ones else; spells of their offices."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict

from asreported.lexicons import Lexicons, Row, values
from asreported.lexicons.overlays import Tables
from asreported.lexicons.wikidata.dates import UNKNOWN
from asreported.lexicons.wikidata.items import ISO3, Held, Item, Items
from asreported.lexicons.wikidata.knowledge import Knowledge

PREFIXES = {"persons": "person", "bodies": "body", "groups": "group"}
_OPEN = "9999"


class RowMaker:
    """Makes the rows of an overlay from items.

    Arguments:
        lexicons: the tables the rows shall lie over.
        items: all that the files say.
        tables: where rows and what is left out are put.
    """

    def __init__(self, lexicons: Lexicons, items: Items, tables: Tables) -> None:
        self._known = Knowledge(lexicons)
        self._items = items
        self._tables = tables
        self._columns = {name: list(rows[0]) for name, rows in self._known.rows.items()}
        self._keys = {row["row"] for rows in self._known.rows.values() for row in rows}
        self._rows: dict[str, dict[str, dict[str, str]]] = {name: {} for name in ("countries", *PREFIXES)}
        self._bodies: dict[str, str] = {}
        self._iso3 = {row["wikidata"]: code for code, row in self._known.states.items() if row["wikidata"]}
        self._iso3 |= {n: code for n, code in items.countries.items() if code in self._known.states}

    def make(self) -> None:
        """Make all rows: countries and bodies first, for offices are of them."""
        kinds = {item.id: self._kind(item) for item in self._items.by_id.values()}
        offices = {held.office for item in self._items.by_id.values() for held in item.held}
        classes = {kind for item in self._items.by_id.values() for kind in item.kinds}
        for table in ("countries", "bodies", "groups", "persons"):
            for item in self._items.by_id.values():
                kind = kinds[item.id]
                if kind is not None and kind["table"] == table:
                    self._add_item(table, item, kind)
        for item in self._items.by_id.values():
            if kinds[item.id] is None and item.id not in offices | classes:
                found = ", ".join(map(self._items.label, item.kinds)) or "no kind"
                self._tables.leave_out(item.place, "a kind in wikidata/kinds", f"{item.name or item.id!r}: {found}")
        for table, rows in self._rows.items():
            self._mark_shared(table, rows)
            getattr(self._tables, table).extend(rows.values())
        self._add_spells()

    def _kind(self, item: Item) -> Row | None:
        found = (self._known.kind(text) for kind in item.kinds for text in (kind, self._items.label(kind)))
        kind = next((row for row in found if row is not None), None)
        if kind is None and item.iso3:
            return self._known.kind("country")
        return self._known.kind("human") if kind is None and item.held and not item.kinds else kind

    # ---- countries, bodies, groups, persons ----------------------------------------------------------------------

    def _add_item(self, table: str, item: Item, kind: Row) -> None:
        if not item.name:
            self._tables.leave_out(item.place, "an English label", repr(item.id))
            return
        if table == "countries":
            country = self._own_code(item)
            ours = self._known.states.get(country)
            if ours is None:
                self._tables.leave_out(item.place, "a country of ours", repr(item.name))
                return
        else:
            country = self._country(item)
            ours = self._known.ours(table, item.id, item.name, country)
        row = self._row_of(table, item, kind, country, ours)
        if row["row"] in self._rows[table]:
            other = self._rows[table][row["row"]]["wikidata"]
            self._tables.leave_out(item.place, "a row of its own", f"{item.name!r}, which {other} has")
            return
        self._rows[table][row["row"]] = row
        if table in ("bodies", "groups"):
            for name in (row["name"], *values(row["aliases"])):
                self._bodies.setdefault(name.casefold(), row["row"])

    def _row_of(self, table: str, item: Item, kind: Row, country: str, ours: Row | None) -> dict[str, str]:
        names = [name for name in item.aliases if any(char.isupper() for char in name)]
        if table != "countries":
            names = [name for name in names if name.casefold() not in self._known.of_countries]
        source = f"Wikidata, read {item.read}"
        if ours is not None:
            listed = [*values(ours["aliases"]), item.name, *names]
            aliases = [name for name in dict.fromkeys(listed) if name != ours["name"]]
            row = {**ours, "source": f"{ours['source']}; {source}"}
        else:
            aliases = [name for name in dict.fromkeys(names) if name != item.name]
            row = dict.fromkeys(self._columns[table], "")
            row |= {"row": self._key(PREFIXES[table], item), "name": item.name, "country": country, "source": source}
            if "kind" in row:
                is_international = not country and kind["international"]
                row |= {"kind": kind["kind"], "sectors": kind["sectors"]}
                row |= {"international": kind["international"] if is_international else ""}
                row |= {"from": _year(item.inception), "to": _year(item.dissolved)}
        if table == "persons":
            new = {name for name in aliases if " " not in name and (ours is None or name not in ours["aliases"])}
            row["ambiguous"] = "|".join(dict.fromkeys([*values(row["ambiguous"]), *sorted(new)]))
        row |= {"aliases": "|".join(aliases), "wikidata": item.id, "date": item.read}
        row["wikipedia"] = item.wikipedia or row["wikipedia"]
        return row

    def _own_code(self, item: Item) -> str:
        codes = (item.iso3, self._iso3.get(item.id, ""), *map(self._known.country, [*item.countries, item.name]))
        return next((code for code in codes if code in self._known.states), "")

    def _country(self, item: Item) -> str:
        """The first country of an item that is one of ours; a country that is not is listed."""
        for text in item.countries:
            if code := self._code(text):
                return code
        if item.countries:
            shown = self._items.label(item.countries[0])
            expected = f"a country of ours, or its entity with {ISO3}, for {item.name!r} (kept without)"
            self._tables.leave_out(item.place, expected, repr(shown))
        return ""

    def _code(self, text: str) -> str:
        return self._iso3.get(text) or self._known.country(text) or self._known.country(self._items.label(text))

    def _key(self, prefix: str, item: Item) -> str:
        key = f"{prefix}/{slug(item.name)}"
        return f"{key}-{item.id.lower()}" if key in self._keys or key in self._rows[f"{prefix}s"] else key

    def _mark_shared(self, table: str, rows: dict[str, dict[str, str]]) -> None:
        """List as ambiguous the names that another row bears too."""
        tables = ("bodies", "groups") if table in ("bodies", "groups") else (table,)
        bearers: dict[str, set[str]] = defaultdict(set)
        for row in (row for name in tables for row in (*self._known.rows[name], *self._rows[name].values())):
            for name in (row["name"], *values(row["aliases"])):
                bearers[name].add(row["row"])
        for row in rows.values():
            names = (row["name"], *values(row["aliases"]))
            shared = [name for name in names if len(bearers[name]) > 1]
            row["ambiguous"] = "|".join(dict.fromkeys([*values(row["ambiguous"]), *shared]))

    # ---- spells --------------------------------------------------------------------------------------------------

    def _add_spells(self) -> None:
        by_number = {row["wikidata"]: row for row in self._rows["persons"].values()}
        spells: dict[tuple[str, ...], list[dict[str, str]]] = defaultdict(list)
        for known in self._known.rows["spells"]:
            spells[_seat(known)].append(dict(known))
        for item in self._items.by_id.values():
            if (person := by_number.get(item.id)) is not None:
                for held in item.held:
                    if (spell := self._spell(person, item, held)) is not None:
                        self._place_spell(spell, spells[_seat(spell)], held.place)

    def _spell(self, person: dict[str, str], item: Item, held: Held) -> dict[str, str] | None:
        label = self._items.label(held.office)
        office = self._known.office(label, self._bodies)
        what = f"{item.name!r}, {label!r}"
        if office is None:
            self._tables.leave_out(held.place, "an office of ours, of a country or body of ours", what)
            return None
        row, country, body = office
        stated = self._items.by_id.get(held.office)
        named = (*held.of, *(stated.countries if stated is not None else ()))
        of = next((code for code in map(self._code, named) if code), "")
        country = country or of or person["country"]
        if not country:
            self._tables.leave_out(held.place, "the country of an office", what)
        elif not _is_known(held.start) or (held.end and not _is_known(held.end)):
            self._tables.leave_out(held.place, "a start and an end to the month", f"{what}, {held.start or 'no start'}")
        elif held.end and held.end[:7] < held.start[:7]:
            self._tables.leave_out(held.place, "an end after the start", f"{what}, {held.start} to {held.end}")
        else:
            of_what = (body or country).split("/")[-1].lower()
            key = f"spell/{person['row'].split('/')[1]}-{row.split('/')[1]}-{of_what}-{held.start}"
            return dict.fromkeys(self._columns["spells"], "") | {
                "row": key, "person": person["row"], "office": row, "country": country, "body": body,
                "from": held.start, "to": held.end, "checked": item.read,
                "source": f"Wikidata, read {item.read}", "date": item.read,
            }  # fmt: skip
        return None

    def _place_spell(self, spell: dict[str, str], others: list[dict[str, str]], place: str) -> None:
        """Put a spell among those of its office: in place of ours of the same person, else where nobody held it.

        An open spell of ours ends where a successor begins.
        """
        met = [other for other in others if _overlap(spell, other)]
        own = [other for other in met if other["person"] == spell["person"]]
        before = [o for o in met if o not in own and not o["to"] and o["from"][:7] < spell["from"][:7]]
        after = [other for other in met if other not in own and other not in before]
        if after or len(own) > 1 or any(other in self._tables.spells for other in own):
            found = f"{spell['row']!r} beside {(after or own)[0]['row']!r}"
            self._tables.leave_out(place, "an office that nobody else held then", found)
            return
        for other in before:
            other |= {"to": spell["from"], "source": f"{other['source']}; {spell['source']} (successor)"}
            if other not in self._tables.spells:
                self._tables.spells.append(other)
        for other in own:
            spell["row"] = other["row"]
            others.remove(other)
        others.append(spell)
        self._tables.spells.append(spell)


def slug(name: str) -> str:
    """A name as a key: ASCII letters and digits, joined by hyphens."""
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().replace("'", "")
    return re.sub("[^a-z0-9]+", "-", bare).strip("-") or "unnamed"


def _year(text: str) -> str:
    return "" if text == UNKNOWN else text[:4]


def _is_known(date: str) -> bool:
    """Whether a date is known to the month."""
    return date != UNKNOWN and len(date) > 4


def _seat(spell: dict[str, str] | Row) -> tuple[str, ...]:
    return spell["office"], "" if spell["body"] else spell["country"], spell["body"]


def _overlap(one: dict[str, str], other: dict[str, str]) -> bool:
    """Whether two spells share more than the month of a handover."""
    return one["from"][:7] < (other["to"][:7] or _OPEN) and other["from"][:7] < (one["to"][:7] or _OPEN)
