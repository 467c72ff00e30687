"""Which words name a point."""

import pytest

from rashomon.compare.gists import gist, tells_whole
from rashomon.compare.units import find_units
from rashomon.models.spacy import SpacyParser
from rashomon.read.sentences import split_sentences
from rashomon.spans import cut, make_id
from rashomon.types import Article, Cluster, Dossier, Reading, Why


def _reading(text):
    article = Article(make_id("a", text), "r.txt", text)
    tokens, sentences = split_sentences(article, SpacyParser())
    return Reading(article, tokens, sentences)


def _named(*texts, parts):
    """Name a point whose tellings are the shortest unit of each report that holds its part."""
    readings = [_reading(text) for text in texts]
    articles = tuple(sorted(r.article.id for r in readings))
    units = find_units(Dossier(Cluster(articles, None, Why("test")), tuple(readings), (), (), {}, ()))
    telling = []
    for reading, part in zip(readings, parts, strict=True):
        own = [u for u in units if u.article == reading.article.id and part in u.spans[0].text]
        telling.append(min(own, key=lambda u: len(u.spans[0].text)))
    return gist(telling, {r.article.id: r for r in readings}).text


def test_a_telling_with_a_named_subject_names_the_point_before_one_with_a_pronoun():
    named = _named(
        "After the vote she closed the harbour bridge.",
        "On Friday the mayor closed the harbour bridge.",
        parts=("bridge", "bridge"),
    )
    assert "the mayor closed the harbour bridge" in named
    assert "she" not in named


def test_words_without_a_subject_are_widened_to_the_one_they_share():
    named = _named("The mayor visited the depot and closed the harbour bridge.", parts=("bridge",))
    assert named.startswith("The mayor")
    assert named.endswith("bridge")


def test_a_long_telling_with_words_of_its_own_does_not_name_what_others_say_briefly():
    named = _named(
        "Harbour officials who had long argued over repairs, costs, tolls and timber told a packed council that the mayor closed the bridge.",
        "The mayor closed the bridge on Friday.",
        parts=("bridge", "bridge"),
    )
    assert "timber" not in named


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_order_of_tellings_changes_no_name(order):
    texts = ["The mayor closed the old bridge.", "The council closed the old bridge."]
    chosen = [texts[i] for i in order]
    assert _named(*chosen, parts=("bridge", "bridge")) == _named(*texts, parts=("bridge", "bridge"))


@pytest.mark.parametrize(
    ("text", "part", "end"),
    [
        ("The minister has spent three hours in what he called frank talks.", "three hours", "talks"),
        ("The port was barred from selling coal abroad.", "barred", "coal abroad"),
        ("The council agreed on Monday to reopen the bridge.", "on Monday", "the bridge"),
        ("The mill is letting the river run dry.", "mill", "run dry"),
    ],
)
def test_words_that_break_off_are_told_to_their_end(text, part, end):
    assert _named(text, parts=(part,)).endswith(end)


def test_what_a_report_adds_to_a_whole_claim_does_not_name_the_point():
    named = _named(
        "The council agreed to reopen the bridge to please the port.",
        "The council agreed to reopen the bridge.",
        parts=("reopen", "reopen"),
    )
    assert named == "The council agreed to reopen the bridge"


@pytest.mark.parametrize(
    ("words", "whole"),
    [
        ("The mayor closed the harbour bridge", True),
        ("the talks in Tarn", False),
        ("to widen the harbour", False),
        ("after the mayor left the town", False),
        ("The mayor has spent three hours in", False),
        ("closed the harbour bridge", False),
        ("the bridge is shut", True),
    ],
)
def test_a_name_can_stand_by_itself_only_with_a_verb_its_subject_and_an_end(words, whole):
    text = (
        "The mayor closed the harbour bridge. He joined the talks in Tarn to widen the harbour. "
        "Rain fell after the mayor left the town. The mayor has spent three hours in Tarn. "
        "They say the bridge is shut."
    )
    reading = _reading(text)
    start = text.rindex(words)
    assert tells_whole(cut(reading.article, start, start + len(words)), reading) is whole


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("In May the mill closed", True),
        ("After the flood the mill closed", True),
        ("in which the mill closed", False),
        ("after the mill closed", False),
    ],
)
def test_what_opens_with_its_own_day_can_stand_alone(text, whole):
    reading = _reading(f"{text}.")
    assert tells_whole(cut(reading.article, 0, len(text)), reading) == whole


@pytest.mark.parametrize(
    ("text", "words", "whole"),
    [
        ("Norland withdrew the boats it had moored at the quay.", "it had moored at the quay", False),
        ("Norland met Bel, who had closed the mill.", "who had closed the mill", False),
        (
            "Norland withdrew the boats it had moored at the quay.",
            "Norland withdrew the boats it had moored at the quay",
            True,
        ),
        ("Norland said it had moored at the quay.", "it had moored at the quay", True),
        (
            "They had a call in which Norland urged Orra to open the gates.",
            "Norland urged Orra to open the gates",
            True,
        ),
    ],
)
def test_what_only_tells_more_of_a_thing_named_before_cannot_stand_alone(text, words, whole):
    reading = _reading(text)
    start = text.index(words)
    assert tells_whole(cut(reading.article, start, start + len(words)), reading) is whole
