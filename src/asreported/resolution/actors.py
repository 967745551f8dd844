"""From clusters to actors: name, kind, country, sectors and roles, each from a table row or the report's words."""

from __future__ import annotations

from collections.abc import Sequence

from asreported.attributions.saying import Saying
from asreported.parsing.parse import Parse
from asreported.records import Actor, ActorKind, IdMaker, International, Mention, Report, Role, Spans
from asreported.resolution.actor_index import ActorIndex
from asreported.resolution.arguments import JointCast
from asreported.resolution.cast import Cast
from asreported.resolution.clusters import Cluster
from asreported.resolution.coreference import Chains, Coreference
from asreported.resolution.drafts import Draft, span_of
from asreported.resolution.mentions import MentionFinder
from asreported.resolution.names import NameFinder
from asreported.resolution.nominals import NominalClusters
from asreported.resolution.nouns import find_nouns, head_of
from asreported.resolution.titles import WEAK_LEVELS, date_of

_STYLES = frozenset({"style", "honorific", "suffix"})
_ARTICLES = frozenset({"DT", "PRP$", "PDT", "``", "''", "POS", "RB"})


def resolve_cast(report: Report, parse: Parse, sayings: Sequence[Saying], index: ActorIndex) -> Cast:
    """The actors of a report, and whom each mention's head stands for.

    Arguments:
        report: the report; its `published` date decides who holds which office, its dateline whose "the army" is.
        parse: its parse.
        sayings: the attributions found in it; whoever they name as source becomes an actor, listed or not, and "I" and
            "we" inside their quotations are their speakers. May be empty.
        index: the actor tables.

    Returns:
        A `Cast`, more exactly a `JointCast`, which `actors_at` reads to know plurals that stand for several actors.
    """
    nouns = find_nouns(parse, index)
    names = NameFinder(parse, index, nouns).find()
    finder = MentionFinder(parse, index, names, nouns)
    drafts = finder.find()
    drafts.extend(_source_drafts(parse, sayings, finder, {draft.head for draft in drafts}))
    drafts.extend(finder.again(drafts))
    sources = frozenset(token for saying in sayings for token in source_tokens(parse, saying.source))
    coreference = Coreference(report, parse, index, drafts, nouns, finder.headlines, sources)
    chains = coreference.chains()
    _place_speakers(parse, sayings, index, chains)
    _place_sources(parse, sayings, chains, finder)
    return _Builder(report, parse, index, chains, coreference.nominals).cast()


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
        if head in heads or head in finder.name_of or parse.words[head].lower() in finder.index.pronouns:
            continue
        if not parse.tags[head].startswith("NN") and any(t in heads and t not in pronouns for t in tokens):
            continue
        heads.add(head)
        drafts.append(finder.source(head))
    return drafts


def _antecedent(parse: Parse, finder: MentionFinder, head: int) -> int:
    """The noun a relative pronoun hangs on, else the token itself."""
    row = finder.index.pronouns.get(parse.words[head].lower())
    if row is None or row["person"] != "relative" or parse.deps[parse.heads[head]] != "relcl":
        return head
    return parse.heads[parse.heads[head]]


def _place_speakers(parse: Parse, sayings: Sequence[Saying], index: ActorIndex, chains: Chains) -> None:
    """In a quotation "I" and "we" are the speaker of the saying it belongs to, "you" is the addressee."""
    saying_at = _innermost(parse, sayings)
    for head, draft in chains.drafts.items():
        if draft.type != "pronoun" or draft.quotation < 0 or head not in saying_at:
            continue
        person = index.pronouns[parse.words[head].lower()]["person"]
        if person not in ("first", "second"):
            continue
        saying = sayings[saying_at[head]]
        meant = _placed_at(parse, chains, saying.source if person == "first" else saying.addressee)
        if meant and head not in chains.placed:
            chains.placed[head] = meant
            for cluster in meant:
                cluster.add(draft)


def _innermost(parse: Parse, sayings: Sequence[Saying]) -> dict[int, int]:
    """Token to the number of the saying with the shortest content that covers it."""
    order = sorted(range(len(sayings)), key=lambda n: (-sum(end - start for start, end in sayings[n].content), n))
    return {t: n for n in order for span in sayings[n].content for t in parse.tokens_in(span)}


def _placed_at(parse: Parse, chains: Chains, spans: Spans) -> tuple[Cluster, ...]:
    found: dict[int, Cluster] = {}
    for token in source_tokens(parse, spans):
        for member in parse.conjuncts(token):
            for cluster in chains.placed.get(member, ()):
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
            if head in finder.name_of or any(t in chains.placed for t in inside):
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
        parts: dict[int, str] = {}
        for head, draft in self.chains.drafts.items():
            if head in heads and (draft.named or draft.title):
                for token in (*draft.title, *draft.named):
                    if token not in heads:
                        parts[token] = heads[head]
        return JointCast(tuple(actors), heads, parts, several)

    def _first_span(self, cluster: Cluster) -> tuple[int, int]:
        return min(span_of(self.parse, draft) for draft in cluster.drafts)

    def _actor(self, cluster: Cluster, ids: IdMaker) -> Actor:
        mentions = {span_of(self.parse, draft): draft.type for draft in cluster.drafts}
        spans = sorted(mentions)
        country, international, sectors, roles = self._standing(cluster)
        return Actor(
            id=ids.make(spans[0]),
            name=self._name(cluster, country),
            kind=self._kind(cluster),
            row=cluster.entry.row if cluster.entry is not None else None,
            country=country,
            international=international,
            sectors=sectors,
            roles=roles,
            mentions=tuple(Mention(span, mentions[span]) for span in spans),
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
                own = ("ELI",) if draft.is_former else _sectors(draft, place) or inherited
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
            tokens = self._title_tokens(draft)
            if not tokens or all(noun.entry.level in _STYLES for noun in draft.nouns):
                continue
            while len(tokens) > 1 and self._is_style(tokens[-1]):
                tokens.pop()
            span = self.parse.span(tokens[0], tokens[-1] + 1)
            text = self._text(tokens)
            former.append(draft.is_former)
            if all(role.text.lower() != text.lower() for role in roles):
                roles.append(Role(text, "report", span=span))
        return roles, bool(former) and all(former)

    def _is_style(self, token: int) -> bool:
        """Whether a word only honours: "Mr", "Sheikh"."""
        word = self.parse.words[token]
        return word[0].isupper() and self.index.is_use("honorific", word.lower())

    def _title_tokens(self, draft: Draft) -> list[int]:
        tokens = list(draft.title) if draft.type == "name" else list(range(draft.start, draft.end))
        while len(tokens) > 1 and self.parse.tags[tokens[0]] in _ARTICLES:
            tokens.pop(0)
        return tokens

    # ---- names -------------------------------------------------------------------------------------------------------

    def _name(self, cluster: Cluster, country: str | None) -> str:
        """The table's name, else the fullest name in the report, else the fullest description."""
        if cluster.label:
            return cluster.label
        entry = cluster.entry
        if (
            entry is not None
            and entry.table not in ("offices", "organs", "agents")
            and entry.form not in ("people", "noun", "adjective")
        ):
            return entry.name
        if entry is not None and entry.table == "countries" and cluster.kind == "state":
            return entry.name
        if (
            entry is not None
            and entry.table == "peoples"
            and all(len(d.modifiers) <= 1 and not d.count for d in cluster.drafts)
        ):
            return entry.name
        if entry is not None and cluster.kind == "person" and entry.table == "offices" and country is not None:
            owners = {t for d in cluster.drafts for t in d.belongs if not self._is_state(t)}
            if not owners and any(d.is_definite for d in cluster.drafts):
                return self.index.title(entry, country)
        named = [draft.named for draft in cluster.drafts if draft.type == "name" and draft.named]
        if named:
            return self._text(max(named, key=lambda tokens: (len(tokens), -tokens[0])))
        described = [self._title_tokens(draft) for draft in cluster.drafts if draft.type == "nominal"]
        fullest = max(
            (tokens for tokens in described if tokens), key=lambda tokens: (len(tokens), -tokens[0]), default=[]
        )
        return self._text(fullest or [cluster.first])

    def _is_state(self, token: int) -> bool:
        return all(cluster.kind == "state" for cluster in self.chains.placed.get(token, ()))

    def _text(self, tokens: Sequence[int]) -> str:
        start, end = self.parse.span(tokens[0], tokens[-1] + 1)
        return " ".join(self.parse.text[start:end].split())


def _rank(draft: Draft) -> int:
    """0 for what names an office, 1 for a rank or style, 2 for what only describes."""
    offices = [noun for noun in draft.nouns if noun.entry.table == "offices"]
    if not offices:
        return 2
    return 1 if all(noun.entry.level in WEAK_LEVELS for noun in offices) else 0


def _sectors(draft: Draft, country: str | None) -> tuple[str, ...]:
    """The sectors of a title's nouns; a mere "leader" of no country is no government's."""
    nouns = [n for n in draft.nouns if n.entry.level not in _STYLES]
    if country is None:
        nouns = [n for n in nouns if n.entry.row != "office/leader"]
    return tuple(s for n in nouns for s in n.entry.sectors if s != "UNK")
