"""Fault cases 11 and 15-31: limits, politeness and honesty of fetching, against servers on loopback."""

import gzip
import logging
import socket
import ssl
import struct
import threading
import time
import tracemalloc
import zlib
from datetime import UTC, datetime

import pytest
import trustme
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.loopback import ALLOW_ALL, World, answers, host_of, reply, serving, trickle

from rashomon.gather.charsets import as_marked_utf8, decode_answer
from rashomon.gather.exchange import Limits
from rashomon.gather.fetch import AGENT, Fetcher, Manners, Outcome, Validators
from rashomon.gather.inflate import BadEncodingError, unpack
from rashomon.gather.sites import Sites, retry_after

MIB = 1024 * 1024


def fetched(
    page: bytes, *, robots: bytes = ALLOW_ALL, limits: Limits | None = None, attempts: int = 1
) -> Outcome:
    with serving(answers({"/page": page}, robots)) as server:
        return World(server, limits=limits, attempts=attempts).fetch()


def test_a_page_comes_with_its_status_headers_and_chain():
    outcome = fetched(reply(body=b"rain", ETag='"a"', Last_Modified="Sun, 06 Apr 2031 08:00:00 GMT"))

    assert (outcome.kind, outcome.answer.status, outcome.answer.body) == ("fetched", 200, b"rain")
    assert outcome.validators == Validators(
        "http://news.example/page", '"a"', "Sun, 06 Apr 2031 08:00:00 GMT"
    )


def test_nothing_that_tells_who_asks_is_sent_anywhere():
    hop = reply("302 Found", Location="http://other.example/page2", Set_Cookie="who=me; Domain=example")
    with serving(answers({"/page": hop, "/page2": reply(body=b"rain")})) as server:
        World(server).fetch("http://news.example/page", Validators("http://news.example/page", '"a"'))

    assert [host_of(head) for head in server.heads] == [
        "news.example",
        "news.example",
        "other.example",
        "other.example",
    ]
    sent = [head.lower() for head in server.heads]
    assert not any(name in head for head in sent for name in ("cookie", "authorization", "referer"))
    assert [("if-none-match" in head) for head in sent] == [False, True, False, False]
    assert all("accept-encoding: gzip, identity" in head and AGENT.lower() in head for head in sent)


def test_case_11_a_loop_of_redirects_ends():
    with serving(
        answers({"/page": reply("302 Found", Location="/b"), "/b": reply("302 Found", Location="/page")})
    ) as server:
        outcome = World(server).fetch()

    assert (outcome.kind, outcome.code) == ("failed", "too_many_redirects")
    assert server.paths == ["/robots.txt", "/page", "/b"]


def test_case_11_five_redirects_are_followed_and_six_are_not():
    pages = {f"/{number}": reply("301 Moved", Location=f"/{number + 1}") for number in range(9)} | {
        "/9": reply(body=b"rain")
    }
    with serving(answers(pages)) as server:
        world = World(server)

        assert len(world.fetch("http://news.example/4").chain) == 6
        assert world.fetch("http://news.example/3").code == "too_many_redirects"


def test_case_15_a_proxy_from_the_environment_is_ignored_with_a_warning(monkeypatch, caplog):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with caplog.at_level(logging.WARNING), serving(answers({"/page": reply(body=b"rain")})) as server:
        assert World(server).fetch().answer.body == b"rain"

    assert "proxy" in caplog.text


def tls_server(name: str, **issued):
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name, **issued).configure_cert(context)
    client = ssl.create_default_context()
    authority.configure_trust(client)
    return client, lambda connection: context.wrap_socket(connection, server_side=True)


@pytest.mark.parametrize(
    ("name", "issued", "code"),
    [
        ("news.example", {}, ""),
        ("other.example", {}, "tls_error"),
        ("news.example", {"not_after": datetime(2020, 1, 1, tzinfo=UTC)}, "tls_error"),
    ],
)
def test_case_16_a_wrong_or_expired_certificate_is_never_accepted(name, issued, code):
    client, wrap = tls_server(name, **issued)
    with serving(answers({"/page": reply(body=b"rain")}), wrap) as server:
        outcome = World(server, tls=client, attempts=1).fetch("https://news.example/page")

    assert outcome.code == code
    assert outcome.answer.body == (b"" if code else b"rain")


def test_case_16_an_unknown_authority_is_not_trusted():
    _, wrap = tls_server("news.example")
    with serving(answers({"/page": reply(body=b"rain")}), wrap) as server:
        assert World(server).fetch("https://news.example/page").code == "tls_error"


@pytest.mark.parametrize("stage", ["body", "head", "interim"])
def test_case_17_a_trickle_is_cut_at_the_limit_of_the_whole_fetch(stage):
    pieces = {
        "body": [reply(length=100)] + [b"x"] * 100,
        "head": [b"HTTP/1.1 200 OK\r\n"] + [b"X-A: b\r\n"] * 100,
        "interim": [b"HTTP/1.1 100 Continue\r\n\r\n"] * 100,
    }[stage]

    def handler(connection, path, head):
        connection.sendall(ALLOW_ALL) if path == "/robots.txt" else trickle(connection, pieces, 0.05)

    with serving(handler) as server:
        started = time.monotonic()
        outcome = World(server, limits=Limits(total=0.6), attempts=1).fetch()

    assert outcome.code == "timeout"
    assert time.monotonic() - started < 3


def test_case_18_a_body_without_end_is_cut_at_ten_mebibytes():
    sent = []

    def handler(connection, path, head):
        if path == "/robots.txt":
            connection.sendall(ALLOW_ALL)
            return
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        # without end: only the other side's hanging up ends it
        while True:
            connection.sendall(b"x" * 65_536)
            sent.append(65_536)

    with serving(handler) as server:
        outcome = World(server, attempts=1).fetch()

    # not a byte was taken beyond the limit but what the buffers of both sides hold
    assert 10 * MIB <= sum(sent) < 26 * MIB
    assert (outcome.kind, outcome.code, outcome.answer.body) == ("failed", "too_large", b"")


def bomb(size: int) -> bytes:
    # a block ended by a full flush may be repeated as it is; the checksum at the end is never reached
    packer = zlib.compressobj(9, wbits=31)
    first = packer.compress(b"\0" * MIB) + packer.flush(zlib.Z_FULL_FLUSH)
    return first + (packer.compress(b"\0" * MIB) + packer.flush(zlib.Z_FULL_FLUSH)) * (size // MIB - 1)


def test_case_19_a_gzip_bomb_of_one_gibibyte_stays_small():
    gibibyte = bomb(1024 * MIB)
    # what the fetch itself holds: the peak of the whole process may lie higher from before, and would hide it
    tracemalloc.start()
    try:
        outcome = fetched(reply(body=gibibyte, Content_Encoding="gzip"))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert outcome.code == "too_large"
    # the body up to its limit was held, so the measure sees it
    assert 10 * MIB < peak < 100 * MIB


def test_promise_6_the_limits_of_a_fetch_are_those_that_are_promised():
    assert Limits() == Limits(connect=10.0, total=30.0, body=10 * MIB, redirects=5)
    assert Manners().limits == Limits()
    assert Manners().gap >= 5


@pytest.mark.parametrize("encoding", ["br", "zstd", "deflate", "gzip, gzip", "gzip, br", "x" * 500])
def test_case_20_a_packing_nobody_asked_for_is_refused(encoding):
    assert fetched(reply(body=b"\x1b\xff", Content_Encoding=encoding)).code == "bad_encoding"


def test_case_20_bytes_that_are_no_gzip_are_refused():
    assert fetched(reply(body=b"plain", Content_Encoding="gzip")).code == "bad_encoding"


def test_case_21_of_gzip_inside_gzip_one_layer_is_taken_off():
    inner = gzip.compress(b"rain")
    assert fetched(reply(body=gzip.compress(inner), Content_Encoding="gzip")).answer.body == inner


def test_parts_packed_one_after_the_other_are_one_body():
    assert (
        fetched(reply(body=gzip.compress(b"ra") + gzip.compress(b"in"), Content_Encoding="gzip")).answer.body
        == b"rain"
    )


def test_thousands_of_tiny_packed_parts_are_refused():
    assert fetched(reply(body=gzip.compress(b"") * 5_000, Content_Encoding="gzip")).code == "bad_encoding"


@pytest.mark.parametrize(("length", "body"), [(3, b"rai"), (9, b"rain")])
def test_case_22_a_wrong_length_keeps_what_came_and_says_so(length, body):
    outcome = fetched(reply(body=b"rain", length=length))

    assert (outcome.kind, outcome.answer.body, outcome.answer.flags) == ("fetched", body, ("truncated",))


def test_case_22_packed_bytes_that_end_early_keep_what_came_and_say_so():
    packed = gzip.compress(b"rain fell on Tarn " * 50)
    outcome = fetched(reply(body=packed[:-12], Content_Encoding="gzip"))

    assert outcome.answer.body.startswith(b"rain fell")
    assert outcome.answer.flags == ("truncated",)


def test_case_22_an_honest_length_is_not_flagged():
    assert fetched(reply(body=b"rain")).answer.flags == ()


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (b"X-A: b\r\n" * 1_000, "too_many_headers"),
        (b"X-A: " + b"b" * MIB + b"\r\n", "headers_too_large"),
        (b"X-A: bb\r\n" * 100_000, "headers_too_large"),
    ],
)
def test_case_23_a_thousand_headers_or_a_huge_one_are_refused(lines, code):
    assert fetched(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n" + lines + b"\r\n").code == code


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("3600", 3600),
        ("Wed, 18 May 2033 04:33:25 GMT", 3600),
        ("1000000000", 86_400),
        ("9" * 500, 86_400),
        ("0", 0),
    ],
)
def test_case_24_a_site_that_asks_to_come_back_later_is_left_alone_until_then(value, seconds):
    with serving(answers({"/page": reply("429 Too Many", Retry_After=value)})) as server:
        world = World(server, attempts=1)
        outcome = world.fetch()
        waits = outcome.retry_at - world.clock.moment
        again = world.fetch("http://news.example/other")

    assert (outcome.code, waits) == ("http_429", seconds)
    assert (again.code == "site_closed") == (seconds > 120)


@pytest.mark.parametrize("value", ["abc", "-5", "", "1.5", "٣", "Wed, 99 Foo 2033"])
def test_case_24_a_time_that_says_nothing_is_a_minute(value):
    with serving(answers({"/page": reply("429 Too Many", Retry_After=value)})) as server:
        world = World(server, attempts=1)

        assert world.fetch().retry_at - world.clock.moment == 60


def test_case_24_a_short_wait_is_waited_and_tried_again():
    turns = iter([reply("503 Busy", Retry_After="30"), reply(body=b"rain")])

    def handler(connection, path, head):
        connection.sendall(ALLOW_ALL if path == "/robots.txt" else next(turns))

    with serving(handler) as server:
        world = World(server)

        assert world.fetch().answer.body == b"rain"

    assert sum(world.clock.slept) >= 30


def reset(connection, path, head):
    if path == "/robots.txt":
        connection.sendall(ALLOW_ALL)
        return
    connection.sendall(reply(body=b"x" * 10, length=1_000))
    time.sleep(0.1)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


@pytest.mark.parametrize("handler", [answers({"/page": reply("503 Busy")}), reset])
def test_case_25_a_passing_fault_is_tried_three_times_with_growing_and_spread_waits(handler):
    with serving(handler) as server:
        world = World(server)
        outcome = world.fetch()

    assert outcome.code in {"http_503", "connection_lost"}
    assert server.paths.count("/page") == 3


def test_case_25_a_resolver_that_fails_for_a_moment_is_asked_again():
    def fails(host, port):
        raise socket.gaierror(socket.EAI_AGAIN, "try again")

    world = World(resolver=fails)

    assert world.fetch().code == "dns_temporary"
    backoffs = [wait for wait in world.clock.slept if wait != 5.0]
    assert 1 <= backoffs[0] <= 3
    assert len(set(world.clock.slept)) > 1


def test_case_25_the_waits_are_the_same_for_the_same_seed():
    def slept():
        world = World(resolver=lambda host, port: [], attempts=3)
        world.fetch()
        return world.clock.slept

    assert slept() == slept()


def test_a_lasting_fault_is_not_tried_again():
    with serving(answers({"/page": reply("404 Not Found")})) as server:
        assert World(server).fetch().code == "http_404"

    assert server.paths.count("/page") == 1


def test_case_26_not_modified_without_a_question_is_fetched_whole_once_more():
    turns = iter([reply("304 Not Modified"), reply(body=b"rain")])

    def handler(connection, path, head):
        connection.sendall(ALLOW_ALL if path == "/robots.txt" else next(turns))

    with serving(handler) as server:
        assert World(server).fetch().answer.body == b"rain"


def test_an_unchanged_body_is_not_sent_again():
    with serving(answers({"/page": reply("304 Not Modified")})) as server:
        outcome = World(server).fetch(validators=Validators("http://news.example/page", '"a"'))

    assert outcome.kind == "not-modified"
    assert 'If-None-Match: "a"' in server.heads[-1]


def test_a_validator_with_a_line_end_in_it_is_not_sent():
    with serving(answers({"/page": reply(body=b"rain")})) as server:
        World(server).fetch(validators=Validators("http://news.example/page", "a\r\nX-Evil: 1"))

    assert "Evil" not in server.heads[-1]


def test_case_28_what_robots_forbids_is_not_fetched():
    with serving(
        answers({"/page": reply(body=b"rain")}, reply(body=b"User-agent: *\nDisallow: /page"))
    ) as server:
        outcome = World(server).fetch()

    assert (outcome.kind, outcome.code) == ("refused", "robots_disallow")
    assert server.paths == ["/robots.txt"]


@pytest.mark.parametrize("status", ["500 Oops", "503 Busy", "429 Too Many"])
def test_case_29_a_robots_file_that_cannot_be_had_closes_the_site_for_now(status):
    with serving(answers({"/page": reply(body=b"rain")}, reply(status))) as server:
        world = World(server, attempts=1)
        outcome = world.fetch()
        world.clock.moment += 3600
        world.fetch()

    assert (outcome.kind, outcome.code) == ("failed", "robots_unreachable")
    assert server.paths == ["/robots.txt", "/robots.txt"]


@pytest.mark.parametrize("status", ["404 Not Found", "403 Forbidden", "410 Gone"])
def test_case_29_no_robots_file_allows_all(status):
    assert fetched(reply(body=b"rain"), robots=reply(status)).kind == "fetched"


def test_case_29_of_twenty_megabytes_of_robots_the_first_half_mebibyte_counts():
    filler = b"# " + b"x" * 97 + b"\n"
    head, tail = b"User-agent: *\nDisallow: /early\n", b"Disallow: /late\n"
    robots = reply(body=head + filler * 200_000 + tail)
    with serving(answers({"/early": reply(), "/late": reply(body=b"rain")}, robots)) as server:
        world = World(server)

        assert world.fetch("http://news.example/early").code == "robots_disallow"
        assert world.fetch("http://news.example/late").kind == "fetched"

    assert server.paths.count("/robots.txt") == 1


@pytest.mark.parametrize(
    ("delay", "waits"),
    [("", 5.0), ("Crawl-delay: 2", 5.0), ("Crawl-delay: 30", 30.0), ("Crawl-delay: 900", 120.0)],
)
def test_promise_6_five_seconds_lie_between_two_requests_and_crawl_delay_is_honoured_up_to_two_minutes(
    delay, waits
):
    robots = reply(body=f"User-agent: *\n{delay}\n".encode())
    with serving(answers({"/page": reply(body=b"rain")}, robots)) as server:
        world = World(server)
        world.fetch()
        world.fetch()

    assert world.clock.slept[-1] == pytest.approx(waits)


def test_promise_6_one_request_at_a_time_for_each_site_also_from_many_threads():
    busy, most = [], []

    def handler(connection, path, head):
        busy.append(1)
        most.append(len(busy))
        time.sleep(0.02)
        busy.pop()
        connection.sendall(ALLOW_ALL if path == "/robots.txt" else reply(body=b"rain"))

    with serving(handler) as server:
        world = World(server)
        threads = [threading.Thread(target=world.fetch) for _ in range(6)]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]

    assert max(most) == 1


def test_case_76_a_clock_that_is_set_back_makes_nobody_wait_longer_than_the_gap():
    moments, slept = [1_000_000.0], []
    sites = Sites(now=lambda: moments[0], sleep=slept.append)
    with sites.turn("a.example"):
        moments[0] = 5.0
    with sites.turn("a.example"):
        pass
    # set back while nothing is asked: the last request lies in what is now the future
    for moment in (1_000_000.0, 5.0):
        moments[0] = moment
        with sites.turn("a.example"):
            pass

    assert slept == [5.0, 5.0]


def test_a_restart_stays_as_polite_as_the_process_before():
    with serving(
        answers({"/page": reply(body=b"rain")}, reply(body=b"User-agent: *\nCrawl-delay: 20"))
    ) as server:
        first, second = World(server), World(server)
        first.fetch()
        second.fetcher.sites.restore(first.fetcher.sites.states())
        second.clock.moment = first.clock.moment
        second.fetch()

    assert second.clock.slept == [20.0]
    assert server.paths == ["/robots.txt", "/page", "/page"]


@pytest.mark.parametrize(
    ("raw", "header", "text", "remark"),
    [
        ("häl".encode(), "text/html; charset=iso-8859-1", "häl", "header-says-iso-8859-1"),
        ("häl".encode("cp1252"), "text/html; charset=windows-1252", "häl", ""),
        ("häl".encode("utf-16"), "text/html; charset=utf-8", "häl", ""),
        (b'<meta charset="koi8-r">' + "Тарн".encode("koi8-r"), "text/html", '<meta charset="koi8-r">Тарн', ""),
        ("Тарн".encode("koi8-r"), "text/html; charset=koi8-r", "Тарн", ""),
        ("häl".encode(), "text/html; charset=nonsense", "häl", "header-says-nonsense"),
    ],
)  # fmt: skip
def test_case_31_what_a_header_says_is_checked_against_the_bytes(raw, header, text, remark):
    assert decode_answer(raw, header) == (text, remark)
    assert as_marked_utf8(raw, header)[0].decode("utf-8-sig") == text


@given(
    st.binary(max_size=300),
    st.sampled_from(["", "text/html; charset=utf-8", "x; charset=shift_jis", "x; charset=base64"]),
)
@settings(max_examples=300, deadline=None)
def test_case_31_no_replacement_character_without_a_remark(raw, header):
    text, remark = decode_answer(raw, header)

    assert (
        remark or "\ufffd" not in text or "\ufffd".encode() in raw or b"\xfd\xff" in raw or b"\xff\xfd" in raw
    )


@given(st.lists(st.binary(max_size=60), max_size=8), st.sampled_from(["", "gzip"]), st.integers(0, 100))
@settings(max_examples=300, deadline=None)
def test_no_bytes_unpack_to_more_than_the_limit(chunks, encoding, most):
    try:
        body = unpack(chunks, encoding, most)
    except BadEncodingError:
        return
    assert len(body.data) <= most


@given(st.binary(max_size=400), st.integers(1, 40))
@settings(max_examples=200, deadline=None)
def test_packed_bytes_come_back_whole_however_they_are_cut(raw, step):
    packed = gzip.compress(raw)
    body = unpack([packed[at : at + step] for at in range(0, len(packed), step)], "gzip", 1_000)

    assert (body.data, body.whole, body.too_large) == (raw, True, False)


@given(st.text(max_size=40))
@settings(max_examples=300, deadline=None)
def test_any_retry_after_is_a_time_within_a_day_or_none(value):
    wait = retry_after(value, 2_000_000_000.0)

    assert wait is None or 0 <= wait <= 86_400


@pytest.mark.parametrize("junk", [b"", b"\0" * 500, b"HTTP/9.9 999\r\n\r\n", b"HTTP/1.1 abc OK\r\n\r\n", b"<html>hello</html>",
                                  b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
                                  b"HTTP/1.1 301 Moved\r\nLocation: http://[::\r\nContent-Length: 0\r\n\r\n"])  # fmt: skip
def test_whatever_a_server_sends_is_an_outcome(junk):
    outcome = fetched(junk)

    assert outcome.kind in {"failed", "refused"}
    assert outcome.code not in {"", "unexpected_error"}


def test_the_shipped_fetcher_asks_nothing_on_this_machine():
    assert Fetcher().fetch("http://localhost/").code == "blocked_address"
