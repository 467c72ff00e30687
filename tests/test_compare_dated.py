"""When it happened, as points of their own."""

from rashomon.compare.dated import Witnesses, dated_points
from rashomon.compare.origins import copied_passages, find_origins
from rashomon.compare.timeline import build_timeline
from rashomon.group.events import join_events
from rashomon.models.spacy import SpacyParser
from rashomon.read.article import read_article
from rashomon.spans import make_id
from rashomon.types import Article, Cluster, Dossier, When, Why

PARSER = SpacyParser()


def _read(text, published=None):
    when = When(published, published, "day", None, Why("given")) if published else None
    article = Article(make_id("a", text), f"{text[:9]}.txt", text, published=when, language="en")
    return read_article(article, parser=PARSER)


def _points(*readings):
    ids = tuple(sorted(reading.article.id for reading in readings))
    names = {s.id: s.name.text.split()[-1] for reading in readings for s in reading.speakers}
    events, (named,) = join_events(readings, [Cluster(ids, None, Why("one-story"))], names)
    dossier = Dossier(named, tuple(readings), (), (), names, events)
    witnesses = Witnesses(find_origins(dossier), copied_passages(dossier))
    return dated_points(dossier, build_timeline(dossier), witnesses)


def _told(point):
    return sorted((side.stance, side.why.spans[0].text) for side in point.sides)


FRIDAY = "Anna Veld and Otto Brandt discussed the mine in a telephone call on Friday."
THURSDAY = "The strike went on after Anna Veld and Otto Brandt spoke on the telephone on Thursday."


def test_one_call_put_on_two_days_is_a_disputed_point():
    (point,) = _points(_read(FRIDAY, "2031-05-11"), _read(THURSDAY, "2031-05-11"))
    assert (point.status, point.why.code) == ("disputed", "days-cannot-both-hold")
    assert {stance for stance, _ in _told(point)} == {"for", "differs"}
    # a telling inside another ("a telephone call on Friday") is told once
    assert sorted(words for _, words in _told(point)) == ["on Friday", "on Thursday"]


def test_a_report_that_gives_both_days_tells_of_two_calls():
    call = "Anna Veld and Otto Brandt discussed the mine in a telephone call on Friday."
    both = f"{call} Veld and Brandt met in a more casual setting on Thursday."
    points = _points(
        _read("Anna Veld met Otto Brandt in Orsk on Friday.", "2031-05-11"), _read(both, "2031-05-11")
    )
    assert "disputed" not in {point.status for point in points}


def test_two_days_of_weeks_that_nobody_can_place_are_no_dispute():
    assert [p for p in _points(_read(FRIDAY), _read(THURSDAY)) if p.status == "disputed"] == []


def test_two_reports_that_give_one_day_agree_on_it():
    (point,) = _points(
        _read("Anna Veld met Otto Brandt in Port Elva on Wednesday, her office said.", "2031-05-15"),
        _read("Otto Brandt met Anna Veld in Port Elva on May 14 for an hour of talks.", "2031-05-16"),
    )
    assert point.status == "agreed"
    assert point.origins == 2
    assert {words for _, words in _told(point)} == {"on Wednesday", "on May 14"}


def test_a_day_that_one_report_alone_gives_is_no_point():
    assert (
        _points(
            _read("Anna Veld met Otto Brandt in Port Elva on Wednesday, her office said.", "2031-05-15"),
            _read("Otto Brandt met Anna Veld in Port Elva for an hour of talks.", "2031-05-15"),
        )
        == ()
    )


def test_a_report_without_the_day_is_weakly_silent_on_it():
    (point,) = _points(
        _read("Anna Veld met Otto Brandt in Port Elva on Wednesday, her office said.", "2031-05-15"),
        _read("Otto Brandt met Anna Veld in Port Elva on May 14 for an hour of talks.", "2031-05-16"),
        _read("The mine in Port Elva stays closed, its owners said.", "2031-05-16"),
    )
    assert [(silence.strength, silence.why.code) for silence in point.silent] == [("weak", "names-no-day")]
