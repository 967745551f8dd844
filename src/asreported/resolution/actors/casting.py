"""From clusters to actors: name, kind, country, sectors and roles, each from a table row or the report's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from asreported.attributions.saying import Saying
from asreported.parsing.parse import Parse
from asreported.records import Actor, ActorKind, IdMaker, International, Mention, Place, Report, Role, Spans
from asreported.resolution.actors.canonical import ActorNames
from asreported.resolution.actors.clusters import Cluster
from asreported.resolution.actors.coreference import Chains, Coreference
from asreported.resolution.actors.drafts import Draft, span_of
from asreported.resolution.actors.grounds import ground
from asreported.resolution.actors.index import NAMED, ActorIndex
from asreported.resolution.actors.mentions import MentionFinder
from asreported.resolution.actors.metonyms import names_broadcaster
from asreported.resolution.actors.names import NameFinder
from asreported.resolution.actors.nominals import NominalClusters
from asreported.resolution.actors.nouns import find_nouns, head_of, lemma_of
from asreported.resolution.actors.short_forms import ShortForms, parted_list
from asreported.resolution.actors.titles import HEAD_LEVELS, WEAK_LEVELS, date_of
from asreported.resolution.cast import Cast

_RECIPROCAL = frozenset({("each", "other"), ("one", "another")})
_STYLES = frozenset({"style", "honorific", "suffix"})


def resolve_cast(
    report: Report, parse: Parse, sayings: Sequence[Saying], index: ActorIndex, places: Sequence[Place] = ()
) -> Cast:
    """The actors of a report, and whom each mention's head stands for.

    Arguments:
        report: the report; its `published` date decides who holds which office, its dateline whose "the army" is.
        parse: its parse.
        sayings: the attributions found in it; whoever they name as source becomes an actor, listed or not, and "I" and
            "we" inside their quotations are their speakers. May be empty.
        index: the actor tables.
        places: the places found in the report, if that was done before: what the recogniser takes for a person's name
            and the gazetteer for a place that something happens in is no person.

    Returns:
        A `Cast`; nobody of a dateline or of furniture is in it unless the report names them elsewhere too.
    """
    nouns = find_nouns(parse, index)
    names = NameFinder(parse, index, nouns, places).find()
    finder = MentionFinder(parse, index, names, nouns)
    drafts = finder.find()
    heads = {token for draft in drafts for token in (draft.head, *draft.title)}
    drafts.extend(_source_drafts(parse, sayings, finder, heads))
    drafts.extend(finder.again(drafts))
    skip = _outside(report, parse)
    drafts = ShortForms(parse, index, finder.headlines).mark([d for d in drafts if d.head not in skip], skip)
    drafts, lists = _listed(parse, index, drafts)
    titled = {t: draft.head for draft in drafts for t in draft.title}
    sources = frozenset(titled.get(t, t) for saying in sayings for t in source_tokens(parse, saying.source))
    headlines = finder.headlines | _headline(report, parse)
    coreference = Coreference(report, parse, index, drafts, nouns, headlines, sources, lists)
    chains = coreference.chains()
    _place_speakers(parse, sayings, index, chains)
    _place_sources(parse, sayings, chains, finder)
    ground(parse, chains.placed, places, index.words["other_side"])
    return _Builder(report, parse, index, chains, coreference.nominals).cast()


def _outside(report: Report, parse: Parse) -> frozenset[int]:
    """The tokens of the dateline and of furniture, which tell nothing of the events."""
    spans = [*report.furniture, *([report.dateline.span] if report.dateline is not None else [])]
    return frozenset(t for span in spans for t in parse.tokens_in(span))


def _headline(report: Report, parse: Parse) -> frozenset[int]:
    """The paragraph of the report's headline, which is read after the body even where its syntax can be trusted."""
    tokens = parse.tokens_in(report.headline_span) if report.headline_span is not None else range(0)
    return frozenset(parse.paragraph_of[t] for t in tokens)


def _listed(parse: Parse, index: ActorIndex, drafts: Sequence[Draft]) -> tuple[list[Draft], dict[int, tuple[int, ...]]]:
    """The drafts, names in a list of bodies as bodies, and the heads of the names each plural is a list of."""
    starts = {draft.named[0]: draft for draft in drafts if draft.type == "name" and draft.named}
    lists: dict[int, tuple[int, ...]] = {}
    bodies: set[int] = set()
    known = {draft.head for draft in drafts}
    added: dict[int, Draft] = {}
    drafts = [*drafts, *_counted_out(parse, drafts)]
    for draft in drafts:
        if draft.type == "nominal" and (members := parted_list(parse, draft, starts)):
            lists[draft.head] = tuple(member.head for member in members)
            added.update((member.head, member) for member in members if member.head not in known)
            lemma = lemma_of(parse, draft.head)
            if draft.kind == "organization" or index.is_use("organization", lemma):
                bodies.update(lists[draft.head])
    mended = [
        replace(d, kind="organization") if d.head in bodies and d.kind == "person" and d.entry is None else d
        for d in sorted((*drafts, *added.values()), key=lambda d: d.head)
    ]
    return mended, lists


def _counted_out(parse: Parse, drafts: Sequence[Draft]) -> list[Draft]:
    """Mentions for the numbers of "three of them" and "two of the unions", whose names may follow."""
    known = {draft.head for draft in drafts}
    found = []
    for draft in drafts:
        number = draft.start - 2
        if number < 0 or number in known or draft.number != "plural" or parse.words[number + 1].lower() != "of":
            continue
        if parse.tags[number] == "CD" and parse.heads[number + 1] == number:
            count = parse.words[number].lower()
            found.append(
                replace(draft, head=number, start=number, type="nominal", count=count, named=(), is_definite=False)
            )
    return found


def source_tokens(parse: Parse, spans: Spans) -> list[int]:
    """The head token of each span that holds a token."""
    ranges = (parse.tokens_in(span) for span in spans)
    return [head_of(parse, tokens.start, tokens.stop) for tokens in ranges if len(tokens)]


# ---- speakers --------------------------------------------------------------------------------------------------------


def _source_drafts(parse: Parse, sayings: Sequence[Saying], finder: MentionFinder, heads: set[int]) -> list[Draft]:
    """Mentions for sources, addressees and outlets that no table and no name made one."""
    drafts = []
    pronouns = {t for t, word in enumerate(parse.words) if word.lower() in finder.index.pronouns}
    spans = [span for s in sayings for span in (*s.source, *s.addressee, *s.relayed_by)]
    for span in spans:
        tokens = parse.tokens_in(span)
        if not len(tokens):
            continue
        head = _antecedent(parse, finder, head_of(parse, tokens.start, tokens.stop))
        if (
            not _has_word(parse, (span,))
            or finder.is_where(head)
            or _is_reciprocal(parse, head)
            or names_broadcaster(parse, finder.index, head)
        ):
            continue
        if head in heads or head in finder.name_of or parse.words[head].lower() in finder.index.pronouns:
            continue
        if not parse.tags[head].startswith("NN") and any(t in heads and t not in pronouns for t in tokens):
            continue
        heads.add(head)
        drafts.append(finder.source(head))
    return drafts


def _has_word(parse: Parse, spans: Spans) -> bool:
    """Whether spans hold more than marks."""
    return any(letter.isalnum() for start, end in spans for letter in parse.text[start:end])


def _is_reciprocal(parse: Parse, head: int) -> bool:
    """Whether a token ends "each other" or "one another"."""
    return tuple(word.lower() for word in parse.words[max(0, head - 1) : head + 1]) in _RECIPROCAL


def _antecedent(parse: Parse, finder: MentionFinder, head: int) -> int:
    """The noun a relative pronoun hangs on, else the token itself."""
    row = finder.index.pronouns.get(parse.words[head].lower())
    if row is None or row["person"] != "relative" or parse.deps[parse.heads[head]] != "relcl":
        return head
    return parse.heads[parse.heads[head]]


def _place_speakers(parse: Parse, sayings: Sequence[Saying], index: ActorIndex, chains: Chains) -> None:
    """In a quotation "I" and "we" are the speaker of the saying it belongs to, "you" is the addressee."""
    first, second = (
        _innermost(parse, [s for s in sayings if s.source]), _innermost(parse, [s for s in sayings if s.addressee])
    )  # fmt: skip
    for head, draft in chains.drafts.items():
        if draft.type != "pronoun" or draft.quotation < 0:
            continue
        person = index.pronouns[parse.words[head].lower()]["person"]
        saying = {"first": first, "second": second}.get(person, {}).get(head)
        if saying is None:
            continue
        meant = _placed_at(parse, chains, saying.source if person == "first" else saying.addressee)
        if meant and head not in chains.placed:
            chains.placed[head] = meant
            for cluster in meant:
                cluster.add(draft)


def _innermost(parse: Parse, sayings: Sequence[Saying]) -> dict[int, Saying]:
    """Token to the saying with the shortest content that covers it."""
    order = sorted(sayings, key=lambda saying: -sum(end - start for start, end in saying.content))
    return {t: saying for saying in order for span in saying.content for t in parse.tokens_in(span)}


def _placed_at(parse: Parse, chains: Chains, spans: Spans) -> tuple[Cluster, ...]:
    found: dict[int, Cluster] = {}
    for token in source_tokens(parse, spans):
        for member in parse.conjuncts(token):
            for cluster in chains.placed.get(member) or chains.placed.get(chains.within.get(member, -1), ()):
                found[id(cluster)] = cluster
    return tuple(found.values())


def _place_sources(parse: Parse, sayings: Sequence[Saying], chains: Chains, finder: MentionFinder) -> None:
    """A source that stands for nobody known is somebody of its own: an unnamed actor; the author is one."""
    author: Cluster | None = None
    for saying in sayings:
        if _placed_at(parse, chains, saying.source):
            continue
        for head in source_tokens(parse, saying.source)[:1]:
            inside = (t for span in saying.source for t in parse.tokens_in(span))
            if head in finder.name_of or any(t in chains.placed for t in inside) or not _has_word(parse, saying.source):
                continue
            draft = chains.drafts.setdefault(head, finder.source(head))
            is_author = draft.quotation < 0 and parse.words[head].lower() in ("i", "we", "my", "our")
            cluster = author if is_author and author is not None else None
            if cluster is None:
                cluster = Cluster("unnamed", number=draft.number or "singular", gender=draft.gender)
                author = cluster if is_author else author
            cluster.add(draft)
            chains.placed[head] = (cluster,)


# ---- actors ----------------------------------------------------------------------------------------------------------


class _Builder:
    """Writes the clusters of one report down as actors."""

    def __init__(
        self, report: Report, parse: Parse, index: ActorIndex, chains: Chains, nominals: NominalClusters
    ) -> None:
        self.parse = parse
        self.index = index
        self.chains = chains
        self.nominals = nominals
        self.date = date_of(report)
        self.names = ActorNames(parse, index, chains.placed)

    def cast(self) -> Cast:
        clusters = {id(c): c for found in self.chains.placed.values() for c in found}
        ids = IdMaker("a")
        actors: list[Actor] = []
        names: dict[int, str] = {}
        for cluster in sorted(clusters.values(), key=self._first_span):
            actor = self._actor(cluster, ids)
            names[id(cluster)] = actor.id
            actors.append(actor)
        heads = {head: names[id(found[0])] for head, found in sorted(self.chains.placed.items())}
        several = {h: tuple(names[id(c)] for c in found) for h, found in self.chains.placed.items() if len(found) > 1}
        several.update({h: tuple(names[id(c)] for c in found) for h, found in self.chains.joint.items()})
        parts: dict[int, str] = {}
        for head, draft in self.chains.drafts.items():
            if head in heads and (draft.named or draft.title):
                for token in (*draft.title, *draft.named):
                    if token not in heads:
                        parts[token] = heads[head]
        return Cast(tuple(actors), heads, parts, several)

    def _first_span(self, cluster: Cluster) -> tuple[int, int]:
        return min(span_of(self.parse, draft) for draft in cluster.drafts)

    def _actor(self, cluster: Cluster, ids: IdMaker) -> Actor:
        mentions = {span_of(self.parse, draft): draft.type for draft in cluster.drafts}
        spans = sorted(mentions)
        country, international, sectors, roles = self._standing(cluster)
        return Actor(
            id=ids.make(spans[0]),
            name=self.names.of(cluster, country),
            kind=self._kind(cluster),
            row=cluster.entry.row if cluster.entry is not None else None,
            country=country,
            international=international,
            sectors=sectors,
            roles=roles,
            mentions=tuple(Mention(span, mentions[span]) for span in spans),
            confidence=self.index.confidences.of_actor(
                mentions.values(),
                has_named_row=cluster.entry is not None and cluster.entry.table in NAMED,
            ),
        )

    def _kind(self, cluster: Cluster) -> ActorKind:
        if cluster.entry is not None and cluster.entry.table == "peoples":
            return cluster.entry.kind or "people"
        return cluster.kind

    def _standing(self, cluster: Cluster) -> tuple[str | None, International | None, tuple[str, ...], tuple[Role, ...]]:
        """Country, international body, sectors and roles: the tables' first, then what the report says."""
        country, international, sectors = cluster.country, cluster.international, list(cluster.sectors)
        listed = self.index.roles(cluster.entry.row, self.date) if cluster.entry is not None else []
        roles = [role for role, _, _ in listed]
        for _, own, place in listed:
            sectors.extend(s for s in own if s not in sectors)
            country = country or place
        past = cluster.entry is not None and self.date is not None and self.index.is_past(cluster.entry.row, self.date)
        if past and not sectors:
            sectors.append("ELI")
        said, former = self._said(cluster)
        roles.extend(said)
        said_sectors: tuple[list[str], ...] = ([], [], [])
        for draft in cluster.titles:
            place, body, inherited = self.nominals.titles.affiliation(draft)
            country = country or place
            international = international or (body if country is None else None)
            if not listed and not past and cluster.kind == "person":
                owned = self.nominals.titles.is_of_body(draft)
                own = ("ELI",) if draft.is_former else _sectors(draft, place, is_of_body=owned) or inherited
                said_sectors[_rank(draft)].extend(own)
        offices, ranks, others = said_sectors
        sectors.extend(s for s in dict.fromkeys((*offices, *ranks) or others) if s not in sectors)
        if "ELI" in sectors and former:
            sectors = ["ELI"]
        return country, international, tuple(sectors), tuple(roles)

    def _said(self, cluster: Cluster) -> tuple[list[Role], bool]:
        """The roles the report's own words give a person, and whether all of them are of the past."""
        if cluster.kind != "person":
            return [], False
        roles: list[Role] = []
        former = []
        for draft in cluster.titles:
            tokens = self.names.title_tokens(draft)
            if not tokens or all(noun.entry.level in _STYLES for noun in draft.nouns):
                continue
            while len(tokens) > 1 and self._is_style(tokens[-1]):
                tokens.pop()
            span = self.parse.span(tokens[0], tokens[-1] + 1)
            text = " ".join(self.parse.text[slice(*span)].split())
            former.append(draft.is_former)
            if all(role.text.lower() != text.lower() for role in roles):
                roles.append(Role(text, "report", span=span))
        return roles, bool(former) and all(former)

    def _is_style(self, token: int) -> bool:
        """Whether a word only honours: "Mr", "Sheikh"."""
        word = self.parse.words[token]
        return word[0].isupper() and self.index.is_use("honorific", word.lower())


def _rank(draft: Draft) -> int:
    """0 for what names an office, 1 for a rank or style, 2 for what only describes."""
    offices = [noun for noun in draft.nouns if noun.entry.table == "offices"]
    if not offices:
        return 2
    return 1 if all(noun.entry.level in WEAK_LEVELS for noun in offices) else 0


def _sectors(draft: Draft, country: str | None, *, is_of_body: bool) -> tuple[str, ...]:
    """The sectors of a title's nouns; a "leader" of no country and a federation's president are no government's."""
    nouns = [n for n in draft.nouns if n.entry.level not in _STYLES]
    if is_of_body:
        nouns = [n for n in nouns if n.entry.level not in HEAD_LEVELS]
    if country is None:
        nouns = [n for n in nouns if n.entry.row != "office/leader"]
    return tuple(s for n in nouns for s in n.entry.sectors if s != "UNK")
