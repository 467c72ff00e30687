"""Kept work that is damaged or of something else is refused with its reason, counted, and made anew; it is never used."""

import zlib

import msgspec
import pytest
from tests.kill_works import EXAMPLE

from rashomon.desk.collect import Folders, collect
from rashomon.desk.remembering import Makers, Remembering, item_key
from rashomon.desk.soundness import fault_of_reading
from rashomon.engines.local import Serial
from rashomon.read.article import read_article
from rashomon.read.body import mark_body
from rashomon.spans import cut, make_id
from rashomon.stores.database import pack, unpack
from rashomon.stores.store import open_store
from rashomon.types import (
    Article,
    Cluster,
    Comparison,
    Credit,
    Dated,
    Dossier,
    Happening,
    Mark,
    Mention,
    Origin,
    Outlet,
    Quantity,
    Reading,
    Sentence,
    Span,
    Speaker,
    Statement,
    Story,
    Token,
    When,
    Why,
)
from rashomon.wiring import Settings, choose_models, update_store

NOW = "2031-04-06T08:00:00Z"
PLAIN = Settings(models="none", workers=1)
MAKERS = Makers("reading:1", "comparing:1", "grouping:1")
REPORT = Article("a1", "a.txt", "Odo left. Rain fell.")
OTHER = Article("a2", "b.txt", "Ada came. Snow fell.")
PLACES = [(0, 3, 1, 0), (4, 8, 1, 0), (8, 9, 1, 0), (10, 14, 4, 1), (15, 19, 4, 1), (19, 20, 4, 1)]


def word(article, start, end, head, sent):
    return Token(start, end, article.text[start:end], "", "X", "X", "dep", head, "", sent)


def sound(article=REPORT):
    name, said = cut(article, 0, 3), cut(article, 4, 8)
    happening = Happening("h1", said, said, "leave", None, None, ("p1",), news=True)
    statement = Statement("s1", article.id, "indirect", (said,), (), None, name, "p1", "name", "say", 0.9)
    return Reading(
        article,
        tokens=tuple(word(article, *place) for place in PLACES),
        sentences=(Sentence(cut(article, 0, 9), 0, 3, 0), Sentence(cut(article, 10, 20), 3, 6, 0)),
        mentions=(Mention(name, "person", "name", "p1"),),
        speakers=(Speaker("p1", name, "person", None, (), (name,)),),
        statements=(statement,),
        happenings=(happening,),
    )


def test_a_reading_as_it_was_made_is_sound():
    assert fault_of_reading(sound(), REPORT) == ""
    menu = Article("a3", "c.txt", "Home / World")
    assert fault_of_reading(Reading(mark_body(menu)), menu) == ""


def words(reading, index, **other):
    changed = [*reading.tokens]
    changed[index] = msgspec.structs.replace(changed[index], **other)
    return {"tokens": tuple(changed)}


def first(reading, name, /, **other):
    return {name: (msgspec.structs.replace(getattr(reading, name)[0], **other), *getattr(reading, name)[1:])}


OUTSIDE = Span("a1", 18, 24, "l. Mud")
EVERYTHING = ("tokens", "sentences", "mentions", "speakers", "statements", "happenings")
MENU = Mark(cut(REPORT, 0, 20), "boilerplate", Why("menu"))


def day(start, end=None, span=None):
    return When(start, end or start, "day", span, Why("stated"))


def known(**other):
    return lambda r: {"article": msgspec.structs.replace(REPORT, **other)}


DAMAGE = {
    "a head past the last word": (lambda r: words(r, 3, head=6), "hangs on one that is not in its sentence"),
    "a head before the first word": (lambda r: words(r, 0, head=-1), "hangs on one that is not in its sentence"),
    "a head in another sentence": (lambda r: words(r, 0, head=4), "hangs on one that is not in its sentence"),
    "heads in a ring": (lambda r: words(r, 1, head=0), "in a ring"),
    "a word past the end": (lambda r: words(r, 5, end=21), "past the end of the text"),
    "a word before the beginning": (lambda r: words(r, 0, start=-1), "past the end of the text"),
    "a word that runs backwards": (lambda r: words(r, 3, start=15), "past the end of the text"),
    "a place that no machine counts to": (lambda r: words(r, 5, end=2**63), "past the end of the text"),
    "a word of another sentence": (lambda r: words(r, 5, sent=0), "of another sentence"),
    "a word of no sentence": (lambda r: {"sentences": r.sentences[:1]}, "in no sentence"),
    "words without sentences": (lambda r: {"sentences": ()}, "in no sentence"),
    "a sentence past the last word": (
        lambda r: {"sentences": (r.sentences[0], msgspec.structs.replace(r.sentences[1], last=7))},
        "words that are not there",
    ),
    "sentences that overlap": (
        lambda r: {"sentences": (r.sentences[0], msgspec.structs.replace(r.sentences[1], first=2))},
        "words that are not there",
    ),
    "a sentence of no words": (lambda r: first(r, "sentences", last=0), "words that are not there"),
    "a sentence that ends past the text": (lambda r: first(r, "sentences", span=OUTSIDE), "a span is not"),
    "a statement past the text": (lambda r: first(r, "statements", content=(OUTSIDE,)), "a span is not"),
    "other words at the place": (
        lambda r: first(r, "mentions", span=Span("a1", 0, 3, "Ada")), "a span is not"
    ),
    "words of another report": (
        lambda r: first(r, "speakers", name=Span("a2", 0, 3, "Ada")), "a span is not"
    ),
    "a statement of another report": (lambda r: first(r, "statements", article="a2"), "of another article"),
    "a mention of nobody": (lambda r: first(r, "mentions", speaker="p9"), "somebody whom it does not know"),
    "a member of nobody": (lambda r: first(r, "speakers", members=("p9",)), "somebody whom it does not know"),
    "a part of nobody": (lambda r: first(r, "happenings", participants=("p9",)), "whom it does not know"),
    "a denial of nothing": (lambda r: first(r, "statements", denies=("s9",)), "a statement that it does not hold"),
    "another report": (lambda r: {"article": OTHER}, "of another article"),
    "all words gone": (lambda r: dict.fromkeys(EVERYTHING, ()), "words of the report are missing"),
    "all words gone and marked": (
        lambda r: {**dict.fromkeys(EVERYTHING, ()), "article": msgspec.structs.replace(REPORT, marks=(MENU,))},
        "words of the report are missing",
    ),
    "its last words gone": (
        lambda r: {"tokens": r.tokens[:3], "sentences": r.sentences[:1]}, "words of the report are missing"
    ),
    "another source": (known(source="b.txt"), "of another article"),
    "another address": (known(url="https://coast.example/1"), "of another article"),
    "another language": (known(language="de"), "of another article"),
    "an outlet that it does not name": (known(outlet=Outlet("The Tide", None)), "of another article"),
    "an outlet that is called otherwise": (known(outlet=Outlet("Ada", cut(REPORT, 0, 3))), "of another article"),
    "a day that it does not write": (known(published=day("2031-04-06")), "of another article"),
    "a day beside words of no day": (
        known(published=day("2031-04-06", span=cut(REPORT, 0, 3))), "of another article"
    ),
    "a capture that it does not write": (known(captured=day("2031-04-06")), "of another article"),
    "a statement twice": (lambda r: {"statements": r.statements * 2}, "stands twice"),
    "a speaker twice": (lambda r: {"speakers": r.speakers * 2}, "stands twice"),
    "a speaker without mentions": (lambda r: first(r, "speakers", mentions=()), "mentioned nowhere"),
    "a statement of nothing": (lambda r: first(r, "statements", content=()), "says nothing"),
    "a score that is no number": (lambda r: first(r, "statements", score=float("nan")), "between 0 and 1"),
    "a score too high": (lambda r: first(r, "statements", score=1.5), "between 0 and 1"),
    "a statement on an unknown event": (lambda r: first(r, "statements", event="e9"), "an event that it does not"),
    "a statement on a day that is none": (
        lambda r: first(r, "statements", when=day("2031-13-45")), "days that are none"
    ),
    "a happening that ends before it begins": (
        lambda r: first(r, "happenings", when=day("2031-04-06", "2031-04-05")), "days that are none"
    ),
    "a time that is no day": (lambda r: {"times": (Dated(cut(REPORT, 0, 3), day("Friday")),)}, "days that are none"),
    "a day written otherwise": (
        lambda r: {"times": (Dated(cut(REPORT, 0, 3), day("20310406")),)}, "days that are none"
    ),
    "a quantity that is no number": (
        lambda r: {"quantities": (Quantity(cut(REPORT, 0, 3), float("nan"), 1, "", False, None),)}, "no number"
    ),
    "the report with other words": (
        lambda r: {"article": msgspec.structs.replace(REPORT, text="Odo slept. Rain fell.")}, "another article"
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", DAMAGE)
def test_a_reading_that_leads_out_of_its_report_is_told(what):
    damage, reason = DAMAGE[what]
    assert reason in fault_of_reading(msgspec.structs.replace(sound(), **damage(sound())), REPORT)


GIVEN = msgspec.structs.replace(
    REPORT,
    outlet=Outlet("The Tide", None),
    published=day("2031-04-06"),
    captured=day("2031-04-07"),
    title=cut(REPORT, 0, 9),
    byline=cut(REPORT, 0, 3),
    dateline=cut(REPORT, 10, 14),
    credits=(Credit("Coastal Wire", cut(REPORT, 0, 3), "report", ()),),
    url="https://coast.example/1",
    language="en",
)


@pytest.mark.parametrize(
    "name", ["outlet", "published", "captured", "title", "byline", "dateline", "credits", "url"]
)
def test_what_was_known_of_a_report_before_it_was_read_stays_as_it_was(name):
    whole = sound(GIVEN)
    assert fault_of_reading(whole, GIVEN) == ""
    for value in (None if name != "credits" else (), getattr(OTHERWISE, name)):
        changed = msgspec.structs.replace(GIVEN, **{name: value})
        assert "another article" in fault_of_reading(msgspec.structs.replace(whole, article=changed), GIVEN)


OTHERWISE = msgspec.structs.replace(
    REPORT,
    outlet=Outlet("The Ebb", None),
    published=day("2031-13-45"),
    captured=day("2031-04-08"),
    title=cut(REPORT, 10, 20),
    byline=cut(REPORT, 10, 14),
    dateline=cut(REPORT, 0, 3),
    credits=(Credit("Inland Wire", cut(REPORT, 0, 3), "report", ()),),
    url="https://coast.example/2",
)
WRITTEN = "Posted April 6, 2031 by The Tide\n\nOdo left the harbour of Brask in the rain on Sunday evening, he said.\n"


def test_days_and_names_that_reading_found_in_the_text_are_sound_and_others_are_not():
    report = Article("a4", "d.txt", WRITTEN)
    read = read_article(report, parser=choose_models(PLAIN).parser)
    found = read.article.published
    assert found.start == "2031-04-06"
    assert fault_of_reading(read, report) == ""
    moved = msgspec.structs.replace(found, start="2031-04-05", end="2031-04-05")
    changed = msgspec.structs.replace(read.article, published=moved)
    assert "another article" in fault_of_reading(msgspec.structs.replace(read, article=changed), report)


RAW = {
    "cut off": lambda packed: packed[:-9],
    "no packed bytes": lambda packed: b"\x00" * 40,
    "packed letters": lambda packed: zlib.compress(b"no reading"),
    "another noun": lambda packed: pack(("a", 1)),
    "lists without end": lambda packed: zlib.compress(b"\x91" * 100_000),
    "nothing": lambda packed: b"",
    "a span that runs backwards": lambda packed: zlib.compress(
        zlib.decompress(packed).replace(b"\xa5start\x00\xa3end\x03", b"\xa5start\x05\xa3end\x03")
    ),
    "a head past the last word": lambda packed: pack(
        msgspec.structs.replace(sound(), **words(sound(), 3, head=600))
    ),
    "the reading of another report": lambda packed: pack(sound(OTHER)),
    "a reading without words": lambda packed: pack(Reading(REPORT)),
    "a statement twice": lambda packed: pack(
        msgspec.structs.replace(sound(), statements=sound().statements * 2)
    ),
    "another source": lambda packed: pack(
        msgspec.structs.replace(sound(), article=msgspec.structs.replace(REPORT, source="b.txt"))
    ),
}


@pytest.mark.parametrize("what", RAW)
def test_a_damaged_or_foreign_reading_is_counted_logged_and_made_anew(store, what, caplog):
    store.readings.keep(item_key(REPORT), MAKERS.readings, sound())
    packed = bytes(store.db.rows("SELECT packed FROM work")[0][0])
    store.db.rows("UPDATE work SET packed = ?", (RAW[what](packed),))

    memory = Remembering(Serial(), store, MAKERS)
    assert list(memory.map(sound, [OTHER, REPORT])) == [sound(OTHER), sound()]
    assert (memory.read, memory.refused) == (2, 1)
    assert "made anew (a.txt)" in caplog.text
    again = Remembering(Serial(), store, MAKERS)
    assert list(again.map(sound, [OTHER, REPORT])) == [sound(OTHER), sound()]
    assert (again.read, again.refused) == (0, 0)


def told(*reports):
    story = Story(
        make_id("y", *reports),
        cut(REPORT, 0, 3),
        None,
        reports,
        Why("reports-alike"),
        tuple(Origin(make_id("o", one), (one,), (), Why("own")) for one in reports),
        (),
        (),
        (),
    )
    return Comparison(story)


@pytest.mark.parametrize(
    "damage", [lambda _: b"", lambda _: zlib.compress(b"x"), lambda _: zlib.compress(msgspec.msgpack.encode(told("a2")))]
)  # fmt: skip
def test_a_damaged_or_foreign_comparison_is_counted_and_made_anew(store, damage):
    case = Dossier(Cluster(("a1",), None, Why("reports-alike")), (sound(),), (), (), {}, ())

    def compared():
        memory = Remembering(Serial(), store, MAKERS)
        assert list(memory.map(lambda _: told("a1"), [case])) == [told("a1")]
        return memory.compared, memory.refused

    first_time = compared()
    packed = bytes(store.db.rows("SELECT packed FROM work")[0][0])
    store.db.rows("UPDATE work SET packed = ?", (damage(packed),))
    assert [first_time, compared(), compared()] == [(1, 0), (1, 1), (0, 0)]


def test_other_kept_work_that_is_damaged_is_none_and_logged(store, caplog):
    store.readings.keep_parts("account:1", {"good": b"rain", "bad": b"snow"})
    store.db.rows("UPDATE work SET packed = ? WHERE key = 'bad'", (b"\x00",))

    assert store.readings.parts("account:1") == {"good": b"rain", "bad": None}
    assert "kept work bad of account:1 is damaged" in caplog.text


def test_an_update_over_damaged_work_gives_the_record_of_an_undamaged_store(tmp_path):
    store = open_store(tmp_path / "news.db")
    collect(store, [Folders((str(EXAMPLE),))], what="test", clock=lambda: NOW)
    update_store(store, now=NOW, settings=PLAIN)
    before = msgspec.json.encode(store.stories.record())
    kept = store.db.rows("SELECT key, maker, packed FROM work WHERE maker LIKE 'reading:%' ORDER BY key")
    key, maker, packed = kept[0]
    reading = unpack(bytes(packed), Reading)
    store.readings.keep(key, maker, msgspec.structs.replace(reading, **words(reading, 3, head=100_000)))
    store.db.rows("UPDATE work SET packed = ? WHERE key <> ? OR maker <> ?", (b"\x00", key, maker))

    rows = store.db.rows("SELECT count(*) FROM work")[0][0]
    done = update_store(store, now=NOW, settings=PLAIN)
    assert (done.read, done.refused) == (len(kept), rows)
    assert msgspec.json.encode(store.stories.record()) == before
    assert update_store(store, now=NOW, settings=PLAIN).refused == 0
    store.close()


CHANGES = {
    "a statement twice": lambda r: {"statements": (r.statements[0], *r.statements)},
    "another source": lambda r: {"article": msgspec.structs.replace(r.article, source="b.txt")},
    "another outlet": lambda r: {
        "article": msgspec.structs.replace(r.article, outlet=Outlet("The Ebb", None))
    },
    "another day": lambda r: {"article": msgspec.structs.replace(r.article, published=day("2031-04-01"))},
    "a day that is none": lambda r: first(r, "times", when=day("2031-13-45")),
    "a score that is no number": lambda r: first(r, "statements", score=float("nan")),
    "a statement of nothing": lambda r: first(r, "statements", content=()),
    "a statement on an unknown event": lambda r: first(r, "statements", event="e9"),
    "a speaker without mentions": lambda r: first(r, "speakers", mentions=()),
    "all words gone": lambda r: dict.fromkeys((*EVERYTHING, "times", "quantities", "gaps"), ()),
}


@pytest.fixture(scope="module")
def news(tmp_path_factory):
    """A store that was brought up to date, and its record."""
    store = open_store(tmp_path_factory.mktemp("news") / "news.db")
    collect(store, [Folders((str(EXAMPLE),))], what="test", clock=lambda: NOW)
    update_store(store, now=NOW, settings=PLAIN)
    yield store, msgspec.json.encode(store.stories.record())
    store.close()


@pytest.mark.parametrize("what", CHANGES)
def test_an_update_over_a_changed_reading_gives_the_record_of_a_sound_store(news, what):
    store, record = news
    kept = store.db.rows("SELECT key, maker, packed FROM work WHERE maker LIKE 'reading:%' ORDER BY key")
    found = [(key, maker, unpack(bytes(packed), Reading)) for key, maker, packed in kept]
    key, maker, reading = next(one for one in found if one[2].statements and one[2].times)
    store.readings.keep(key, maker, msgspec.structs.replace(reading, **CHANGES[what](reading)))

    done = update_store(store, now=NOW, settings=PLAIN)
    assert (done.read, done.refused) == (1, 1)
    assert msgspec.json.encode(store.stories.record()) == record
    assert update_store(store, now=NOW, settings=PLAIN).refused == 0
