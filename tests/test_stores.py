"""One suite for both engines: what is offered is kept once, counted exactly, found again. Numbers: the fault list."""

import random

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.desk.collect import Folders, collect
from rashomon.gather.files import gather_reports
from rashomon.spans import cut, fingerprint, make_id
from rashomon.stored import Counts, FeedState, Headline, Offered, Read, Telling, Waiting, record_digest
from rashomon.stores.store import open_store
from rashomon.storing import StoreBusyError, StoreError
from rashomon.types import Article, Decision, Gap, MadeBy, Reading, RecordData, Span, Story, Token, Why

NOW, LATER = "2031-04-06T08:00:00Z", "2031-04-06T09:00:00Z"


def article(text, source="a.txt"):
    return Article(make_id("a", text), source, text)


def offer(source, text):
    return Offered(source, text.encode(), "text"), Read(article(text, source))


def take(store, *offers, now=NOW):
    run = store.documents.begin("test", now)
    fates = [store.documents.take(offered, read, run, now) for offered, read in offers]
    store.documents.end(run, now)
    return fates


def record_of(*articles, story=None):
    stories = ()
    if story:
        title = cut(articles[0], 0, 4)
        stories = (
            Story(story, title, None, tuple(a.id for a in articles), Why("reports-alike"), (), (), (), ()),
        )
    return RecordData("rashomon-record/1", MadeBy("0", (), {}), tuple(articles), (), (), (), stories, (), ())


def telling(key, *articles, day=""):
    line = Headline(key, articles[0].text[:4], day, len(articles), 1, 0, 0, 0, (), NOW)
    return Telling(line, record_of(*articles, story=key))


def test_an_article_comes_back_as_it_was_kept(store):
    fates = take(store, offer("a.txt", "Rain fell on Tarn."), offer("b.txt", "Snow fell on Tarn."))

    assert fates == ["ingested", "ingested"]
    assert {a.text for a in store.documents.articles()} == {"Rain fell on Tarn.", "Snow fell on Tarn."}
    assert [a.id for a in store.documents.articles()] == sorted(a.id for a in store.documents.articles())
    assert store.upkeep.check() == []


def test_74_the_same_article_ten_thousand_times_is_one_record_and_ten_thousand_sightings(store):
    run = store.documents.begin("test", NOW)
    for number in range(200):
        store.documents.take(*offer(f"{number:03}.txt", "Rain fell."), run, NOW)
    offered, read = offer("000.txt", "Rain fell.")
    for _ in range(9_800 if store.upkeep.facts()["kind"] == "sqlite" else 300):
        store.documents.again(offered.id, run, NOW)

    sightings = store.documents.sightings(read.article.id)

    assert len(list(store.documents.articles())) == 1
    assert len(sightings) == 200
    assert sum(s.times for s in sightings) == store.documents.counts().offered
    assert store.upkeep.check() == []


def test_the_first_source_by_name_speaks_for_an_article_whatever_came_first(store):
    take(store, offer("b.txt", "Rain fell."), offer("a.txt", "Rain fell."), offer("c.txt", "Rain fell."))

    assert [a.source for a in store.documents.articles()] == ["a.txt"]
    assert [(t.source, t.outcome, t.why) for t in store.documents.taken()] == [
        ("a.txt", "read", ""),
        ("b.txt", "duplicate", "same text as a.txt"),
        ("c.txt", "duplicate", "same text as a.txt"),
    ]


def test_sources_are_ordered_by_code_point_as_python_does(store):
    names = [
        "Zebra.txt",
        "apple.txt",
        "Äpfel.txt",
        "_x.txt",
        "10.txt",
        "9.txt",
        "a b.txt",
        "a#1",
        "a#10",
        "a#2",
    ]
    take(store, *(offer(name, f"Text of {name}.") for name in names))

    assert [t.source for t in store.documents.taken()] == sorted(names)


def test_everything_offered_is_counted_once(store):
    take(
        store,
        offer("a.txt", "Rain fell."),
        offer("b.txt", "Rain fell."),
        (Offered("c.pdf", problem="pdf"), Read(None, "pdf")),
        (Offered("d.html", b"<p>", "page"), Read(None, "took-too-long", quarantined=True)),
        offer("a.txt", "Rain fell."),
    )

    assert store.documents.counts() == Counts(5, 1, 2, 1, 1)
    assert store.documents.runs()[0].counts == store.documents.counts()


def test_a_quarantined_document_is_read_again_and_its_count_moves(store):
    held = Offered("d.html", b"<p>Snow fell.", "page")
    take(
        store,
        (held, Read(None, "took-too-long", quarantined=True)),
        (held, Read(None, "x", quarantined=True)),
    )
    (key, back), *more = store.documents.quarantined()

    assert (back, more) == (held, [])
    assert store.documents.settle(key, Read(article("Snow fell.", "d.html")), LATER) == "ingested"
    assert store.documents.counts() == Counts(2, 1, 1, 0, 0)
    assert list(store.documents.quarantined()) == []
    assert store.upkeep.check() == []


def test_raw_bytes_come_back_with_what_was_known_from_outside(store):
    offered = Offered(
        "https://tarn.example/1", bytes(range(256)) * 9, "page", given={"outlet": "The Tarn Post"},
        headers=(("etag", '"x"'),), fetched=NOW,
    )  # fmt: skip
    take(store, (offered, Read(article("Rain fell."))))

    assert next(iter(store.documents.offers()))[0] == offered


def test_the_same_bytes_are_kept_once(store):
    take(store, offer("a.txt", "Rain fell."), offer("b.txt", "Rain fell."))

    assert store.upkeep.facts()["raw"] == 1


def test_raw_bytes_are_kept_by_their_digest_and_compressed(store):
    text = "Rain fell on Tarn. " * 500
    take(store, offer("a.txt", text), offer("b.txt", text))

    ((digest, size, length),) = store.db.rows("SELECT digest, size, length(packed) FROM raw")
    assert (digest, size) == (fingerprint(text.encode()), len(text))
    assert length < size / 20


def test_48_new_words_from_the_same_source_are_a_new_article_and_the_old_one_stays(store):
    take(store, offer("https://tarn.example/1", "Rain fell."), offer("https://tarn.example/1", "Snow fell."))

    assert sorted(a.text for a in store.documents.articles()) == ["Rain fell.", "Snow fell."]


def test_76_a_clock_set_back_changes_no_id_and_no_order(store):
    offered, read = offer("a.txt", "Rain fell.")
    take(store, (offered, read), now=LATER)
    take(store, (offered, read), now=NOW)
    sighting = store.documents.sightings(read.article.id)[0]

    assert (sighting.id, sighting.first_seen, sighting.last_seen) == (offered.id, NOW, LATER)


def test_remarks_are_those_of_the_sighting_that_speaks(store):
    one, two = offer("b.txt", "Rain fell."), offer("a.txt", "Rain fell.")
    gap = Gap(one[1].article.id, None, "decoded", "guessed-cp1252")
    take(store, (one[0], msgspec.structs.replace(one[1], gaps=(gap,))))
    assert list(store.documents.gaps()) == [gap]

    take(store, two)
    assert list(store.documents.gaps()) == []


def test_work_is_kept_by_what_made_it(store):
    reading = Reading(article("Rain fell."))
    store.readings.keep("k", "old model", reading)
    store.readings.keep_part("k", "new model", b"part")

    assert store.readings.reading("k", "old model") == reading
    assert store.readings.reading("k", "new maker") is None
    assert store.readings.part("k", "new model") == b"part"
    assert store.readings.known("old model") == {"k"}
    assert store.readings.forget(["new model"]) == 1
    assert store.readings.reading("k", "old model") is None


def test_a_kept_reading_comes_back_with_each_of_its_words_once(store):
    text = "Rain fell. Rain fell."
    places = [(0, 4, "rain", 1, 0), (5, 9, "fall", 1, 0), (11, 15, "rain", 3, 1), (16, 20, "fall", 3, 1)]
    tokens = tuple(
        Token(start, end, text[start:end], lemma, "X", "XX", "dep", head, "", sent)
        for start, end, lemma, head, sent in places
    )
    reading = Reading(article(text), tokens=tokens)
    store.readings.keep("k", "model", reading)

    kept = store.readings.reading("k", "model")
    assert kept == reading
    assert [kept.tokens[0].text is kept.tokens[2].text, kept.tokens[1].dep is kept.tokens[3].dep] == [
        True,
        True,
    ]


def test_a_record_comes_back_whole(store):
    offers = [offer(f"{n}.txt", f"Rain fell {n} times.") for n in range(1_100)]
    take(store, *offers[:3])
    record = record_of(*(read.article for _, read in offers), story="y1")

    store.stories.save(record, [], NOW)
    assert store.stories.record() == record

    shorter = record_of(*(read.article for _, read in offers[:5]))
    store.stories.save(shorter, [], NOW)
    assert store.stories.record() == shorter


def test_a_story_that_grew_is_found_by_its_old_id(store):
    (_, one), (_, two) = pair = offer("a.txt", "Rain fell."), offer("b.txt", "Rain fell on Tarn.")
    take(store, *pair)
    store.stories.save(record_of(one.article, story="y1"), [telling("y1", one.article)], NOW)
    both = telling("y2", one.article, two.article)
    store.stories.save(record_of(one.article, two.article, story="y2"), [both], NOW)

    assert store.stories.story("y1") == store.stories.story("y2") == both.record
    assert store.stories.digests() == {"y2": record_digest(both.record)}
    assert store.stories.story("y3") is None
    assert store.upkeep.check() == []


def test_stories_are_listed_newest_first_page_by_page(store):
    reports = [offer(f"{n}.txt", f"Rain fell {n} times.") for n in range(9)]
    take(store, *reports)
    days = [
        "2031-04-06",
        "2031-04-07",
        "2031-04-06",
        "",
        "2031-04-08",
        "2031-04-06",
        "",
        "2030-01-01",
        "2031-04-07",
    ]
    tellings = [telling(f"y{n}", read.article, day=days[n]) for n, (_, read) in enumerate(reports)]
    stories = tuple(t.record.stories[0] for t in tellings)
    whole = msgspec.structs.replace(record_of(*(read.article for _, read in reports)), stories=stories)
    store.stories.save(whole, tellings, NOW)

    pages, last = [], None
    while page := store.stories.headlines(2, last):
        pages += page
        last = (page[-1].day, page[-1].id)

    assert [line.id for line in pages] == sorted(
        (f"y{n}" for n in range(9)), key=lambda key: ([-ord(c) for c in days[int(key[1])]] or [1], key)
    )
    assert store.stories.count() == 9


def test_words_are_found_in_articles_without_case_and_accents(store):
    take(store, offer("a.txt", "The café in Tarn burned."), offer("b.txt", "Tarn is quiet."))

    hits = store.stories.search("CAFE tarn")

    assert [(hit.kind, hit.text[hit.text.index("café") :][:4]) for hit in hits] == [("article", "café")]
    assert len(store.stories.search("tarn")) == 2
    assert store.stories.search("tarn", kind="point") == []


@pytest.mark.parametrize("odd", ["\0", "a\0b", "\U0010ffff", "x" * 100_000])
def test_84_no_key_raises_whatever_stands_in_it(store, odd):
    take(store, offer("a.txt", "Tarn is quiet."))

    assert store.stories.headlines(5, (odd, odd)) == []
    assert store.stories.story(odd) is None
    assert store.documents.article(odd) is None
    assert store.documents.sightings(odd) == []
    assert not store.documents.known(odd)
    assert store.feeds.offer_of(odd) is None
    assert store.documents.run(odd) is None


@pytest.mark.parametrize("unseen", ["\u00ad", "\u200b", "\u2060", "\ufeff", "\u202e", "\U000e0041"])
def test_case_63_a_word_with_a_sign_in_it_that_nobody_sees_is_found_and_cut_out_as_it_stands(store, unseen):
    text = "Nothing new. " * 20 + f"The fer{unseen}ry ran aground. " + "Nothing new. " * 20
    take(store, offer("a.txt", text), offer("b.txt", "A ferry burned."))

    found = {hit.text for hit in store.stories.search("ferry")}

    assert len(found) == 2
    assert any(f"The fer{unseen}ry ran aground" in words for words in found)
    assert len(store.stories.search(f"fer{unseen}ry")) == 2
    assert [one.raw for one, _ in store.documents.offers()] == [text.encode(), b"A ferry burned."]


@pytest.mark.parametrize(
    "words",
    [
        '"',
        "*",
        "NEAR(",
        "col:x",
        "OR",
        "-",
        "words:tarn",
        "a'b",
        "NULL",
        "{",
        "}",
        "%s",
        "?",
        "\0",
        "x" * 1_000_000,
        "tarn " * 50,
    ],
)
def test_84_whatever_stands_in_a_search_is_text(store, words):
    take(store, offer("a.txt", "Tarn is quiet."))

    found = store.stories.search(words)

    assert len(found) == (1 if words.startswith("tarn") else 0)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text())
def test_84_no_search_raises(store, words):
    assert store.stories.search(words) == []


def test_a_decision_is_kept_once_and_never_edited(store):
    words = (Span("a1", 0, 4, "Rain"),), (Span("a2", 0, 4, "Rain"),)
    no = Decision("same-story", "a1", "a2", *words, "no", "ada")
    yes = msgspec.structs.replace(no, verdict="yes")

    assert [store.decisions.add(one, NOW) for one in (no, no, yes, yes, no)] == [
        True,
        False,
        True,
        False,
        True,
    ]
    assert store.decisions.decisions() == (no, yes, no)


def test_feeds_keep_their_state_and_the_longest_due_comes_first(store):
    one = FeedState("https://a.example/feed", 2_000.0, etag='"1"', failures=1.25)
    two = FeedState("https://b.example/feed", 1_000.0)
    three = FeedState("https://c.example/feed", 0.0, paused="asked to")

    assert [store.feeds.add(feed) for feed in (one, two, three, two)] == [True, True, True, False]
    assert store.feeds.due(3_000.0) == [two, one]
    assert store.feeds.due(10.0) == []
    store.feeds.save(msgspec.structs.replace(two, due=9_000.0, polls=1))
    assert store.feeds.due(3_000.0) == [one]
    assert store.feeds.feed(one.url) == one
    assert store.feeds.remove(three.url)
    assert not store.feeds.remove(three.url)
    assert len(store.feeds.feeds()) == 2


def test_76_a_feed_put_off_by_a_clock_that_ran_ahead_is_due(store):
    store.feeds.add(FeedState("https://a.example/feed", due=9e9))

    assert store.feeds.due(2e9)


def test_entries_wait_until_they_are_read_and_again_when_they_change(store):
    feed = FeedState("https://a.example/feed")
    entry = Waiting(feed.url, "1", "d1", "https://a.example/1", b"packed")
    take(store, offer("https://a.example/1", "Tarn is quiet."))
    taken = next(sighting.id for _, sighting in store.documents.offers())

    assert (store.feeds.polled(feed, [entry]), store.feeds.polled(feed, [entry])) == (1, 0)
    store.feeds.later(entry)
    assert store.feeds.waiting() == [msgspec.structs.replace(entry, tries=1)]
    store.feeds.done(entry, taken)
    assert (store.feeds.waiting(), store.feeds.offer_of(entry.link)) == ([], taken)
    assert store.feeds.polled(feed, [entry]) == 0
    assert store.feeds.polled(feed, [msgspec.structs.replace(entry, digest="d2")]) == 1
    assert [(one.digest, one.changed) for one in store.feeds.waiting()] == [("d2", 1)]
    assert store.upkeep.check() == []


def test_what_is_known_of_sites_is_kept(store):
    store.feeds.keep_sites({"a.example": b"1", "b.example": b"2"})
    store.feeds.keep_sites({"a.example": b"3"})

    assert store.feeds.sites() == {"a.example": b"3", "b.example": b"2"}


def test_80_a_second_writer_is_refused_in_plain_words_and_let_in_when_the_first_is_gone(place):
    first = open_store(place)
    with pytest.raises(StoreBusyError, match="is writing into this store"):
        open_store(place, wait=0.2)
    first.close()

    open_store(place).close()


def test_80_readers_read_while_somebody_writes(place):
    writer = open_store(place)
    reader = open_store(place, write=False)
    take(writer, offer("a.txt", "Rain fell."))

    assert len(list(reader.documents.articles())) == 1
    with pytest.raises(StoreError):
        take(reader, offer("b.txt", "Snow fell."))
    reader.close()
    writer.close()


def test_a_store_that_is_not_there_cannot_be_read(place):
    with pytest.raises(StoreError, match="there is no store"):
        open_store(place, write=False)


def test_nothing_of_a_failed_transaction_stays(store):
    with pytest.raises(StoreError):
        store.documents.take(*offer("a.txt", "Rain fell."), "no such run", NOW)

    assert store.documents.counts().offered == 0
    assert list(store.documents.articles()) == []
    assert store.upkeep.facts()["raw"] == 0


def test_any_order_of_arrival_gives_the_same_account(place):
    offers = [offer(f"{n % 7}.txt", f"Text {n % 5}.") for n in range(20)]
    seen = set()
    for seed in range(4):
        random.Random(seed).shuffle(offers)
        name = f"{place}_{seed}" if "#" in place else f"{place}{seed}"
        store = open_store(name)
        take(store, *offers)
        account = (
            tuple(store.documents.taken()),
            tuple(store.documents.articles()),
            store.documents.counts(),
        )
        seen.add(fingerprint(msgspec.msgpack.encode(account)))
        store.close()

    assert len(seen) == 1


def test_a_row_of_the_sidecar_that_names_no_file_is_counted_in_the_store_as_in_one_run(store, tmp_path):
    folder, side = tmp_path / "reports", tmp_path / "side.csv"
    folder.mkdir()
    (folder / "a.txt").write_text("Rain fell on Tarn, the mayor said on Monday.")
    side.write_text("file,outlet\na.txt,The Tarn Post\nb.txt,The Brask Mail\n")
    counts = collect(
        store, [Folders((str(folder),), side)], what="side", clock=lambda: "2031-04-06T08:00:00Z"
    )
    batch = gather_reports([folder], sidecar=side)

    assert counts == Counts(2, 1, 0, 1, 0)
    assert [(line.source, line.why) for line in store.documents.taken()] == [
        ("a.txt", ""),
        ("sidecar row b.txt", "names-no-file"),
    ]
    assert list(store.documents.taken()) == list(batch.intake.sources)
    assert list(store.documents.articles()) == list(batch.articles)
