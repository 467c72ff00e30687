"""What `store vacuum` forgets: work of other models and rules, of articles as they were. Never what was offered or decided."""

import msgspec
import pytest
from tests.kill_works import EXAMPLE
from typer.testing import CliRunner

from rashomon.cli import app
from rashomon.desk.collect import Folders, collect
from rashomon.desk.forgetting import forget_work
from rashomon.desk.remembering import Makers, Remembering, item_key
from rashomon.engines.local import Serial
from rashomon.spans import cut, make_id
from rashomon.stored import Offered, Read
from rashomon.stores.store import open_store
from rashomon.types import Article, Decision, Model, Reading
from rashomon.wiring import Settings, choose_models, forget_unused, makers, update_store

NOW = "2031-04-06T08:00:00Z"
OLD, NEW = Makers("reading:1", "comparing:1", "grouping:1"), Makers("reading:2", "comparing:2", "grouping:2")
PLAIN = Settings(models="none", workers=1)


def rain(source, *, title=False):
    bare = Article(make_id("a", "rain"), source, "Rain fell on Eskholm.")
    return msgspec.structs.replace(bare, title=cut(bare, 0, 4)) if title else bare


def offered(store, article):
    run = store.documents.begin("test", NOW)
    store.documents.take(Offered(article.source, b"Rain fell on Eskholm.", "text"), Read(article), run, NOW)


def worked(store, article, makers):
    """Keep all there is to keep of an article: its reading, what grouping makes of it, a story's comparison."""
    memory = Remembering(Serial(), store, makers)
    store.readings.keep(item_key(article), makers.readings, Reading(article))
    for kind in ("account", "shingles", "passages"):
        memory.retain(kind, [(article, b"work")])
    store.readings.keep_part("a story", makers.comparisons, b"work")


def pieces(store):
    return {maker: len(store.readings.known(maker)) for maker in store.readings.makers()}


def test_work_of_models_and_rules_no_longer_in_use_is_forgotten_and_counted(store):
    article = rain("b.txt")
    offered(store, article)
    worked(store, article, NEW)
    before = pieces(store)
    worked(store, article, OLD)

    gone = forget_work(store, [NEW])
    assert (gone.makers, gone.articles) == (5, 0)
    assert pieces(store) == before
    assert forget_work(store, [NEW]).makers == 0


def test_work_of_an_article_as_it_was_before_is_forgotten(store):
    before, now = rain("b.txt"), rain("a.txt", title=True)
    for article in (before, now):
        offered(store, article)
        worked(store, article, NEW)

    gone = forget_work(store, [NEW])
    assert (gone.makers, gone.articles) == (0, 4)
    assert store.readings.known(NEW.readings) == {item_key(now)}


def test_what_was_offered_and_decided_stays(store):
    article = rain("b.txt")
    offered(store, article)
    worked(store, article, OLD)
    places = (cut(article, 0, 4),)
    decision = Decision("same-speaker", "p1", "p2", places, (cut(article, 13, 20),), "no", "desk")
    store.decisions.add(decision, NOW)
    forget_work(store, [NEW])

    assert [(one.raw, seen.outcome) for one, seen in store.documents.offers()] == [
        (b"Rain fell on Eskholm.", "read")
    ]
    assert list(store.documents.articles()) == [article]
    assert store.decisions.decisions() == (decision,)
    assert store.upkeep.check() == []


def filled(store, *names):
    collect(store, [Folders(tuple(str(EXAMPLE / name) for name in names))], what="test", clock=lambda: NOW)
    return update_store(store, now=NOW, settings=PLAIN)


@pytest.fixture(scope="module")
def files():
    return sorted(file.name for file in EXAMPLE.glob("*.txt"))


def test_what_is_in_use_is_not_made_again_after_forgetting(store, files):
    filled(store, *files)
    told, held = msgspec.json.encode(store.stories.record()), pieces(store)
    store.readings.keep_part("k", "reading:of another model", b"work")

    gone = forget_unused(store)
    assert (gone.makers, gone.articles) == (1, 0)
    assert pieces(store) == held
    done = update_store(store, now=NOW, settings=PLAIN)
    assert (done.read, done.compared) == (0, 0)
    assert msgspec.json.encode(store.stories.record()) == told


def test_the_command_tells_what_it_forgot(tmp_path):
    place = str(tmp_path / "news.db")
    store = open_store(place)
    worked(store, rain("b.txt"), OLD)
    store.close()
    done = CliRunner().invoke(app, ["store", "vacuum", "--store", place])
    assert "5 pieces of work of models or rules no longer in use, 0 of articles" in done.output.replace(
        "\n", " "
    )


def test_vacuum_keeps_what_the_judge_of_the_record_compared(store, files, monkeypatch):
    judge = Model("somebody's judge", "sha256:1")
    filled(store, *files[:1])
    made = store.stories.made_by()
    assert made is not None
    judged = msgspec.structs.replace(made, models=(*made.models, judge))
    monkeypatch.setattr(type(store.stories), "made_by", lambda _: judged)
    kept = makers(PLAIN, choose_models(PLAIN), judge).comparisons
    store.readings.keep_part("a story", kept, b"work")
    store.readings.keep_part("a story", "comparing:nobody", b"work")
    forget_unused(store)
    assert kept in store.readings.makers()
    assert "comparing:nobody" not in store.readings.makers()


@pytest.fixture
def grown(monkeypatch):
    """A program whose articles have a field more than those in the store."""

    def grow():
        name = "an article of a later program"
        later = msgspec.defstruct(name, [("place", str | None, None)], bases=(Article,), frozen=True)
        for user in ("documents", "search"):
            monkeypatch.setattr(f"rashomon.stores.{user}.Article", later)

    return grow


def test_what_is_in_use_stays_after_an_article_has_a_field_more(store, files, grown):
    filled(store, *files)
    grown()
    again = update_store(store, now=NOW, settings=PLAIN)
    assert (again.read, store.upkeep.check()) == (len(files), [])

    forget_unused(store)
    done = update_store(store, now=NOW, settings=PLAIN)
    assert (done.read, done.compared) == (0, 0)


def test_work_of_articles_as_an_earlier_program_held_them_is_forgotten(store, grown):
    article = rain("b.txt")
    offered(store, article)
    worked(store, article, NEW)
    grown()
    (later,) = store.documents.articles()
    worked(store, later, NEW)

    assert forget_work(store, [NEW]).articles == 4
    assert store.readings.known(NEW.readings) == {item_key(later)} != {item_key(article)}


def test_the_check_finds_an_article_and_a_story_that_are_no_longer_what_was_kept(store, files):
    filled(store, *files[:1])
    for table in ("article", "story"):
        store.db.rows(f"UPDATE {table} SET packed = ?", (b"\x00",))

    assert [line.split()[0] for line in store.upkeep.check()] == ["article", "story"]
