"""A watch codes each item once, through whatever feeds and servers do. All text and everybody in it is invented."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from tests.fetching.servers import OURS, Server, TestClock, answer, drips, fetcher, resets, running, says, sends_to

from asreported import Coder, Store
from asreported.fetching import Stopped
from asreported.watching import Outcome, Watch

STORY = (
    "The fisheries minister of Norland, Ingrid Sol, said on Monday that {} boats had been seized by the coast guard."
)
PAGE = (
    "<!DOCTYPE html><html><head><meta charset='{charset}'><title>{title}</title></head><body><article><h1>{title}</h1>"
    "<p>{story} “We will not wait,” Sol told reporters in the capital — née Vestergård.</p><p>The owners denied that "
    "they had fished in closed waters, and a court will hear them on Friday morning in the old harbour.</p></article>"
    "</body></html>"
)


def item(number: int, link: str = "", summary: str | None = None, **more: str) -> str:
    about = f"<description>{STORY.format(number) if summary is None else summary}</description>"
    more_ = "".join(f"<{name}>{value}</{name}>" for name, value in more.items())
    return f"<item><title>Boats seized {number}</title><link>{link}</link><guid>{number}</guid>{about}{more_}</item>"


def feed(*items: str) -> bytes:
    return f'<rss version="2.0"><channel><title>The Ledger</title>{"".join(items)}</channel></rss>'.encode()


def page(number: int, charset: str = "utf-8") -> str:
    return PAGE.format(title=f"Boats seized {number}", story=STORY.format(number), charset=charset)


@dataclass
class Desk:
    """A server, a database, a clock, and a watch over them."""

    server: Server
    store: Store
    coder: Coder
    clock: TestClock = field(default_factory=TestClock)

    def watch(self, *paths: str, limits: Any = OURS, **more: Any) -> Watch:
        feeds = [self.server.home + path for path in paths or ("/feed",)]
        return Watch(feeds, self.store, fetcher(self.clock, limits), self.coder, **more)

    def ask(self, **more: Any) -> Outcome:
        [outcome] = self.watch(**more).ask_all()
        return outcome

    def texts(self) -> list[str]:
        return [record["text"] for record in self.store.records()]


@pytest.fixture
def desk(coder: Coder) -> Iterator[Desk]:
    with running() as server, Store.open(":memory:") as store:
        yield Desk(server, store, coder)


def test_only_what_is_new_is_coded(desk: Desk) -> None:
    desk.server.paths["/feed"] = says(feed(item(1), item(2)))
    first = desk.ask()
    assert (first.items, first.new, first.kept) == (2, 2, 2)
    desk.server.paths["/feed"] = says(feed(item(3), item(1), item(2)))
    second = desk.ask()
    assert (second.items, second.new, second.kept) == (3, 1, 1)
    assert len(desk.texts()) == 3


def test_an_item_whose_text_changed_is_new(desk: Desk) -> None:
    desk.server.paths["/feed"] = says(feed(item(1)))
    desk.ask()
    desk.server.paths["/feed"] = says(feed(item(1, summary="The boats were let go, Ingrid Sol said on Tuesday.")))
    assert desk.ask().kept == 1


def test_a_server_that_knows_304_is_asked_with_its_own_words(desk: Desk) -> None:
    def behave(handler: Any) -> None:
        known = handler.headers["If-None-Match"] == '"a"' and handler.headers["If-Modified-Since"] == "Mon"
        answer(handler, b"" if known else feed(item(1)), 304 if known else 200, ETag='"a"', Last_Modified="Mon")

    desk.server.paths["/feed"] = behave
    assert desk.ask().kept == 1
    assert (desk.ask().items, desk.ask().items) == (0, 0)
    asked = desk.server.asked_for("/feed")
    assert ["If-None-Match" in headers for headers in asked] == [False, True, True]


def test_a_server_that_ignores_the_etag_costs_nothing_more(desk: Desk) -> None:
    desk.server.paths["/feed"] = says(feed(item(1)), ETag='"a"')
    assert [desk.ask().items for _ in range(3)] == [1, 0, 0]
    assert len(desk.texts()) == 1


def test_what_stands_twice_in_a_feed_or_in_two_is_coded_once(desk: Desk) -> None:
    one = item(1, "https://example.org/1")
    desk.server.paths["/feed"] = says(feed(one, one))
    desk.server.paths["/other"] = says(feed(one, item(2, "https://example.org/2")))
    found = list(desk.watch("/feed", "/other", "/feed").ask_all())
    assert [outcome.kept for outcome in found] == [1, 1]
    assert len(desk.texts()) == 2


def test_a_feed_that_fails_is_left_alone_longer_each_time(desk: Desk) -> None:
    desk.server.paths["/feed"] = says(b"", 500)
    assert "answer 500" in str(desk.ask(every_seconds=100))
    assert "not asked; it failed before, and is asked again in 200 s" in str(desk.ask(every_seconds=100))
    desk.clock.time += 201
    desk.ask(every_seconds=100)
    assert desk.ask(every_seconds=100).waits_seconds == pytest.approx(400, abs=1)
    desk.clock.time += 401
    desk.server.paths["/feed"] = says(feed(item(1)))
    assert desk.ask(every_seconds=100).kept == 1
    assert desk.ask(every_seconds=100).waits_seconds is None, "it answered, so all is forgotten"


def test_back_off_ends_at_a_day_unless_the_server_asks_for_more(desk: Desk) -> None:
    desk.server.paths["/feed"] = says(b"", 503)
    for _ in range(20):
        desk.ask()
        desk.clock.time += 86_401
    desk.ask()
    assert desk.ask().waits_seconds == pytest.approx(86_400, abs=1)
    desk.clock.time += 86_401
    desk.server.paths["/feed"] = says(b"", 429, Retry_After="200000")
    desk.ask()
    assert desk.ask().waits_seconds == pytest.approx(200_000, abs=1)


@pytest.mark.parametrize(
    "behave",
    [says(b""), says(b"<html><p>Not here</p></html>"), says(b"<rss><chan"), resets, drips,
     says(b"x", Content_Length="9", Connection="close"), says(gzip.compress(bytes(9_000_000)), Content_Encoding="gzip"),
     sends_to("file:///etc/passwd"), sends_to("/bad")],
    ids=["nothing", "page", "broken", "reset", "drip", "cut short", "bomb", "file", "loop"],
)  # fmt: skip
def test_a_feed_that_cannot_be_read_is_one_line_and_the_others_go_on(desk: Desk, behave: Any) -> None:
    desk.clock.step = 0.5
    desk.server.paths["/bad"] = behave
    desk.server.paths["/feed"] = says(feed(item(1)))
    bad, good = desk.watch("/bad", "/feed").ask_all()
    assert bad.problem is not None
    assert "\n" not in str(bad)
    assert good.kept == 1


def test_an_empty_feed_is_in_order(desk: Desk) -> None:
    desk.server.paths["/feed"] = says(feed())
    outcome = desk.ask()
    assert (outcome.problem, outcome.items) == (None, 0)


def test_of_a_broken_feed_what_can_be_read_is_coded(desk: Desk) -> None:
    desk.server.paths["/feed"] = says(feed(item(1), item(2))[:-60])
    outcome = desk.ask()
    assert outcome.kept >= 1
    assert any("a broken feed" in line for line in outcome.warnings)


def test_an_item_that_cannot_be_coded_is_told_once(desk: Desk) -> None:
    german = (
        "Die Ministerin sagte am Montag, dass die Küstenwache zwölf Boote beschlagnahmt habe und ein Gericht urteile."
    )
    desk.server.paths["/feed"] = says(feed(item(1, summary=german).replace("Boats seized 1", "Boote beschlagnahmt")))
    [failure] = desk.ask().failures
    assert "expected a report in English" in str(failure.error)
    desk.server.paths["/feed"] = says(
        feed(item(2), item(1, summary=german).replace("Boats seized 1", "Boote beschlagnahmt"))
    )
    outcome = desk.ask()
    assert (outcome.failures, outcome.kept) == ([], 1)


def test_pages_are_read_in_place_of_summaries(desk: Desk) -> None:
    desk.server.paths["/feed"] = says(feed(item(1, f"{desk.server.home}/1", pubDate="Tue, 04 Mar 2031 05:06:07 GMT")))
    desk.server.paths["/1"] = says(page(1).encode(), Content_Type="text/html")
    assert desk.ask(with_pages=True).kept == 1
    [record] = desk.store.records()
    assert "The owners denied" in record["text"]
    assert (record["url"], record["input_id"]) == (f"{desk.server.home}/1", "1")
    assert (record["published"], record["publisher"]) == ("2031-03-04T05:06:07+00:00", "The Ledger")
    assert desk.ask(with_pages=True).new == 0
    assert len(desk.server.asked_for("/1")) == 1


@pytest.mark.parametrize("said", ["utf-8", "iso-8859-1", "nonsense", "utf-16"])
def test_a_wrong_word_on_the_encoding_does_no_harm(desk: Desk, said: str) -> None:
    desk.server.paths["/feed"] = says(feed(item(1, f"{desk.server.home}/1")), Content_Type=f"text/xml; charset={said}")
    kept = "utf-8" if said == "utf-16" else said
    desk.server.paths["/1"] = says(page(1).encode(), Content_Type=f"text/html; charset={kept}")
    desk.ask(with_pages=True)
    [text] = desk.texts()
    assert "née Vestergård" in text


def test_a_page_that_is_not_there_yet_is_asked_for_again_then_the_summary_is_taken(desk: Desk) -> None:
    desk.server.paths["/feed"] = says(feed(item(1, f"{desk.server.home}/1"), item(2)), ETag='"a"')
    desk.server.paths["/1"] = says(b"", 500)
    first = desk.ask(with_pages=True)
    assert (first.new, first.kept, first.pending) == (2, 1, 1)
    second = desk.ask(with_pages=True)
    assert (second.new, second.kept, second.pending) == (0, 0, 1)
    third = desk.ask(with_pages=True)
    assert (third.kept, third.pending) == (1, 0)
    assert any("answer 500" in line and "the feed's own text is taken" in line for line in third.warnings)
    assert desk.ask(with_pages=True).items == 0
    assert ["If-None-Match" in headers for headers in desk.server.asked_for("/feed")] == [False, False, False, True]


@pytest.mark.parametrize("status", [404, 403])
def test_of_a_page_that_is_closed_the_summary_is_taken_at_once(desk: Desk, status: int) -> None:
    desk.server.paths["/feed"] = says(feed(item(1, f"{desk.server.home}/1")))
    desk.server.paths["/1"] = says(b"", status)
    outcome = desk.ask(with_pages=True)
    assert (outcome.kept, outcome.pending) == (1, 0)


def test_a_page_closed_by_robots_txt_is_not_asked_for(desk: Desk) -> None:
    desk.server.paths["/robots.txt"] = says(b"User-agent: asreported\nDisallow: /1\n")
    desk.server.paths["/feed"] = says(feed(item(1, f"{desk.server.home}/1")))
    assert any("robots.txt closes" in line for line in desk.ask(with_pages=True).warnings)
    assert not desk.server.asked_for("/1")


def test_a_link_to_a_private_address_is_not_followed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The feed's host passes for a public one, the link's does not."""
    monkeypatch.setattr("asreported.fetching.connecting.is_public", lambda number: number == "127.0.0.1")
    desk.server.paths["/feed"] = says(feed(item(1, "http://127.0.0.2/latest/meta-data")))
    outcome = desk.ask(with_pages=True, limits=type(OURS)(pause_seconds=0))
    assert outcome.kept == 1
    assert any("expected a host with a public address" in line for line in outcome.warnings)


def test_a_feed_refused_for_its_network_is_asked_at_once_where_that_is_allowed(desk: Desk) -> None:
    desk.server.paths["/feed"] = says(feed(item(1)))
    refused = desk.ask(limits=type(OURS)(pause_seconds=0))
    assert refused.problem is not None and "public address" in str(refused.problem)
    assert not desk.server.asked_for("/feed")
    assert desk.ask().kept == 1


def test_what_a_page_lacks_is_taken_from_the_feed(desk: Desk) -> None:
    desk.server.paths["/feed"] = says(feed(item(1, f"{desk.server.home}/1")))
    desk.server.paths["/1"] = says(b"<!DOCTYPE html><html><p>Subscribe to read on, please.</p></html>")
    assert any(
        "less text than the feed" in line or "no paragraph" in line for line in desk.ask(with_pages=True).warnings
    )
    assert "had been seized" in desk.texts()[0]


def test_a_watch_told_to_stop_stops_and_goes_on_where_it_was(desk: Desk) -> None:
    desk.server.paths["/feed"] = says(feed(*map(item, range(4))), ETag='"a"')

    class Stopping:
        info = desk.coder.info

        def pipe(self, reports: Any, **more: Any) -> Any:
            if len(desk.store) == 1:
                desk.clock.stop()
            return desk.coder.pipe(reports, **more)

    with pytest.raises(Stopped):
        list(Watch([f"{desk.server.home}/feed"], desk.store, fetcher(desk.clock), Stopping()).ask_all())  # type: ignore[arg-type]
    assert len(desk.store) == 2, "the item in hand is kept"
    desk.clock._is_stopped = False
    outcome = desk.ask()
    assert (outcome.new, outcome.kept) == (2, 2)
    assert "If-None-Match" not in desk.server.asked_for("/feed")[1]


def test_killed_between_record_and_note_nothing_is_coded_twice(desk: Desk) -> None:
    desk.server.paths["/feed"] = says(feed(item(1)))
    desk.ask()
    desk.store.connection.execute("DELETE FROM feed_items")
    desk.store.connection.execute("DELETE FROM feeds")
    outcome = desk.ask()
    assert (outcome.new, outcome.kept) == (1, 0)
    assert len(desk.texts()) == 1


def test_a_run_asks_each_feed_in_its_time_until_told_to_stop(desk: Desk) -> None:
    desk.server.paths["/a"] = says(feed(item(1)))
    desk.server.paths["/b"] = says(b"", 500)
    told: list[Outcome] = []

    def tell(outcome: Outcome) -> None:
        told.append(outcome)
        if len(told) == 6:
            desk.clock.stop()

    began = desk.clock.time
    desk.watch("/a", "/b", every_seconds=600).run(tell)
    assert [outcome.feed[-1] for outcome in told] == ["a", "b", "a", "a", "b", "a"]
    assert desk.clock.time - began == pytest.approx(1_800, abs=2)
