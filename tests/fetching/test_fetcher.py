"""A fetch ends, within its bounds, whatever a server does."""

from __future__ import annotations

import gzip
import resource
import shutil
import ssl
import subprocess
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.utils import formatdate
from pathlib import Path
from threading import Event

import pytest
from tests.fetching.servers import (
    OURS,
    Behave,
    Handler,
    Server,
    TestClock,
    answer,
    drips,
    drips_to,
    fetcher,
    never_ends,
    resets,
    running,
    says,
    sends_to,
)

from asreported._version import __version__
from asreported.errors import FetchError, UsageError
from asreported.fetching import Fetcher, Limits, Stopped, connecting
from asreported.fetching.addresses import check_url, is_public, resolve
from asreported.fetching.fetcher import retry_seconds


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as made:
        yield made


def refused(server: Server, path: str, by: Fetcher | None = None) -> FetchError:
    with pytest.raises(FetchError) as told, by or fetcher() as one:
        one.fetch(server.home + path)
    assert "\n" not in str(told.value)
    assert told.value.place
    return told.value


def test_an_answer_has_its_body_and_what_to_ask_with_next_time(server: Server) -> None:
    server.paths["/feed"] = says(b"body", ETag='"one"', Last_Modified="Tue, 04 Mar 2031 05:06:07 GMT",
                                 Content_Type="Text/XML; Charset='ISO-8859-1'")  # fmt: skip
    with fetcher() as one:
        found = one.fetch(f"{server.home}/feed")
    assert (found.body, found.etag, found.charset, found.media_type) == (b"body", '"one"', "ISO-8859-1", "text/xml")
    assert found.modified == "Tue, 04 Mar 2031 05:06:07 GMT"


def test_we_say_who_we_are_and_on_one_connection(server: Server) -> None:
    server.paths["/a"] = server.paths["/b"] = says(b"x")
    with fetcher(contact="desk@example.org") as one:
        one.fetch(f"{server.home}/a")
        one.fetch(f"{server.home}/b")
    assert {headers["User-Agent"] for _, headers in server.asked} == {f"asreported/{__version__} (desk@example.org)"}
    assert len(server.connections) == 1
    with pytest.raises(UsageError, match="--contact"):
        Fetcher(contact="two\r\nlines")


def test_nothing_changed_is_an_answer_without_a_body(server: Server) -> None:
    server.paths["/feed"] = lambda handler: answer(
        handler, b"", 304 if handler.headers["If-None-Match"] == '"one"' else 200
    )
    with fetcher() as one:
        assert one.fetch(f"{server.home}/feed", etag='"one"', modified="yesterday").body is None
        assert one.fetch(f"{server.home}/feed").body == b""
    assert server.asked_for("/feed")[0]["If-Modified-Since"] == "yesterday"


def test_an_etag_in_any_bytes_comes_back_as_it_was(server: Server) -> None:
    server.paths["/feed"] = lambda handler: answer(handler, b"x", ETag='"\xe9"')
    with fetcher() as one:
        one.fetch(f"{server.home}/feed", etag=one.fetch(f"{server.home}/feed").etag)
    assert server.asked_for("/feed")[1]["If-None-Match"] == '"\xe9"'


def test_304_that_nobody_asked_for_is_refused(server: Server) -> None:
    server.paths["/feed"] = says(b"", 304)
    assert "answer 304" in str(refused(server, "/feed"))


def test_five_redirects_are_followed_and_no_more(server: Server) -> None:
    for number in range(9):
        server.paths[f"/{number}"] = sends_to(f"/{number + 1}", 301 + number % 2)
    server.paths["/9"] = says(b"there")
    with fetcher() as one:
        assert one.fetch(f"{server.home}/4").body == b"there"
    told = refused(server, "/3")
    assert "expected an address with at most 5 redirects, found more than 5" in str(told)
    assert len(server.asked_for("/9")) == 1


def test_a_loop_of_redirects_ends(server: Server) -> None:
    server.paths["/a"], server.paths["/b"] = sends_to("/b"), sends_to("/a")
    assert "redirects" in str(refused(server, "/a"))


@pytest.mark.parametrize("address", ["http://[::1", "//[", "http://x:y/", "\xff\xfe://", "http://\xc3\xa9" + "x" * 99])
def test_a_redirect_to_nonsense_is_one_line(server: Server, address: str) -> None:
    server.paths["/a"] = sends_to(address)
    refused(server, "/a")


def test_a_redirect_in_other_letters_is_followed(server: Server) -> None:
    server.paths["/a"] = sends_to("/\u00c3\u00bc")  # the bytes of an UTF-8 ü
    server.paths["/%C3%BC"] = says(b"there")
    with fetcher() as one:
        assert one.fetch(f"{server.home}/a").body == b"there"


@pytest.mark.parametrize("address", ["file:///etc/hostname", "ftp://example.org/", "gopher://x/", "data:text/plain,x"])
def test_a_redirect_leads_to_http_or_nowhere(server: Server, address: str) -> None:
    server.paths["/a"] = sends_to(address)
    told = refused(server, "/a")
    assert "give one of http or https" in str(told)
    assert told.is_lasting


@pytest.fixture
def public(server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Fetcher]:
    """May reach nothing private; `public.example` is the server, whose number passes for a public one."""
    monkeypatch.setattr(connecting, "is_public", lambda number: number == "127.0.0.1" or is_public(number))
    with fetcher(limits=replace(OURS, allows_private=False), lookup=look_up) as made:
        yield made


def look_up(host: str, port: int) -> list[str]:
    return ["127.0.0.1"] if host == "public.example" else resolve(host, port)


def as_public(server: Server, path: str) -> str:
    return f"http://public.example:{server.server_port}{path}"


@pytest.mark.parametrize(
    "host", ["127.0.0.2", "127.2", "0x7f000002", "169.254.169.254", "10.0.0.1", "[::1]", "[::ffff:7f00:2]", "[fe80::1]"]
)
def test_a_redirect_to_a_private_address_is_not_followed(server: Server, public: Fetcher, host: str) -> None:
    server.paths["/a"] = sends_to(f"http://{host}:{server.server_port}/secret")
    with pytest.raises(FetchError, match="expected a host with a public address") as told:
        public.fetch(as_public(server, "/a"))
    assert told.value.is_lasting
    assert server.asked_for("/a")


def test_an_address_that_is_private_is_fetched_only_when_that_is_meant(server: Server) -> None:
    server.paths["/a"] = says(b"x")
    one = fetcher(limits=replace(OURS, allows_private=False))
    told = str(refused(server, "/a", one))
    assert told == (
        f"{server.home}/a: expected a host with a public address, found '127.0.0.1', which is 127.0.0.1; "
        "give --allow-private where this is meant"
    )
    assert not server.asked


def test_a_name_that_stands_for_something_else_a_moment_later_gains_nothing(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connecting, "is_public", lambda number: number == "127.0.0.1" or is_public(number))
    server.paths["/a"] = says(b"x", Connection="close")
    server.paths["/robots.txt"] = says(b"")
    numbers = ["127.0.0.1", "127.0.0.2", "127.0.0.2"]
    with fetcher(limits=replace(OURS, allows_private=False), lookup=lambda *_: [numbers.pop(0)]) as one:
        assert one.fetch(as_public(server, "/a")).body == b"x"
        assert len(numbers) == 2, "robots.txt and the page over one connection, looked up once"
        with pytest.raises(FetchError, match=r"which is 127\.0\.0\.2"):
            one.fetch(as_public(server, "/a"))


def test_of_several_numbers_only_public_ones_are_tried(server: Server, public: Fetcher) -> None:
    server.paths["/a"] = says(b"x")
    with fetcher(limits=replace(OURS, allows_private=False), lookup=lambda *_: ["127.0.0.2", "127.0.0.1"]) as one:
        assert one.fetch(as_public(server, "/a")).body == b"x"


@pytest.mark.parametrize(
    "number",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.1", "224.0.0.1",
     "255.255.255.255", "192.0.2.1", "198.18.0.1", "240.0.0.1", "::1", "::", "fe80::1%eth0", "fc00::1", "fec0::1",
     "ff02::1", "::ffff:10.0.0.1", "::10.0.0.1", "2002:a00:1::", "64:ff9b::a00:1", "2001:0:1:1:1:1:f5ff:fffe"],
)  # fmt: skip
def test_numbers_of_private_networks_are_told(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize("number", ["8.8.8.8", "2606:4700::1", "64:ff9b::808:808", "::ffff:8.8.8.8", "2002:808:808::"])
def test_numbers_that_anybody_can_reach_are_told(number: str) -> None:
    assert is_public(number)


def test_a_body_without_end_is_left(server: Server) -> None:
    server.paths["/a"] = never_ends
    assert "expected an answer of at most 100,000 bytes" in str(refused(server, "/a"))


@pytest.mark.parametrize("start", [b"", b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n"])
def test_a_server_that_drips_is_left_when_the_time_is_over(server: Server, start: bytes) -> None:
    clock = TestClock(step=0.5)
    server.paths["/a"] = drips_to(clock, start)
    began = clock.time
    assert "expected an answer within 60 s" in str(refused(server, "/a", fetcher(clock)))
    assert clock.time - began < 90


def test_a_server_that_says_nothing_is_left(server: Server) -> None:
    done = Event()
    server.paths["/a"] = lambda handler: done.wait(30) and None
    try:
        assert "nothing for 0.2 s" in str(refused(server, "/a", fetcher(limits=replace(OURS, idle_seconds=0.2))))
    finally:
        done.set()


def test_a_bomb_is_unpacked_no_further_than_allowed(server: Server) -> None:
    bomb = gzip.compress(bytes(80_000_000))
    assert len(bomb) < 100_000
    server.paths["/a"] = says(bomb, Content_Encoding="gzip")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert "at most 100,000 bytes" in str(refused(server, "/a"))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000, "kilobytes"


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress, lambda data: gzip.compress(data) * 2 + b"\0\0"])
def test_what_is_packed_is_unpacked(server: Server, pack: Callable[[bytes], bytes]) -> None:
    server.paths["/a"] = says(pack(b"body"), Content_Encoding="gzip")
    with fetcher() as one:
        assert one.fetch(f"{server.home}/a").body in (b"body", b"bodybody")


@pytest.mark.parametrize(
    ("body", "packing", "told"),
    [
        (b"plain", "gzip", "gzipped, as it says"),
        (gzip.compress(b"body")[:-9], "gzip", "breaks off"),
        (b"body", "br", "packed as 'br'"),
    ],
)
def test_what_is_packed_otherwise_is_refused(server: Server, body: bytes, packing: str, told: str) -> None:
    server.paths["/a"] = says(body, Content_Encoding=packing)
    assert told in str(refused(server, "/a"))


def test_a_body_shorter_than_it_says_is_refused(server: Server) -> None:
    server.paths["/a"] = says(b"short", Content_Length="500", Connection="close")
    assert "expected a whole answer" in str(refused(server, "/a"))


def test_a_body_longer_than_it_says_is_read_as_far_as_it_says(server: Server) -> None:
    server.paths["/a"] = says(b"a body that is long", Content_Length="6")
    server.paths["/b"] = says(b"next")
    with fetcher() as one:
        assert one.fetch(f"{server.home}/a").body == b"a body"
        assert one.fetch(f"{server.home}/b").body == b"next"


@pytest.mark.parametrize("behave", [resets, lambda handler: handler.wfile.write(b"nonsense\r\n\r\n")])
def test_a_broken_connection_is_one_line(server: Server, behave: Behave) -> None:
    server.paths["/a"] = behave
    assert "expected a whole answer" in str(refused(server, "/a"))


def test_nobody_there_is_one_line() -> None:
    with pytest.raises(FetchError, match="refused"), fetcher() as one:
        one.fetch("http://127.0.0.1:1/feed")


def test_a_host_that_nobody_knows_is_one_line() -> None:
    def nobody(host: str, port: int) -> list[str]:
        raise OSError(-2, "Name or service not known")

    with pytest.raises(FetchError, match="expected a host that is known"), fetcher(lookup=nobody) as one:
        one.fetch("https://nowhere.example/feed")


def test_429_says_how_long_to_wait_and_the_host_is_left_alone_for_that(server: Server) -> None:
    server.paths["/a"] = says(b"", 429, Retry_After="120")
    server.paths["/b"] = says(b"x")
    clock = TestClock()
    with fetcher(clock) as one:
        with pytest.raises(FetchError, match="answer 429, to be asked again in 120 s") as told:
            one.fetch(f"{server.home}/a")
        assert (told.value.retry_seconds, told.value.is_lasting) == (120, False)
        with pytest.raises(FetchError, match="left alone for another 120 s"):
            one.fetch(f"{server.home}/b")
        assert not server.asked_for("/b")
        clock.time += 121
        assert one.fetch(f"{server.home}/b").body == b"x"


@pytest.mark.parametrize(("status", "is_lasting"), [(500, False), (503, False), (404, True), (410, True), (204, False)])
def test_other_answers_are_refused(server: Server, status: int, is_lasting: bool) -> None:
    server.paths["/a"] = says(b"", status)
    told = refused(server, "/a")
    assert (told.status, told.is_lasting) == (status, is_lasting)


def test_retry_after_is_seconds_or_a_date() -> None:
    now = 1.9e9
    assert retry_seconds("120", now) == 120
    assert retry_seconds(formatdate(now + 60, usegmt=True), now) == 60
    assert retry_seconds(formatdate(now - 60, usegmt=True), now) == 0
    assert retry_seconds("9" * 50, now) == 10**9
    assert [retry_seconds(value, now) for value in (None, "soon", "", "-3", "²")] == [None] * 5


@pytest.mark.parametrize(
    "url",
    ["", "example.org/feed", "file:///etc/passwd", "http://", "http://[::1", "http://x:99999/", "https://a:b@example.org/",
     "http://" + "a" * 3_000, "http://" + "a" * 64 + ".example/", "javascript:x"],
)  # fmt: skip
def test_an_address_of_another_kind_is_one_line(url: str) -> None:
    with pytest.raises(FetchError, match="expected an address such as") as told, fetcher() as one:
        one.fetch(url)
    assert "a:b" not in str(told.value)


def test_an_address_in_other_letters_is_sent_in_plain_ones() -> None:
    assert check_url("HTTP://bücher.example/a b/ü?q=ü#top") == "http://xn--bcher-kva.example/a%20b/%C3%BC?q=%C3%BC"
    assert check_url("http://[::1]:80") == "http://[::1]:80/"


def test_robots_txt_closes_what_it_names_and_sets_the_pace(server: Server) -> None:
    server.paths["/robots.txt"] = says(
        b"User-agent: *\nDisallow: /\n\nUser-agent: asreported\nCrawl-delay: 7\nDisallow: /*?print\n"
    )
    server.paths["/a"] = server.paths["/b"] = server.paths["/a?print"] = says(b"x")
    clock = TestClock()
    with fetcher(clock) as one:
        one.fetch(f"{server.home}/a")
        one.fetch(f"{server.home}/b")
        with pytest.raises(FetchError, match=r"robots\.txt closes") as told:
            one.fetch(f"{server.home}/a?print")
    assert told.value.is_lasting
    assert [seconds for seconds in clock.slept if seconds > 0] == [7, 7]
    assert len(server.asked_for("/robots.txt")) == 1
    assert not server.asked_for("/a?print")


def test_robots_txt_of_the_host_that_a_redirect_leads_to_counts_too(server: Server) -> None:
    with running() as other:
        server.paths["/a"] = sends_to(f"{other.home}/b")
        other.paths["/robots.txt"] = says(b"User-agent: *\nDisallow: /\n")
        other.paths["/b"] = says(b"x")
        assert "robots.txt closes" in str(refused(server, "/a"))
        assert not other.asked_for("/b")


def test_without_a_robots_txt_all_is_open_and_while_it_is_broken_nothing_is(server: Server) -> None:
    server.paths["/a"] = says(b"x")
    clock = TestClock()
    with fetcher(clock) as one:
        assert one.fetch(f"{server.home}/a").body == b"x", "404"
    server.paths["/robots.txt"] = says(b"", 500)
    with fetcher(clock) as one:
        with pytest.raises(FetchError, match=r"/robots\.txt: expected answer 200, found answer 500"):
            one.fetch(f"{server.home}/a")
        server.paths["/robots.txt"] = says(b"\xff\0 nonsense")
        with pytest.raises(FetchError):
            one.fetch(f"{server.home}/a")
        clock.time += 601
        assert one.fetch(f"{server.home}/a").body == b"x"


def test_a_run_that_is_told_to_stop_stops_amid_an_answer(server: Server) -> None:
    clock = TestClock()

    def drips_and_stops(handler: Handler) -> None:
        clock.stop()
        drips(handler)

    server.paths["/a"] = drips_and_stops
    with pytest.raises(Stopped), fetcher(clock) as one:
        one.fetch(f"{server.home}/a")


def test_limits_are_kept_as_documented() -> None:
    assert Limits() == Limits(10_000_000, 60, 15, 5, 1, 60, allows_private=False)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="a certificate is made with openssl")
def test_a_certificate_has_to_be_that_of_the_name_and_not_of_the_number(server: Server, tmp_path: Path) -> None:
    key, made = tmp_path / "key.pem", tmp_path / "made.pem"
    about = ["-subj", "/CN=news.example", "-addext", "subjectAltName=DNS:news.example"]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *about]
    subprocess.run([*command, "-keyout", str(key), "-out", str(made)], check=True, capture_output=True)
    ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ours.load_cert_chain(made, key)
    server.socket = ours.wrap_socket(server.socket, server_side=True)
    server.paths["/a"] = says(b"x")
    believed = ssl.create_default_context(cafile=str(made))
    with fetcher(lookup=lambda *_: ["127.0.0.1"], context=believed) as one:
        assert one.fetch(f"https://news.example:{server.server_port}/a").body == b"x"
        with pytest.raises(FetchError, match="not valid for 'other"):
            one.fetch(f"https://other.example:{server.server_port}/a")
