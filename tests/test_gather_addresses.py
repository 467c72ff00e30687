"""Fault cases 1-10, 12-14, 32: no address inside the house is ever asked, whatever its spelling."""

import socket

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.loopback import PUBLIC, World, answers, reply, serving

from rashomon.gather.addresses import AddressRules, is_public, may_reach, resolve, system_resolver
from rashomon.gather.targets import Refusal, Target, read_target, shown_host

# Case by case, as `notes/faults.md` numbers them.
CLOSED = {
    1: ["127.0.0.1", "127.0.0.53", "localhost", "localhost.", "LOCALHOST"],
    2: ["127.1", "127.0.1", "0x7f.1", "0x7f000001", "0177.0.0.1", "2130706433", "0", "0.0.0.0", "017700000001",
        "0x7f.0x0.0x0.0x1", "127.0.0.1.", "127.0.0.0x1"],
    3: ["①②⑦.0.0.1", "127。0。0。1", "１２７.0.0.1", "127．0．0．1", "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ", "%31%32%37.0.0.1"],
    4: ["[::1]", "[::]", "[::ffff:127.0.0.1]", "[::127.0.0.1]", "[0:0:0:0:0:0:0:1]", "[::ffff:7f00:1]",
        "[::ffff:0:127.0.0.1]", "[0:0:0:0:0:ffff:10.0.0.1]"],
    5: ["[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fec0::1]", "[fe80::1%25lo]", "[fe80::1%lo]", "[fe80::1]",
        "[64:ff9b:1::1]", "[2001:0:7f00:1::]", "[2001:db8::1]", "[3fff::1]", "[5f00::1]", "[ff02::1]"],
    6: ["169.254.169.254", "100.100.100.200", "[fd00:ec2::254]", "192.0.0.192"],
    7: ["10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.254", "192.168.1.1", "100.64.0.1", "100.127.255.254",
        "198.18.0.1", "198.19.255.255", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "192.0.2.1",
        "198.51.100.1", "203.0.113.1", "192.88.99.1"],
}  # fmt: skip


def real_names(host: str, port: int) -> list[str]:
    # names of this machine are looked up in earnest, all others would be public
    return system_resolver()(host, port) if host == "localhost" else [PUBLIC]


@pytest.mark.parametrize(("case", "host"), [(case, host) for case, hosts in CLOSED.items() for host in hosts])
def test_cases_1_to_7_no_spelling_of_a_closed_address_is_asked(case, host):
    world = World(resolver=real_names)

    outcome = world.fetch(f"http://{host}/")

    assert (outcome.kind, outcome.code) == ("refused", "blocked_address"), case
    assert world.recorder.asked == []


def test_promise_6_at_least_sixty_spellings_are_tried():
    assert sum(map(len, CLOSED.values())) >= 60


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "172.32.0.1"]
)
def test_public_addresses_are_open(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "answer", [[PUBLIC, "10.0.0.1"], ["::1", PUBLIC], [PUBLIC, "fe80::1%eth0"], [PUBLIC, "nonsense"]]
)
def test_case_8_one_closed_answer_among_public_ones_refuses_the_name(answer):
    world = World(resolver=lambda host, port: answer)

    assert world.fetch().code == "blocked_address"
    assert world.recorder.asked == []


def test_case_9_a_name_that_turns_to_loopback_after_the_check_is_asked_at_the_checked_address_alone():
    turns = iter([[PUBLIC], [PUBLIC], ["127.0.0.1"], ["127.0.0.1"]])
    with serving(answers({"/page": reply(body=b"rain")})) as server:
        world = World(server, resolver=lambda host, port: next(turns))

        assert world.fetch().answer.body == b"rain"
        assert world.fetch().code == "blocked_address"

    assert world.recorder.asked == [PUBLIC, PUBLIC]
    assert all("Host: news.example" in head for head in server.heads)


def test_case_9_a_name_that_turns_between_robots_and_page_is_refused():
    turns = iter([[PUBLIC], ["127.0.0.1"]])
    with serving(answers({"/page": reply(body=b"rain")})) as server:
        world = World(server, resolver=lambda host, port: next(turns))

        assert world.fetch().code == "blocked_address"

    assert server.paths == ["/robots.txt"]


def test_case_10_a_public_page_that_points_inside_is_refused_there_and_the_chain_is_kept():
    inside = "http://169.254.169.254/latest/"
    with serving(answers({"/page": reply("302 Found", Location=inside)})) as server:
        world = World(server)
        outcome = world.fetch()

    assert (outcome.kind, outcome.code) == ("refused", "blocked_address")
    assert outcome.chain == ("http://news.example/page", inside)
    assert set(world.recorder.asked) == {PUBLIC}


def test_case_10_a_robots_file_that_points_inside_is_refused():
    robots = reply("302 Found", Location="http://10.0.0.1/robots.txt")
    with serving(answers({"/page": reply(body=b"rain")}, robots)) as server:
        world = World(server)

        assert world.fetch().code == "blocked_address"

    assert world.recorder.asked == [PUBLIC]


@pytest.mark.parametrize(
    "goal", ["file:///etc/passwd", "ftp://news.example/", "gopher://news.example/", "data:text/html,x"]
)
def test_case_12_a_redirect_out_of_the_web_is_refused(goal):
    with serving(answers({"/page": reply("302 Found", Location=goal)})) as server:
        outcome = World(server).fetch()

    assert (outcome.kind, outcome.code, outcome.chain[-1]) == ("refused", "blocked_scheme", goal)


@pytest.mark.parametrize("url", ["http://user:pass@news.example/", "http://good@127.0.0.1/", "http://good.example@127.0.0.1:80/",
                                 "http://@news.example/", "http://news.example\\@127.0.0.1/"])  # fmt: skip
def test_case_13_a_user_name_in_an_address_is_refused(url):
    world = World()

    assert world.fetch(url).code in {"blocked_address", "bad_url"}
    assert world.recorder.asked == []


@pytest.mark.parametrize("port", [22, 25, 6379, 0, 8080])
def test_case_14_an_odd_port_is_refused(port):
    world = World()

    assert world.fetch(f"http://news.example:{port}/").code == "blocked_address"
    assert world.recorder.asked == []


def test_found_by_fuzzing_an_address_that_grows_too_long_when_it_is_quoted_is_refused():
    assert read_target("http://tarn.example/?" + "é" * 1_000, AddressRules()).code == "bad_url"
    assert read_target("http://tarn.example/?" + "é" * 300, AddressRules()).url.endswith("%C3%A9")


def test_case_14_a_port_may_be_allowed_by_name():
    assert read_target("http://news.example:8080/", AddressRules(ports=frozenset({8080}))).port == 8080


def test_an_intranet_is_reached_only_where_its_owner_allows_it():
    with serving(answers({"/page": reply(body=b"rain")})) as server:
        rules = AddressRules(allow=("127.0.0.0/8",), ports=frozenset({server.port}))
        world = World(rules=rules, resolver=lambda host, port: ["127.0.0.1"])
        world.recorder.routes["127.0.0.1"] = ("127.0.0.1", server.port)

        assert world.fetch(f"http://desk.example:{server.port}/page").answer.body == b"rain"

    assert may_reach("127.0.0.1", rules)
    assert not may_reach("10.0.0.1", rules)
    assert not may_reach("127.0.0.1", AddressRules())


@pytest.mark.parametrize("url", ["", "http://", "http:///x", "http://[::1/", "http://a..b/", "http://news.example:x/", "http://a\nb/",
                                 "http://" + "a" * 3000, "javascript:alert(1)", "//news.example/", "http://-a.example/"])  # fmt: skip
def test_an_address_that_makes_no_sense_is_refused_and_not_guessed(url):
    assert isinstance(read_target(url, AddressRules()), Refusal)


def test_case_32_a_name_is_sent_in_punycode_and_shown_in_its_script_unless_it_mixes_scripts():
    assert (
        read_target("http://münchen.example/ü?q=ä", AddressRules()).url
        == "http://xn--mnchen-3ya.example/%C3%BC?q=%C3%A4"
    )
    assert shown_host("xn--mnchen-3ya.example") == "münchen.example"
    mixed = read_target("http://t\u0430rn.example/", AddressRules()).host
    assert mixed.startswith("xn--")
    assert shown_host(mixed) == mixed


def test_names_that_do_not_resolve_are_told_apart():
    def gone(error):
        def fail(host, port):
            raise socket.gaierror(error, "x")

        return resolve("news.example", 80, fail, AddressRules()).code

    assert (gone(socket.EAI_AGAIN), gone(socket.EAI_NONAME)) == ("dns_temporary", "dns_failed")
    assert resolve("news.example", 80, lambda host, port: [], AddressRules()).code == "dns_failed"


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=300, deadline=None)
def test_no_number_opens_in_a_second_spelling_what_is_closed_in_the_first(number):
    dotted = ".".join(str(number >> shift & 255) for shift in (24, 16, 8, 0))
    hexed = f"{number >> 16:x}:{number & 0xFFFF:x}"

    assert is_public(f"::ffff:{hexed}") == is_public(dotted)
    assert not any(is_public(f"{prefix}{hexed}") for prefix in ("64:ff9b::", "::", "::ffff:0:"))
    assert not is_public(f"2002:{hexed}::")


@given(st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_text_is_a_target_or_a_refusal(text):
    for url in (text, f"http://{text}", f"http://news.example/{text}"):
        found = read_target(url, AddressRules())

        assert isinstance(found, Refusal) or read_target(found.url, AddressRules()) == found
        assert not isinstance(found, Target) or found.url.isascii()
