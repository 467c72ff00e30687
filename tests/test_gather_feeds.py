"""Fault cases 30 and 33-52: feeds that lie, burst, break off or are none, read in the killable worker."""

import json
import os
import time
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.loopback import answers, serving

from rashomon.gather.entries import news, read_date
from rashomon.gather.feeds import Fed, FeedReader, read_feed
from rashomon.gather.limited import GivenUp, Killable

NOW = 2_000_000_000.0
HOME = "http://tarn.example/feed"
ITEM = "<item><guid>{0}</guid><title>Rain {0}</title><link>http://tarn.example/{0}</link><description>It fell {0}.</description></item>"


def read(raw, content_type=""):
    return read_feed(Fed(raw.encode() if isinstance(raw, str) else raw, HOME, content_type, NOW))


def rss(items: str, prolog: str = "") -> str:
    return f'<?xml version="1.0"?>{prolog}<rss version="2.0"><channel><title>The Tarn Post</title>{items}</channel></rss>'


def adds_up(listing) -> bool:
    return listing.offered == len(listing.entries) + len(listing.lists) + sum(listing.left_out.values())


@pytest.fixture(scope="module")
def reader():
    with closing(FeedReader()) as reader:
        reader.read(Fed(rss(ITEM.format(1)).encode(), HOME))
        yield reader


def test_an_rss_feed_gives_plain_entries():
    item = """<item><guid>g1</guid><title>Rain &amp; wind</title><link>/a?b=1</link><author>Mira Oss</author>
      <pubDate>Sun, 06 Apr 2031 10:00:00 +0200</pubDate><description>&lt;p&gt;Rain &lt;b&gt;fell&lt;/b&gt;.&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;</description></item>"""
    listing = read(rss(item))
    entry = listing.entries[0]

    assert (entry.key, entry.title, entry.link) == ("g1", "Rain & wind", "http://tarn.example/a?b=1")
    assert (entry.text, entry.outlet, entry.byline) == ("Rain fell.", "The Tarn Post", "Mira Oss")
    assert entry.published == "2031-04-06T08:00:00Z"
    assert listing.flags == ()
    assert adds_up(listing)


def test_an_atom_feed_gives_plain_entries():
    listing = read("""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Tarn Post</title><entry><id>urn:1</id><title>Rain</title>
      <link href="http://tarn.example/1"/><updated>2031-04-06T08:00:00Z</updated><content type="html">&lt;p&gt;It fell.&lt;/p&gt;</content></entry></feed>""")
    entry = listing.entries[0]

    assert (entry.key, entry.link, entry.text, entry.published) == (
        "urn:1", "http://tarn.example/1", "It fell.", "2031-04-06T08:00:00Z",
    )  # fmt: skip


def test_a_json_feed_gives_plain_entries_and_counts_the_rest():
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "The Tarn Post", "items": [
        {"id": 1, "url": "/1", "title": "Rain", "content_html": "<p>It <b>fell</b>.</p>", "date_published": "2031-04-06T08:00:00Z"},
        {"id": "2", "content_text": "2 < 3", "authors": [{"name": "Mira Oss"}], "url": "javascript:x"}, "no object", {"id": "2"}]}  # fmt: skip
    listing = read(json.dumps(feed))

    assert [(entry.key, entry.link, entry.text) for entry in listing.entries] == [
        ("1", "http://tarn.example/1", "It fell."), ("2", None, "2 < 3"),
    ]  # fmt: skip
    assert listing.left_out == {"no-object": 1, "same-key": 1}
    assert adds_up(listing)


@pytest.mark.parametrize(
    "raw", [b"{", b"[" * 200_000, b'{"version": NaN}', b'{"version": "x"}', b"[1]", b'{"a":"\xff"}']
)
def test_json_that_is_no_feed_is_named(raw):
    assert read(raw).problem in {"broken-json", "not_a_feed"}


def test_an_opml_file_gives_the_feeds_it_names_each_once():
    listing = read("""<opml version="2.0"><head><title>Tarn</title></head><body><outline text="Papers">
      <outline xmlUrl="http://a.example/feed"/><outline xmlUrl="http://b.example/feed"/><outline xmlurl="http://a.example/feed"/>
      <outline xmlUrl="file:///etc/passwd"/></outline></body></opml>""")

    assert (listing.kind, listing.lists) == ("opml", ("http://a.example/feed", "http://b.example/feed"))
    assert listing.left_out == {"no-web-address": 1, "twice-or-too-many": 1}
    assert adds_up(listing)


def test_a_sitemap_for_news_gives_pages_with_outlet_title_and_day():
    listing = read("""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
      <url><loc>http://tarn.example/1</loc><news:news><news:publication><news:name>The Tarn Post</news:name><news:language>en</news:language>
      </news:publication><news:publication_date>2031-04-06</news:publication_date><news:title>Rain</news:title></news:news></url>
      <url><loc>javascript:x</loc></url></urlset>""")
    entry = listing.entries[0]

    assert (entry.title, entry.outlet, entry.language, entry.published) == (
        "Rain",
        "The Tarn Post",
        "en",
        "2031-04-06T00:00:00Z",
    )
    assert listing.left_out == {"no-web-address": 1}
    assert adds_up(listing)


def test_an_index_of_sitemaps_gives_its_parts():
    parts = "".join(f"<sitemap><loc>http://tarn.example/{n}.xml</loc></sitemap>" for n in range(2))
    listing = read(
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{parts}</sitemapindex>'
    )

    assert listing.lists == ("http://tarn.example/0.xml", "http://tarn.example/1.xml")
    assert adds_up(listing)


LAUGHS = (
    '<!DOCTYPE rss [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)
QUADRATIC = f'<!DOCTYPE rss [<!ENTITY a "{"ha" * 50_000}">]>'


@pytest.mark.parametrize(
    ("prolog", "use"),
    [(LAUGHS, "&j;"), (QUADRATIC, "&a;" * 50_000)],
    ids=["case-33-laughs", "case-34-quadratic"],
)
def test_cases_33_and_34_bombs_of_entities_are_refused_at_once(prolog, use):
    started = time.process_time()
    listing = read(rss(f"<item><title>{use}</title></item>", prolog))

    assert listing.problem == "entity_bomb"
    assert time.process_time() - started < 1


def test_case_35_a_file_named_as_an_entity_is_not_read():
    listing = read(
        rss(
            "<item><guid>1</guid><title>Rain &x;</title></item>",
            '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        )
    )

    assert [entry.title for entry in listing.entries] == ["Rain"]
    assert "external-entity" in listing.flags


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1:{}/x.dtd">',
        '<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://127.0.0.1:{}/x"> %x;]>',
    ],
)
def test_case_36_a_dtd_on_the_net_is_not_asked_for(prolog):
    with serving(answers({})) as server:
        listing = read(rss(ITEM.format(1), prolog.format(server.port)))

    assert len(listing.entries) == 1
    assert server.heads == []


def test_case_37_harmless_entities_are_read():
    listing = read(
        rss(
            "<item><title>&tarn; &amp; sea &eacute;</title></item>",
            '<!DOCTYPE rss [<!ENTITY tarn "Tarn &#60; Lea">]>',
        )
    )

    assert listing.entries[0].title == "Tarn < Lea & sea é"


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        pytest.param(rss(f"<item a='{'x' * 20_000_000}'/>"), "feed_too_large", id="case-38-20-MB-attribute"),
        pytest.param(rss(f"<item a='{'x' * 2_000_000}'/>"), "tag-too-long", id="case-38-2-MB-attribute"),
        pytest.param(rss(f"<item {'a=1 ' * 200_000}/>"), "tag-too-long", id="case-38-200000-attributes"),
        pytest.param(rss("<a>" * 100_000), "nested-too-deep", id="case-39-nested"),
        pytest.param(
            rss("<a>" * 100_000 + "</a>" * 100_000), "nested-too-deep", id="case-39-nested-and-closed"
        ),
    ],
)
def test_cases_38_and_39_a_hostile_shape_is_refused_and_the_next_feed_is_read(reader, raw, problem):
    assert reader.read(Fed(raw.encode(), HOME, "", NOW)).problem == problem
    assert len(reader.read(Fed(rss(ITEM.format(1)).encode(), HOME, "", NOW)).entries) == 1


@pytest.mark.parametrize(
    "cut", [b"<title>Rain 3", "<title>Rain 3é".encode()[:-1], b"<item", b"<![CDATA[ Rain 3", b"</title"]
)
def test_case_40_of_a_feed_that_breaks_off_the_whole_entries_are_kept(cut):
    whole = (
        rss(ITEM.format(1) + ITEM.format(2) + "<item><guid>3</guid>")
        .removesuffix("</channel></rss>")
        .encode()
    )
    listing = read(whole + cut)

    assert [entry.key for entry in listing.entries] == ["1", "2"]
    assert "truncated" in listing.flags
    assert adds_up(listing)


def test_case_41_control_characters_are_kept_out_and_brackets_are_not_lost():
    listing = read(rss("<item><title>2 &lt; 3\0\x08\x0b &#0;&#x1;and 4 &gt; 3</title></item>"))

    assert listing.entries[0].title == "2 < 3 and 4 > 3"
    assert "control-characters" in listing.flags


@pytest.mark.parametrize(
    ("escape", "left"),
    [(r"\u0000", ""), (r"\u0008", ""), (r"\ud800", "\ufffd"), (r"\udc00\ud83d", "\ufffd\ufffd"), (r"\ud83d\ude42", "🙂"), (r"\\u0000", r"\u0000"), (r"\t", " ")],
)  # fmt: skip
def test_case_41_no_letter_of_one_entry_costs_the_other_entries_of_a_json_feed(escape, left):
    item = f'{{"id": "k{escape}", "url": "http://a.example/1", "title": "Rain {escape}fell", "content_text": "It rained{escape}."}}'
    other = '{"id": "k2", "title": "Hail", "content_text": "Hail fell."}'
    raw = f'{{"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [{item}, {other}]}}'.encode()

    listing = read_feed(Fed(raw, "http://a.example/feed", "application/feed+json", NOW))

    assert [entry.title for entry in listing.entries] == [" ".join(f"Rain {left}fell".split()), "Hail"]
    assert "\0" not in listing.entries[0].key + listing.entries[0].text
    assert ("control-characters" in listing.flags) == (left in {"", "\ufffd", "\ufffd\ufffd"})


def test_case_42_latin_1_that_says_utf_8_is_decoded_and_flagged():
    text = "Müller sagte gestern, die Fähre käme früh über den Fluß nach Höhenstadt zurück."
    listing = read(
        f'<?xml version="1.0" encoding="utf-8"?>{rss(f"<item><title>{text}</title></item>")[21:]}'.encode(
            "latin-1"
        )
    )

    assert listing.entries[0].title == text
    assert any(flag.startswith("decoded:") for flag in listing.flags)


@pytest.mark.parametrize(
    ("name", "text"),
    [("utf-16", "Тарн 東京 é"), ("utf-16-le", "Тарн é"), ("utf-16-be", "Тарн é"), ("utf-32", "Тарн é"), ("koi8-r", "Тарн ждёт"),
     ("windows-1251", "Тарн ждёт"), ("gb18030", "东京下雨了"), ("shift_jis", "東京に雨が降る"), ("euc-kr", "비가 내렸다"), ("iso-8859-2", "Łódź")],
)  # fmt: skip
def test_case_43_every_declared_encoding_is_read_exactly(name, text):
    raw = rss(f"<item><title>{text}</title></item>").replace('"1.0"', f'"1.0" encoding="{name}"')

    assert read(raw.encode(name)).entries[0].title == text


def test_case_44_a_page_instead_of_a_feed_is_named_with_the_feeds_it_points_to():
    page = """<!DOCTYPE html><html><head><link rel="alternate" type="application/rss+xml" href="/rss.xml">
      <link rel="alternate" hreflang="de" href="/de"></head><body><p>Rain</body></html>"""
    listing = read(page, "text/html")

    assert (listing.problem, listing.lists) == ("not_a_feed", ("http://tarn.example/rss.xml",))


@pytest.mark.parametrize("raw", [b"", b" \r\n", b"\0\0", b"\xef\xbb\xbf"])
def test_case_45_an_empty_body_is_named(raw):
    assert read(raw).problem in {"empty", "not_a_feed"}


@pytest.mark.parametrize(
    "date",
    [
        "",
        "32 Foo",
        "1970-01-01",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "2099-01-01",
        "now",
        "0000-00-00",
        "٢٠٣١",
        "9" * 400,
    ],
)
def test_case_46_a_silly_date_is_null_and_never_now(date):
    assert (
        read(rss(f"<item><guid>1</guid><pubDate>{date}</pubDate><title>Rain</title></item>"))
        .entries[0]
        .published
        is None
    )


def test_case_46_an_entry_without_anything_is_counted_and_one_without_a_key_gets_a_lasting_one():
    feed = rss("<item></item><item><title>Rain</title></item>")
    listing = read(feed)

    assert listing.left_out == {"empty-entry": 1}
    assert listing.entries == read(feed).entries
    assert adds_up(listing)


def test_case_47_of_fifty_thousand_items_the_first_two_thousand_are_read_and_all_are_counted(reader):
    items = "".join(f"<item><guid>{n}</guid><title>Rain {n}</title></item>" for n in range(50_000))
    listing = reader.read(Fed(rss(items).encode(), HOME, "", NOW))

    assert (listing.problem, len(listing.entries), listing.offered) == ("", 2_000, 50_000)
    assert listing.left_out == {"after-the-first-2000": 48_000}
    assert listing.entries[-1].key == "1999"


def test_case_48_an_old_key_with_new_words_is_a_new_version_and_case_49_new_keys_with_old_words_are_new_sightings():
    first = read(rss(ITEM.format(1))).entries
    seen = {entry.key: entry.digest for entry in first}
    later = read(
        rss(ITEM.format(1).replace("It fell", "It poured") + ITEM.format(1).replace(">1<", ">2<", 1))
    ).entries

    assert [state for _, state in news(first, seen)] == ["same"]
    assert [state for _, state in news(later, seen)] == ["changed", "new"]
    assert later[1].digest == first[0].digest


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "vbscript:x", " java\tscript:x"]
)
def test_case_50_a_link_that_leads_out_of_the_web_is_dropped(link):
    assert (
        read(rss(f"<item><guid>1</guid><title>Rain</title><link>{link}</link></item>")).entries[0].link
        is None
    )


def test_case_51_markup_in_a_title_is_shown_as_text():
    listing = read(
        rss(
            "<item><title>Rain &lt;svg/onload=alert(1)&gt;</title><description>&lt;svg/onload=alert(1)&gt;It &lt;img src=x onerror=y&gt;fell.</description></item>"
        )
    )

    assert listing.entries[0].title == "Rain <svg/onload=alert(1)>"
    assert listing.entries[0].text == "It fell."
    assert "onerror" not in listing.entries[0].text


@pytest.mark.parametrize(
    "raw",
    [
        "<!h<!h<!h<",
        "<!",
        "<",
        "<?xml",
        "<rss",
        "<rss>",
        "<![CDATA[",
        "<!DOCTYPE",
        "<rss><!DOCTYPE [",
        "]]>",
        "&",
    ],
)
def test_case_52_fragments_of_markup_are_no_feed_and_hurt_nobody(raw):
    listing = read(raw)

    assert listing.entries == ()
    assert adds_up(listing)
    # what begins a feed whole and holds nothing is an empty one
    assert listing.problem == ("" if raw.startswith("<rss>") else "not_a_feed")


@pytest.mark.parametrize(
    ("work", "item", "why"),
    [
        (time.sleep, 30, "took-too-long"),
        (os._exit, 1, "reader-died"),
        (bytes, 2**32, "took-too-much-memory"),
        (int, "x", "unreadable:ValueError"),
    ],
)
def test_promise_4_work_that_hangs_dies_or_eats_memory_is_given_up_and_the_next_item_is_done(work, item, why):
    with closing(Killable(work, seconds=0.5)) as worker:
        assert worker.run(item) == GivenUp(why)
        assert worker.run(0) in {0, None, b""} or why == "reader-died"


PIECES = st.sampled_from(["<rss>", "<channel>", "<item>", "</item>", "<title>", "</title>", "<link>", "&lt;", "&#0;", "&x;", "<![CDATA[", "]]>", "<!--", "-->",
                          "<!DOCTYPE r [<!ENTITY x 'y'>]>", "<guid>", "rain", "é", "\0", "<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry>", "<a href='", ">",
                          "<opml>", "<outline xmlUrl='http://a.example'/>", "<urlset>", "<url><loc>http://a.example/</loc></url>", "<?xml version='1.0'?>"])  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join))
@settings(max_examples=150, deadline=None)
def test_any_pieces_of_feeds_are_read_or_named_and_add_up(raw):
    listing = read(raw)

    assert adds_up(listing)
    assert all(entry.key for entry in listing.entries)


@given(st.binary(max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_read_or_named(raw):
    assert adds_up(read(raw))


@given(st.text(max_size=40))
@settings(max_examples=200, deadline=None)
def test_any_text_is_a_date_in_bounds_or_none(text):
    found = read_date(text, NOW)

    assert found is None or "1993" <= found < "2034"
