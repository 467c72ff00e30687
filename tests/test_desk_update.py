"""An update cuts out only the stories that changed; what the store then shows is what one update of everything shows."""

import msgspec
import pytest
from tests.kill_works import EXAMPLE

from rashomon.desk import update
from rashomon.desk.collect import Folders, collect
from rashomon.desk.excerpt import excerpt, ground_digest, shelve
from rashomon.spans import cut
from rashomon.stores.store import open_store
from rashomon.types import Gap, Link, Why
from rashomon.wiring import Settings, update_store

NOW = "2031-04-06T08:00:00Z"
PLAIN = Settings(models="none", workers=1)
FLOOD = "Divers freed a horse from the flooded mill of Eskholm on Friday, the miller Odo Varn told the Brask Courier."


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """The example's reports of one story, and last a report of another."""
    other = tmp_path_factory.mktemp("other") / "flood.txt"
    other.write_text(FLOOD)
    return [*(str(file) for file in sorted(EXAMPLE.glob("*.txt"))), str(other)]


def filled(store, *files):
    collect(store, [Folders(files)], what="test", clock=lambda: NOW)
    return update_store(store, now=NOW, settings=PLAIN)


def shown(store):
    return {line.id: (line, store.stories.story(line.id)) for line in store.stories.headlines()}


@pytest.fixture
def cut_out(monkeypatch):
    """The stories that were really cut out of a record."""
    stories, really = [], update.telling
    monkeypatch.setattr(
        update, "telling", lambda shelves, story, now: stories.append(story.id) or really(shelves, story, now)
    )
    return stories


def test_only_stories_that_changed_are_cut_out(store, files, cut_out):
    first = filled(store, *files[2:])
    flood = next(key for key, (_, one) in shown(store).items() if one.articles[0].text == FLOOD)
    assert len(cut_out) == first.stories
    filled(store, *files[2:])
    assert len(cut_out) == first.stories
    grown = filled(store, *files)
    assert len(cut_out) == first.stories + grown.changed
    assert grown.changed > 0
    assert cut_out.count(flood) == 1


def test_a_store_that_grew_shows_the_stories_of_one_filled_at_once(store, files, tmp_path):
    for count in (1, 4, len(files)):
        filled(store, *files[-count:])
    whole = open_store(tmp_path / "whole.db")
    filled(whole, *files)
    assert shown(store) == shown(whole)
    whole.close()


def test_a_story_that_was_lost_behind_its_back_is_cut_out_again(store, files, cut_out):
    filled(store, *files)
    before = shown(store)
    store.db.rows("UPDATE article SET story = NULL")
    store.db.rows("DELETE FROM passage WHERE story IS NOT NULL")
    store.db.rows("DELETE FROM story")
    filled(store, *files)
    assert (shown(store), len(cut_out)) == (before, 2 * len(before))


@pytest.fixture(scope="module")
def record(files, tmp_path_factory):
    store = open_store(tmp_path_factory.mktemp("record") / "news.db")
    filled(store, *files)
    yield store.stories.record()
    store.close()


def first_of(record, name):
    """Another form of the first item of a list that stands in the largest story."""
    item = getattr(record, name)[0]
    words = cut(next(a for a in record.articles if a.id == record.stories[0].articles[0]), 0, 4)
    return {
        "articles": lambda: msgspec.structs.replace(item, language="xx"),
        "speakers": lambda: msgspec.structs.replace(item, mentions=(*item.mentions, words)),
        "statements": lambda: msgspec.structs.replace(item, score=0.123),
        "events": lambda: msgspec.structs.replace(item, mentions=(*item.mentions, words)),
        "timeline": lambda: msgspec.structs.replace(item, mentions=(*item.mentions, words)),
        "gaps": lambda: Gap(words.article, words, "test", "test"),
        "links": lambda: Link("l1", "same-story", words.article, words.article, "no", 0.1, "t", Why("t")),
        "stories": lambda: msgspec.structs.replace(item, why=Why("test")),
    }[name]()


@pytest.mark.parametrize(
    "name", ["articles", "speakers", "statements", "events", "timeline", "gaps", "links", "stories"]
)
def test_whatever_changes_an_excerpt_changes_the_digest_of_its_ground(record, name):
    other = msgspec.structs.replace(record, **{name: (first_of(record, name), *getattr(record, name)[1:])})
    shelves = [shelve(one) for one in (record, other)]
    excerpts = [
        [excerpt(one, story) for story in kept.stories]
        for one, kept in zip(shelves, (record, other), strict=True)
    ]
    grounds = [
        [ground_digest(one, story) for story in kept.stories]
        for one, kept in zip(shelves, (record, other), strict=True)
    ]
    assert excerpts[0] != excerpts[1]
    assert all((a == b) <= (x == y) for a, b, x, y in zip(*grounds, *excerpts, strict=True))


def grounds(record):
    shelves = shelve(record)
    return {story.id: ground_digest(shelves, story) for story in record.stories}


def flood_and_dam(record):
    """The ids of the story of one report and of the largest one."""
    texts = {article.id: article.text for article in record.articles}
    flood = next(story.id for story in record.stories if texts[story.articles[0]] == FLOOD)
    return flood, max(record.stories, key=lambda story: len(story.articles)).id


def test_a_record_that_was_kept_and_read_again_has_the_same_grounds(record):
    again = msgspec.msgpack.decode(msgspec.msgpack.encode(record), type=type(record))
    assert grounds(again) == grounds(record)
    assert len(set(grounds(record).values())) == len(record.stories)


def test_the_ground_of_a_story_is_not_touched_by_what_changes_in_another(record):
    flood, dam = flood_and_dam(record)
    reports = next(story.articles for story in record.stories if story.id == dam)
    words = cut(next(one for one in record.articles if one.id == reports[0]), 0, 4)
    other = msgspec.structs.replace(
        record,
        articles=tuple(
            msgspec.structs.replace(one, language="xx") if one.id in reports else one
            for one in record.articles
        ),
        statements=tuple(
            msgspec.structs.replace(one, score=0.123) if one.article in reports else one
            for one in record.statements
        ),
        gaps=(*record.gaps, Gap(words.article, words, "test", "test")),
        links=(*record.links, Link("l9", "same-story", reports[0], reports[1], "no", 0.1, "t", Why("t"))),
        stories=tuple(
            msgspec.structs.replace(one, why=Why("test")) if one.id == dam else one for one in record.stories
        ),
    )
    before, after = grounds(record), grounds(other)
    assert after[flood] == before[flood]
    assert after[dam] != before[dam]


def test_neither_the_account_nor_a_gap_of_no_report_touches_a_ground(record):
    other = msgspec.structs.replace(record, intake=None, gaps=(*record.gaps, Gap(None, None, "test", "test")))
    assert grounds(other) == grounds(record)


def test_a_mention_in_another_story_does_not_touch_the_ground_of_a_speaker(record):
    flood, dam = flood_and_dam(record)
    report = next(story.articles[0] for story in record.stories if story.id == flood)
    words = cut(next(one for one in record.articles if one.id == report), 0, 6)
    reports = {key for story in record.stories if story.id == dam for key in story.articles}
    number = next(
        number
        for number, one in enumerate(record.speakers)
        if {span.article for span in one.mentions} <= reports
    )
    speakers = [*record.speakers]
    mentions = tuple(sorted((*speakers[number].mentions, words)))
    speakers[number] = msgspec.structs.replace(speakers[number], mentions=mentions)
    before, after = grounds(record), grounds(msgspec.structs.replace(record, speakers=tuple(speakers)))
    assert after[dam] == before[dam]
    assert after[flood] != before[flood]


@pytest.mark.parametrize("change", ["version", "settings", "format"])
def test_another_maker_or_format_is_another_ground_of_every_story(record, change):
    made = record.made_by
    other = {
        "version": {"made_by": msgspec.structs.replace(made, version="99")},
        "settings": {"made_by": msgspec.structs.replace(made, settings={**made.settings, "min_score": 0.7})},
        "format": {"format": "rashomon-record/99"},
    }[change]
    before, after = grounds(record), grounds(msgspec.structs.replace(record, **other))
    assert not set(before.values()) & set(after.values())


def test_a_link_between_two_stories_is_no_ground_of_either_and_one_inside_is(record):
    big, small = record.stories[0].articles, record.stories[-1].articles
    ends = [(big[0], small[0]), (big[0], big[1]), (big[0], "p-of-whom-only-the-record-knows")]
    added = [Link(f"l{n}", "same-story", *pair, "no", 0.1, "t", Why("t")) for n, pair in enumerate(ends)]
    plain = shelve(record)
    changed, held = [], []
    for link in added:
        shelves = shelve(msgspec.structs.replace(record, links=(link, *record.links)))
        changed += [[ground_digest(shelves, s) != ground_digest(plain, s) for s in record.stories]]
        held += [[link in excerpt(shelves, s).links for s in record.stories]]
    rest = [False] * (len(record.stories) - 1)
    assert changed == [[False, *rest], [True, *rest], [True, *rest]]
    assert held == [[False, *rest], [True, *rest], [False, *rest]]


def test_an_excerpt_holds_every_link_of_the_record_whose_ends_it_holds(record):
    shelves = shelve(record)
    for story in record.stories:
        one = excerpt(shelves, story)
        held = {
            item.id
            for items in (one.articles, one.statements, one.speakers, one.events, one.timeline, story.points)
            for item in items
        }
        inside = {link.id for link in record.links if {link.left, link.right} <= held}
        # speakers and events belong to no report: what links only those stands in no excerpt
        near = {link.id for link in one.links}
        assert near <= inside
        kinds = ("same-story", "same-utterance", "denies", "opposes")
        assert near >= {link.id for link in record.links if link.id in inside and link.relation in kinds}
