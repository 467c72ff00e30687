"""A kept comparison that leads out of its story is told for what it is, and a store that holds one gives the same record."""

import msgspec
import pytest
from tests.kill_works import EXAMPLE

from rashomon.compare.record import dossiers
from rashomon.compare.story import compare_story
from rashomon.desk.collect import Folders, collect
from rashomon.desk.soundness_stories import fault_of_comparison
from rashomon.group.groups import group_readings
from rashomon.read.article import read_article
from rashomon.spans import make_id
from rashomon.stores.store import open_store
from rashomon.types import Comparison, Gap, Silence, Span, Why
from rashomon.wiring import Settings, choose_models, update_store

NOW = "2031-04-06T08:00:00Z"
PLAIN = Settings(models="none", workers=1)
replace = msgspec.structs.replace


@pytest.fixture(scope="module")
def news(tmp_path_factory):
    """A store that was brought up to date, and its record."""
    store = open_store(tmp_path_factory.mktemp("news") / "news.db")
    collect(store, [Folders((str(EXAMPLE),))], what="test", clock=lambda: NOW)
    update_store(store, now=NOW, settings=PLAIN)
    yield store, msgspec.json.encode(store.stories.record())
    store.close()


@pytest.fixture(scope="module")
def compared(news):
    """The largest story of the example, and what comparing it gave."""
    models = choose_models(PLAIN)
    articles = news[0].documents.articles()
    readings = [read_article(one, parser=models.parser, tagger=models.tagger) for one in articles]
    case = max(dossiers(readings, group_readings(readings)), key=lambda case: len(case.readings))
    return case, compare_story(case, encoder=models.encoder, judge=models.judge)


def story(**other):
    return lambda c: replace(c, story=replace(c.story, **other))


def first(name, /, **other):
    """Change the first item of a list of the story."""

    def damage(c):
        one, *rest = getattr(c.story, name)
        return replace(c, story=replace(c.story, **{name: (replace(one, **other), *rest)}))

    return damage


def told(name, /, **other):
    """Change the first item of a list of the comparison."""

    def damage(c):
        one, *rest = getattr(c, name)
        return replace(c, **{name: (replace(one, **other), *rest)})

    return damage


def use(**other):
    return lambda c: first("wordings", uses=(replace(c.story.wordings[0].uses[0], **other),))(c)


def value(**other):
    return lambda c: first("numbers", values=(replace(c.story.numbers[0].values[0], **other),))(c)


def side(**other):
    return lambda c: first("points", sides=(replace(c.story.points[0].sides[0], **other),))(c)


def denied(c):
    point = next(p for p in c.story.points if all(side.stance == "for" for side in p.sides))
    points = tuple(replace(p, status="denied") if p == point else p for p in c.story.points)
    return replace(c, story=replace(c.story, points=points))


def led_to(key):
    def damage(c):
        link = c.links[0]
        made = make_id("l", link.relation, link.left, key)
        return told("links", right=key, id=made)(c)

    return damage


def moved(day):
    return lambda c: told("timeline", when=replace(c.timeline[0].when, end=day))(c)


AWAY = Span("a1", 0, 4, "Rain")
OUT = "a span is not"
ANOTHER = "another story"
DAMAGE = {
    "a false span": (first("points", gist=AWAY), OUT),
    "other words": (lambda c: story(title=replace(c.story.title, text="Rain"))(c), OUT),
    "a false span in an entry": (told("timeline", what=AWAY), OUT),
    "a false span in a link": (told("links", why=Why("same-claim", (AWAY,))), OUT),
    "other reports": (story(articles=("a1", "a2")), ANOTHER),
    "another name": (story(id="y0"), ANOTHER),
    "a foreign event": (story(event="e0"), ANOTHER),
    "another reason": (story(why=Why("single-report")), ANOTHER),
    "denied by nobody": (denied, "no side opposes"),
    "a report in no origin": (story(origins=()), "stands in 0 origins"),
    "a side of no statement": (side(statement="s0"), "a statement that its reports do not hold"),
    "a side of another report": (side(article="a1"), "is not of this story"),
    "a link to no statement": (led_to("s0"), "a statement that its reports do not hold"),
    "a link under a false name": (told("links", id="l0"), "the name of another"),
    "a witness under a false name": (first("origins", id="o0"), "the name of another"),
    "a point without a name": (first("points", id=""), "has none"),
    "a point twice": (lambda c: story(points=(c.story.points[0], *c.story.points))(c), "two points"),
    "silence of another report": (
        first("points", silent=(Silence("a1", "weak", Why("x")),)),
        "is not of this story",
    ),
    "a score that is no number": (first("points", score=float("nan")), "between 0 and 1"),
    "a link that is too sure": (told("links", score=7.0), "between 0 and 1"),
    "a wording of another report": (use(article="a1"), "not in its story"),
    "a number of another report": (value(article="a1"), "not in its story"),
    "a number that is none": (value(low=float("nan")), "no number"),
    "an entry of a foreign event": (told("timeline", event="e0"), "do not tell"),
    "an entry under a false name": (told("timeline", id="w0"), "do not tell"),
    "an entry of a day that is none": (moved("2031-13-45"), "days that are none"),
    "an entry that ends before it begins": (moved("1931-01-01"), "days that are none"),
    "an entry against one that is not there": (told("timeline", conflict=("w0",)), "not there"),
    "an entry twice": (lambda c: replace(c, timeline=(c.timeline[0], *c.timeline)), "stands twice"),
    "a gap of another report": (
        lambda c: replace(c, gaps=(Gap("a1", None, "comparison", "x"),)),
        "not in its story",
    ),
}


def test_a_comparison_as_it_was_made_is_sound(compared):
    case, comparison = compared
    assert fault_of_comparison(comparison, case) == ""


@pytest.mark.parametrize("what", DAMAGE)
def test_a_comparison_that_leads_out_of_its_story_is_told(compared, what):
    damage, reason = DAMAGE[what]
    case, comparison = compared
    assert reason in fault_of_comparison(damage(comparison), case)


@pytest.mark.parametrize(
    "what", ["a false span", "a foreign event", "another name", "denied by nobody", "a link to no statement"]
)
def test_an_update_over_a_comparison_of_something_else_gives_the_record_of_a_sound_store(news, what):
    store, record = news
    kept = store.db.rows("SELECT key, maker FROM work WHERE maker LIKE 'comparing:%'")
    found = [
        (key, maker, msgspec.msgpack.decode(store.readings.part(key, maker), type=Comparison))
        for key, maker in kept
    ]
    key, maker, comparison = max(found, key=lambda one: len(one[2].story.articles))
    store.readings.keep_part(key, maker, msgspec.msgpack.encode(DAMAGE[what][0](comparison)))

    done = update_store(store, now=NOW, settings=PLAIN)
    assert (done.compared, done.refused) == (1, 1)
    assert msgspec.json.encode(store.stories.record()) == record
    assert update_store(store, now=NOW, settings=PLAIN).refused == 0
