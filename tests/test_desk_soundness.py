"""Kept work that is damaged or of something else is refused with its reason, counted, and made anew; it is never used."""

import zlib

import msgspec
import pytest
from tests.kill_works import EXAMPLE

from rashomon.desk.collect import Folders, collect
from rashomon.desk.remembering import Makers, Remembering, item_key
from rashomon.desk.soundness import fault_of_reading
from rashomon.engines.local import Serial
from rashomon.spans import cut, make_id
from rashomon.stores.database import pack, unpack
from rashomon.stores.store import open_store
from rashomon.types import (
    Article,
    Cluster,
    Comparison,
    Dossier,
    Happening,
    Mention,
    Origin,
    Reading,
    Sentence,
    Span,
    Speaker,
    Statement,
    Story,
    Token,
    Why,
)
from rashomon.wiring import Settings, update_store

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
    assert fault_of_reading(Reading(REPORT), REPORT) == ""


def words(reading, index, **other):
    changed = [*reading.tokens]
    changed[index] = msgspec.structs.replace(changed[index], **other)
    return {"tokens": tuple(changed)}


def first(reading, name, /, **other):
    return {name: (msgspec.structs.replace(getattr(reading, name)[0], **other), *getattr(reading, name)[1:])}


OUTSIDE = Span("a1", 18, 24, "l. Mud")
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
    "the report with other words": (
        lambda r: {"article": msgspec.structs.replace(REPORT, text="Odo slept. Rain fell.")}, "another article"
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", DAMAGE)
def test_a_reading_that_leads_out_of_its_report_is_told(what):
    damage, reason = DAMAGE[what]
    assert reason in fault_of_reading(msgspec.structs.replace(sound(), **damage(sound())), REPORT)


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
