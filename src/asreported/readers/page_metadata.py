"""What a page says of itself: headline, publisher, authors, date, address."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from asreported.readers.headlines import read_byline
from asreported.readers.published import read_published

_ARTICLE = re.compile(r"(?:\w*Article|BlogPosting|LiveBlogPosting|Report|SocialMediaPosting)\Z")
LONGEST_HEADLINE = 500
"""A longer title, in code points, is no headline: the longest of 1,200 articles' is 170."""
LONGEST_NAME = 80
"""A longer line, in code points, names no author."""
_MOST_LINKED_DATA = 2_000_000
"""A script of linked data longer than this, in code points, is not read: the longest of 90 pages has 60,000."""
_SEPARATOR = r"\s*(?:[|·•»:：]|\s[-–—]+|--)\s*"
_SUFFIX = re.compile(rf"(?P<sign>{_SEPARATOR})(?P<name>(?:(?!{_SEPARATOR}).)+)\Z")
_FOLD = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-"})
_ISO_LOOSE = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?)\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?", re.IGNORECASE
)
_PROPERTY = ("property", "name", "itemprop")
_URL_AUTHOR = re.compile(r"https?://|www\.", re.IGNORECASE)


@dataclass(frozen=True)
class PageMetadata:
    """What a page says of itself; None or empty where it says nothing.

    `published` is an ISO 8601 date, or date-time with the zone where the page states one; `url` is absolute.
    """

    headline: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    url: str | None = None


@dataclass
class _Said:
    """The page's own words, gathered once: meta tags by name, linked data of the article and of the page around it."""

    meta: dict[str, str] = field(default_factory=dict)
    authors: list[str] = field(default_factory=list)
    article: dict[str, Any] = field(default_factory=dict)
    around: dict[str, Any] = field(default_factory=dict)

    def first(self, *names: str) -> str | None:
        """The first of these meta tags that says something."""
        return next((self.meta[name] for name in names if self.meta.get(name)), None)


def read_metadata(tree: Any, url: str | None) -> PageMetadata:
    """Read what a page says of itself, by its linked data (schema.org), meta tags and marked elements.

    Arguments:
        tree: as `parse_page` gives it.
        url: the page's address, where it is known.

    Returns:
        The headline is the title that the page declares for the article (og:title, else linked data, heading, title),
        without the outlet's name behind it or a kicker before it where another of these lacks them. The date is that of
        first publication, as the page's linked data, meta tags or time element state it, else as htmldate finds it.
    """
    said = _gather(tree, url)
    address = url or _find_url(tree, said)
    publisher = _find_publisher(said)
    return PageMetadata(
        headline=_find_headline(tree, said, publisher, address),
        publisher=publisher,
        authors=_find_authors(tree, said),
        published=_find_published(tree, said, address),
        url=address,
    )


def _gather(tree: Any, url: str | None) -> _Said:
    said = _Said()
    for tag in tree.iter("meta"):
        content = _fold(tag.get("content") or "")
        name = next((value for key in _PROPERTY if (value := tag.get(key))), "").strip().lower()
        if content and name:
            said.meta.setdefault(name, content)
            if name in ("author", "article:author", "parsely-author", "dc.creator", "sailthru.author", "byl"):
                said.authors.append(content)
    articles = []
    for one in _linked_data(tree):
        kinds = _as_list(one.get("@type"))
        if any(isinstance(kind, str) and _ARTICLE.match(kind.rpartition("/")[2]) for kind in kinds):
            articles.append(one)
        elif "WebPage" in kinds and not said.around:
            said.around = one
    address = (url or said.first("og:url") or "").rstrip("/")
    said.article = next((one for one in articles if address and address in _addresses(one)), (articles or [{}])[0])
    return said


def _addresses(article: dict[str, Any]) -> set[str]:
    about = article.get("mainEntityOfPage")
    inner = about.get("@id") if isinstance(about, dict) else about
    return {one.rstrip("/") for one in (article.get("url"), article.get("@id"), inner) if isinstance(one, str)}


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """The objects of the page's JSON-LD: those at the top, in a graph, and what a page is mainly about."""
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        source = (script.text or "").strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
        if not source or len(source) > _MOST_LINKED_DATA:
            continue
        try:
            waiting = deque([json.loads(source, strict=False)])
        except (ValueError, RecursionError):
            continue
        while waiting:
            one = waiting.popleft()
            if isinstance(one, list):
                waiting.extendleft(reversed(one))
            elif isinstance(one, dict):
                yield one
                waiting.extendleft(one[key] for key in ("mainEntity", "@graph") if key in one)


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _fold(text: str) -> str:
    """A line of metadata: references resolved, also those written twice, white space folded, invisible signs gone."""
    line = unescape(unescape(text)) if "&" in text else text
    return " ".join("".join(sign if sign.isprintable() else " " * sign.isspace() for sign in line).split())


# ---- headline --------------------------------------------------------------------------------------------------------


def _find_headline(tree: Any, said: _Said, publisher: str | None, url: str | None) -> str | None:
    outlets = {_key(name) for name in (publisher, said.first("og:site_name"), *_hosts(url)) if name}
    shown = [line for h1 in islice(tree.iter("h1"), 20) if (line := _fold("".join(h1.itertext())))]
    linked = said.article.get("headline") or said.article.get("name")
    titles = [_fold("".join(tag.itertext())) for tag in tree.xpath("head/title|//title[1]")[:1]]
    declared = [said.first("og:title"), _fold(linked) if isinstance(linked, str) else None, said.first("twitter:title")]
    candidates = [
        title
        for title in (*declared[:2], *shown, declared[2], *titles)
        if title and len(title) <= LONGEST_HEADLINE and _key(title) not in outlets
    ]
    if not candidates:
        return None
    chosen = candidates[0]
    for other in candidates[1:]:
        if _key(other) != _key(chosen) and _is_trimmed(other, chosen):
            chosen = other
    chosen = _strip_outlet(chosen, outlets)
    return next((line for line in shown if _key(line) == _key(chosen)), chosen)


def _key(title: str) -> str:
    return "".join(title.translate(_FOLD).casefold().split())


def _is_trimmed(short: str, title: str) -> bool:
    """Whether a title is the other with something before a colon, or behind a colon, bar or dash, taken off."""
    if len(short.split()) < 2 and len(short) < 8:
        return False
    before, found, behind = title.translate(_FOLD).casefold().partition(short.translate(_FOLD).casefold())
    is_whole = not before or re.search(r"[:|：]\s*\Z", before) is not None
    return bool(found) and is_whole and (not behind or re.match(_SEPARATOR, behind) is not None)


def _strip_outlet(title: str, outlets: set[str]) -> str:
    """The title without the outlet's name at its end, sections between title and name taken off with it."""
    match = _SUFFIX.search(title)
    if match is None or _key(match["name"]) not in outlets or not title[: match.start()].strip():
        return title
    return title[: match.start()].strip()


def _hosts(url: str | None) -> Iterator[str]:
    """The names of a host that outlets write behind their titles: with and without www and the last part."""
    host = _host(url)
    if host:
        bare = host.removeprefix("www.")
        yield from (host, bare, bare.rpartition(".")[0], bare.split(".")[0])


def _host(url: str | None) -> str | None:
    try:
        return urlsplit(url or "").hostname
    except ValueError:
        return None


# ---- publisher, authors ----------------------------------------------------------------------------------------------


def _find_publisher(said: _Said) -> str | None:
    """The site's name; as the linked data writes it where that parts the words ("Daily Post" for "dailypost")."""
    linked = next(_names(said.article.get("publisher")), None)
    site = said.first("og:site_name")
    if site is None:
        return linked or said.first("application-name", "dc.publisher", "publisher")
    site = site.split(" | ")[0].strip() or site
    is_spelt = linked is not None and _key(linked).removeprefix("the") == _key(site).removeprefix("the")
    return linked if is_spelt and linked is not None and len(linked.split()) > len(site.split()) else site


def _names(value: Any) -> Iterator[str]:
    """Names of persons and organisations in linked data: strings, objects with a name, lists of these."""
    for one in _as_list(value):
        name = one.get("name") if isinstance(one, dict) else one
        for inner in _as_list(name):
            if isinstance(inner, str) and (line := _fold(inner)) and not _URL_AUTHOR.match(line) and len(line) <= 200:
                yield line


def _find_authors(tree: Any, said: _Said) -> tuple[str, ...]:
    found = list(_names(said.article.get("author"))) or list(_names(said.authors))
    if not found:
        marked = tree.xpath("//*[@rel='author' or @itemprop='author']")[:8]
        found = list(_names([" ".join(one.itertext()) for one in marked]))
    names = (name for line in found for name in _persons(line))
    return tuple(dict.fromkeys(name for name in names if len(name) <= LONGEST_NAME))


def _persons(line: str) -> Iterable[str]:
    """Who is named in an author's line: without "By", their workplace, a date, or what else stands behind a bar."""
    line = re.sub(r"^(?:by|von|par|por)\s+(?=\S)", "", line.split("|")[0].strip(), flags=re.IGNORECASE)
    if not any(map(str.isalpha, line)) or line.startswith("(") or re.fullmatch(r"[a-z]+(?:[-_.][a-z]+)+", line):
        return ()
    byline = read_byline(f"By {line}")
    return byline[0] if byline is not None and byline[0] else (line,)


# ---- address, date ---------------------------------------------------------------------------------------------------


def _find_url(tree: Any, said: _Said) -> str | None:
    """The address the page gives as its own, absolute; None where it gives none or not all of it."""
    links = tree.xpath("//link[translate(@rel,'CANONIL','canonil')='canonical']/@href")
    base = next(iter(tree.xpath("//base/@href")), "")
    about = [said.article.get("url"), *_addresses(said.article)]
    given: Iterable[Any] = (*links[:1], said.first("og:url"), *about)
    addresses = [one.strip() for one in given if isinstance(one, str)]
    for one in addresses:
        for start in ("", base, *addresses):
            try:
                whole = urljoin(start, one) if start else one
                parts = urlsplit(whole)
            except ValueError:
                continue
            if parts.scheme in ("http", "https") and parts.hostname and not re.search(r"\s", whole):
                return whole
    return None


def _find_published(tree: Any, said: _Said, url: str | None) -> str | None:
    stated: list[Any] = [
        said.article.get("datePublished"),
        said.first("article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date"),
        said.around.get("datePublished"),
        *tree.xpath("//time[@itemprop='datePublished' or @pubdate]/@datetime")[:1],
    ]
    times = [_moment(one) for one in stated if isinstance(one, str)]
    found = next((one for one in times if one is not None), None)
    if found is not None:
        return found
    day = _ask_htmldate(tree, url)
    marked = [_moment(one) for one in tree.xpath("//time/@datetime")[:50]]
    return next((one for one in marked if one is not None and (day is None or one[:10] == day)), None) or day


def _moment(value: str) -> str | None:
    """A stated date in ISO 8601, its time and zone kept as far as they are stated; None where it is no date."""
    value = _fold(value)
    match = _ISO_LOOSE.match(value)
    if match is not None:
        day, time, zone = match[1], match[2].replace(",", "."), (match[3] or "").upper()
        zone = "+00:00" if zone in ("UTC", "GMT") else f"{zone}:00" if len(zone) == 3 else zone
        value = f"{day}T{time}{zone}"
    found, _ = read_published(value) if len(value) <= 80 and re.search(r"\d{4}", value) else (None, None)
    return found if found is not None and _is_plausible(found) else None


def _is_plausible(found: str) -> bool:
    """No page is older than the web; pages dated years ahead are those of a broken clock."""
    return "1990" < found[:4] < "2100"


def _ask_htmldate(tree: Any, url: str | None) -> str | None:
    from htmldate import find_date

    try:
        found = find_date(tree, original_date=True, url=url, extensive_search=True)
    except (ValueError, TypeError, OverflowError, RecursionError):  # a page it trips over has no date it could find
        return None
    return str(found) if found else None
