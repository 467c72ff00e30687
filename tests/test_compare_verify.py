"""The verifier finds each kind of breach, and names its place."""

import re

import msgspec
import pytest

from rashomon import types
from rashomon.compare.verify import _with_spans, verify
from rashomon.spans import cut
from rashomon.types import (
    FORMAT,
    Article,
    Credit,
    Entry,
    Event,
    Gap,
    Intake,
    Link,
    MadeBy,
    Origin,
    Point,
    RecordData,
    Side,
    Silence,
    Span,
    Speaker,
    Statement,
    Story,
    Taken,
    When,
    Why,
)

REPORT = Article("a1", "one.txt", "Rain fell on Tarn, the mayor said.")
OTHER = Article("a2", "two.txt", "Tarn stayed dry.")
WHY = Why("test")
WHOLE = cut(REPORT, 0, len(REPORT.text))


def build(**changes) -> RecordData:
    rain = cut(REPORT, 0, 17)
    said = Statement("t1", "a1", "indirect", (rain,), (), cut(REPORT, 29, 33), None, None, None, "say", 0.9)
    side = Side("for", "a1", (rain,), "t1", "source", WHY)
    point = Point("q1", rain, "single-source", 0.8, 1, (side,), False, (Silence("a2", "weak", WHY),), WHY)
    origins = (Origin("o1", ("a1",), (), WHY), Origin("o2", ("a2",), (), WHY))
    story = Story("s1", rain, None, ("a1", "a2"), WHY, origins, (point,), (), ())
    record = RecordData(FORMAT, MadeBy("0", (), {}), (REPORT, OTHER), (), (said,), (), (story,), (), ())
    return msgspec.structs.replace(record, **changes)


def with_point(**changes) -> RecordData:
    story = build().stories[0]
    point = msgspec.structs.replace(story.points[0], **changes)
    return build(stories=(msgspec.structs.replace(story, points=(point,)),))


def test_a_sound_record_has_no_breach():
    assert verify(build()) == []


@pytest.mark.parametrize(
    ("record", "breach"),
    [
        (with_point(gist=Span("a1", 0, 4, "Snow")), "is not 'Snow'"),
        (with_point(gist=Span("a9", 0, 4, "Rain")), "a9 is not in the record"),
        (with_point(gist=Span("a1", 0, 99, REPORT.text)), "is not 'Rain fell on Tarn"),
        (with_point(why=Why("x", (WHOLE, Span("a2", 0, 4, "Rain")))), "points[0].why.spans[1]: 0:4"),
        (build(articles=(msgspec.structs.replace(REPORT, byline=Span("a1", 0, 4, "Snow")), OTHER)), "byline"),
        (with_point(status="agreed"), "agreed, with 1 origins"),
        (with_point(status="denied"), "no side opposes"),
        (with_point(origins=7), "7 origins"),
        (with_point(silent=(Silence("a1", "strong", WHY),)), "both tells it and is silent"),
        (with_point(sides=()), "no side"),
        (build(articles=(REPORT, REPORT)), "stands 2 times"),
        (build(statements=()), "no statement 't1'"),
        (build(stories=()), "stands in 0 stories"),
        (build(format="rashomon-record/2"), "format"),
        (build(intake=Intake(3, 1, 1, 0, (Taken("x", "read", "", "a1"),))), "3 offered"),
    ],
)
def test_each_breach_is_named(record, breach):
    assert any(breach in line for line in verify(record)), verify(record)


NOUNS = [
    noun
    for noun in vars(types).values()
    if isinstance(noun, type) and issubclass(noun, msgspec.Struct) and noun is not msgspec.Struct
]


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.__name__)
def test_no_field_in_which_a_span_may_stand_is_passed_over(noun):
    walked = set(_with_spans(noun))
    for field in msgspec.structs.fields(noun):
        mentioned = re.findall(r"rashomon\.types\.(\w+)", repr(field.type))
        assert (field.name in walked) == bool(mentioned), field.type


@pytest.mark.parametrize("place", range(6))
def test_a_false_span_is_found_wherever_it_stands(place):
    wrong = Span("a1", 0, 4, "Snow")
    why, when = Why("x", (WHOLE, wrong)), When("2031-01-01", "2031-01-01", "day", wrong, WHY)
    link = Link("l1", "same-story", "a1", "a2", "no", 0.5, "m", why)
    event = Event("e1", WHOLE, when, None, (), (WHOLE,), ())
    records = (
        build(links=(link,)),
        build(events=(event,)),
        build(speakers=(Speaker("p1", WHOLE, "person", None, (), (WHOLE, wrong)),)),
        build(timeline=(Entry("n1", when, WHOLE, None, (WHOLE,), ()),)),
        build(gaps=(Gap("a1", wrong, "x", "y"),)),
        build(articles=(msgspec.structs.replace(REPORT, credits=(Credit("x", wrong, "report", ()),)), OTHER)),
    )
    assert any("is not 'Snow'" in line for line in verify(records[place]))
