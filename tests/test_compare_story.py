"""Comparing the reports of one story. All people, places and reports are invented."""

import hashlib
import itertools
import math

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.compare.claims import standing
from rashomon.compare.clauses import clauses
from rashomon.compare.naming import Phrase, head_of, join_phrases
from rashomon.compare.origins import find_origins, origins_of_point
from rashomon.compare.story import compare_story
from rashomon.models.spacy import SpacyParser
from rashomon.read.sentences import split_sentences
from rashomon.spans import cut, holds, make_id
from rashomon.types import (
    Article,
    Cluster,
    Dossier,
    Model,
    Passage,
    Quantity,
    Reading,
    Speaker,
    Statement,
    Why,
)

PARSER = SpacyParser()


class WordEncoder(msgspec.Struct, frozen=True):
    """Passages as bags of word stems: quick, and near enough to a real encoder for passages that share words."""

    @property
    def model(self):
        return Model("bag-of-stems", "none")

    def encode(self, texts):
        rows = np.zeros((len(texts), 256), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in text.lower().replace(".", " ").replace(",", " ").split():
                rows[
                    row, int(hashlib.sha256(word[:5].encode("utf-8", "replace")).hexdigest()[:4], 16) % 256
                ] += 1
            rows[row] /= max(1e-9, math.sqrt(float((rows[row] ** 2).sum())))
        return rows


ENCODER = WordEncoder()


def told(text, statements=(), quantities=()):
    """Read a report: `statements` as (speaker, cue, content, act), `quantities` as (words, value, noun)."""
    article = Article(make_id("a", text), "r.txt", text)
    tokens, sentences = split_sentences(article, PARSER)
    made = [_statement(article, *given) for given in statements]
    counted = tuple(
        Quantity(_find(article, words), value, value, "", False, _find(article, noun))
        for words, value, noun in quantities
    )
    return Reading(article, tokens, sentences, statements=tuple(made), quantities=counted)


def _find(article, words):
    at = article.text.index(words)
    return cut(article, at, at + len(words))


def _statement(article, speaker, cue, content, act="say"):
    found = _find(article, content)
    identity = make_id("s", article.id, found.start, found.end)
    source = _find(article, speaker)
    return Statement(
        identity, article.id, "indirect", (found,), (), _find(article, cue), source, speaker, "name", act, 1.0
    )


def story_of(*readings, copies=()):
    people = {s.speaker: s.source for r in readings for s in r.statements if s.speaker}
    speakers = tuple(
        Speaker(name, span, "person", None, (name,), (span,)) for name, span in sorted(people.items())
    )
    articles = tuple(sorted(r.article.id for r in readings))
    return Dossier(
        Cluster(articles, None, Why("test")),
        tuple(readings),
        tuple(copies),
        speakers,
        {s.id: s.id for s in speakers},
        (),
    )


def compared(*readings, copies=()):
    return compare_story(story_of(*readings, copies=copies), encoder=ENCODER)


BRIDGE = told("The mayor closed the old harbour bridge on Tuesday. A school nearby lost its roof.")
BRIDGE_TOO = told("On Tuesday the mayor closed the old harbour bridge. The weather stayed calm.")
CLAIM = told(
    "Ilse Varn said the ministry sold the northern grain depot to investors.",
    [("Ilse Varn", "said", "the ministry sold the northern grain depot to investors")],
)
DENIAL = told(
    "Otto Brel denied that the ministry sold the northern grain depot to investors.",
    [("Otto Brel", "denied", "the ministry sold the northern grain depot to investors", "deny")],
)
OPPOSITE = told("The ministry will not sell the northern grain depot this spring.")
FORWARD = told("The ministry will sell the northern grain depot this spring.")


def statuses(comparison):
    return sorted(point.status for point in comparison.story.points)


def test_what_two_reports_tell_is_agreed_and_what_one_tells_is_single_source():
    found = compared(BRIDGE, BRIDGE_TOO).story.points
    agreed = [point for point in found if point.status == "agreed"]
    assert len(agreed) == 1
    assert {side.article for side in agreed[0].sides} == {BRIDGE.article.id, BRIDGE_TOO.article.id}
    assert any("school" in point.gist.text for point in found if point.status == "single-source")


def test_a_denial_is_tied_to_what_it_denies():
    found = compared(CLAIM, DENIAL)
    denied = [point for point in found.story.points if point.status == "denied"]
    assert len(denied) == 1
    assert {side.article: side.stance for side in denied[0].sides} == {
        CLAIM.article.id: "for",
        DENIAL.article.id: "against",
    }
    links = [link for link in found.links if link.relation == "denies"]
    assert [(link.left, link.right, link.verdict) for link in links] == [
        (DENIAL.statements[0].id, CLAIM.statements[0].id, "yes")
    ]


def test_a_denial_with_no_claim_in_the_story_is_no_contradiction():
    assert "denied" not in statuses(compared(DENIAL, BRIDGE))


def test_a_negation_of_the_same_predicate_and_object_is_disputed():
    assert "disputed" in statuses(compared(FORWARD, OPPOSITE))


@pytest.mark.parametrize(
    "text",
    [
        "The ministry would not sell the northern grain depot this spring.",
        "The ministry will not sell the northern grain depot this spring unless prices fall.",
        "The ministry will not repair the southern railway line this spring.",
    ],
)
def test_a_condition_or_another_object_is_no_contradiction(text):
    assert not {"disputed", "denied"} & set(statuses(compared(FORWARD, told(text))))


def test_a_denial_that_points_back_is_tied_to_the_statement_before_it():
    text = (
        "Ilse Varn said the two states signed a settlement on grain. "
        "Otto Brel denied that any such settlement exists."
    )
    report = told(
        text,
        [
            ("Ilse Varn", "said", "the two states signed a settlement on grain"),
            ("Otto Brel", "denied", "any such settlement exists", "deny"),
        ],
    )
    found = compared(report, BRIDGE)
    assert [point.status for point in found.story.points].count("denied") == 1


def test_one_utterance_in_two_reports_is_linked():
    first = told(
        "Ilse Varn said the depot feeds the whole province.",
        [("Ilse Varn", "said", "the depot feeds the whole province")],
    )
    second = told(
        "The depot feeds the whole province, Ilse Varn told reporters.",
        [("Ilse Varn", "told", "The depot feeds the whole province")],
    )
    relations = {(link.relation, link.verdict) for link in compared(first, second).links}
    assert ("same-utterance", "yes") in relations


def test_shared_wire_text_is_one_origin_and_a_shared_quote_is_not():
    spans = (cut(BRIDGE.article, 0, 51), cut(BRIDGE_TOO.article, 0, 51))
    wire = story_of(BRIDGE, BRIDGE_TOO, copies=[Passage(spans, "copy")])
    heard = story_of(BRIDGE, BRIDGE_TOO, copies=[Passage(spans, "shared-quote")])
    assert [len(origin.articles) for origin in find_origins(wire)] == [2]
    assert [len(origin.articles) for origin in find_origins(heard)] == [1, 1]
    assert statuses(compare_story(wire, encoder=ENCODER)).count("agreed") == 0
    assert statuses(compare_story(heard, encoder=ENCODER)).count("agreed") == 1


def test_every_report_stands_in_exactly_one_origin():
    dossier = story_of(BRIDGE, BRIDGE_TOO, CLAIM, DENIAL)
    placed = [article for origin in find_origins(dossier) for article in origin.articles]
    assert sorted(placed) == sorted(dossier.cluster.articles)
    assert origins_of_point((), dossier, find_origins(dossier)) == 0


def test_the_same_count_stands_side_by_side():
    left = told("Rescuers found 12 hikers on the ridge.", quantities=[("12", 12.0, "hikers")])
    right = told("On the ridge rescuers found 15 hikers.", quantities=[("15", 15.0, "hikers")])
    numbers = compared(left, right).story.numbers
    assert [(len(number.values), number.agree) for number in numbers] == [(2, False)]


def test_a_report_that_tells_a_point_is_never_silent_on_it():
    for point in compared(BRIDGE, BRIDGE_TOO, CLAIM).story.points:
        assert not {side.article for side in point.sides} & {silence.article for silence in point.silent}


def test_every_span_of_a_comparison_reads_back():
    readings = (BRIDGE, BRIDGE_TOO, CLAIM, DENIAL)
    articles = {reading.article.id: reading.article for reading in readings}
    for point in compared(*readings).story.points:
        spans = [point.gist, *(span for side in point.sides for span in side.spans)]
        assert all(holds(span, articles[span.article]) for span in spans)


@pytest.mark.parametrize("order", list(itertools.permutations(range(4)))[1::5])
def test_the_order_of_reports_leaves_no_trace(order):
    readings = (BRIDGE, BRIDGE_TOO, CLAIM, DENIAL)
    shuffled = [readings[place] for place in order]
    assert msgspec.json.encode(compared(*shuffled)) == msgspec.json.encode(compared(*readings))


@pytest.mark.parametrize("text", ["Rain", "?!", "🙂🙂🙂", "«אין דבר»", '"Unclosed he said', "No. " * 200])
def test_odd_reports_never_crash(text):
    found = compared(told(text), BRIDGE)
    assert found.story.articles


def test_a_story_of_one_report_has_single_source_points_only():
    assert set(statuses(compared(BRIDGE))) == {"single-source"}


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_two_texts_get_a_standing(claim, passage):
    assert standing(claim, passage) in {"for", "against", "observing"}
    assert isinstance(head_of(claim), str)


def test_phrases_with_one_head_word_join_in_any_order():
    phrases = [Phrase("a", "the grain depot"), Phrase("b", "the depot of grain"), Phrase("c", "a quiet lake")]
    joined = join_phrases(phrases, ENCODER)
    assert ("a", "b") in joined
    assert joined == join_phrases(phrases[::-1], ENCODER)


def test_coordinated_verbs_are_two_clauses():
    reading = told("Police arrested a man and seized two rifles.")
    assert len(clauses(reading.tokens, reading.sentences[0])) == 2
