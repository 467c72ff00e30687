"""Which points stand first: what many reports tell, near their top, in words that make a whole claim."""

import msgspec
import pytest

from rashomon.show.weight import by_weight, weight
from rashomon.spans import cut
from rashomon.types import Article, Mark, Point, Side, Why

LEAD = "The ferry between Osk and Tarn ran aground in the fog on Monday."
LATER = "The ferry company was founded in the harbour of Osk long ago."
MIDDLE = "The harbour is old and has a lamp. " * 60


def report(name: str, *lines: str) -> Article:
    return Article(name, f"{name}.txt", "\n".join(lines))


def told(name: str, words: str, *articles: Article, origins: int | None = None) -> Point:
    places = [(article, article.text.index(words)) for article in articles]
    spans = [cut(article, start, start + len(words)) for article, start in places]
    sides = tuple(Side("for", span.article, (span,), None, "outlet", Why("tells-it")) for span in spans)
    return Point(
        name, spans[0], "agreed", 0.9, origins or len(articles), sides,
        speakers_differ=False, silent=(), why=Why("joined"),
    )  # fmt: skip


REPORTS = tuple(report(name, LEAD, MIDDLE, LATER) for name in ("a1", "a2", "a3", "a4"))
KNOWN = {article.id: article for article in REPORTS}


def test_what_reports_tell_first_stands_before_what_they_tell_last():
    last, first = told("p1", LATER, *REPORTS[:2]), told("p2", LEAD, *REPORTS[:2])

    assert sorted([last, first], key=by_weight(KNOWN)) == [first, last]


def test_what_more_reports_tell_stands_before_what_fewer_tell():
    few, many = told("p1", LEAD, *REPORTS[:2]), told("p2", LEAD, *REPORTS)

    assert sorted([few, many], key=by_weight(KNOWN)) == [many, few]


def test_copies_of_one_report_weigh_as_one():
    copied, apart = told("p1", LEAD, *REPORTS, origins=2), told("p2", LEAD, *REPORTS[:2])

    assert weight(copied, KNOWN) == pytest.approx(weight(apart, KNOWN))


def test_a_scrap_of_a_sentence_stands_below_a_whole_one():
    scrap, whole = told("p1", "in the fog", *REPORTS[:2]), told("p2", LEAD, *REPORTS[:2])

    assert sorted([scrap, whole], key=by_weight(KNOWN)) == [whole, scrap]


def test_adverts_above_a_report_do_not_lower_what_it_tells_first():
    plain = report("b1", LEAD, LATER)
    below = report("b2", MIDDLE, LEAD, LATER)
    marked = msgspec.structs.replace(
        below, marks=(Mark(cut(below, 0, len(MIDDLE)), "boilerplate", Why("an-appeal")),)
    )

    weights = [weight(told("p1", LEAD, one), {one.id: one}) for one in (plain, marked, below)]

    assert weights[0] == pytest.approx(weights[1], abs=0.01)
    assert weights[2] < weights[1] / 2
