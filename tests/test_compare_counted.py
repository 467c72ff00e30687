"""What a sentence tells of its numbers: the dead are not the hurt, how high is not how far. All news is invented."""

import pytest

from rashomon.compare.counted import Counted, counted_of
from rashomon.compare.numbers import find_numbers
from rashomon.models.onnx import OnnxEncoder
from rashomon.models.spacy import SpacyParser
from rashomon.read.article import read_article
from rashomon.spans import inside, make_id
from rashomon.types import Article, Cluster, Dossier, Reading, Why

PARSER, ENCODER = SpacyParser(), OnnxEncoder()


def _read(text: str) -> Reading:
    return read_article(Article(make_id("a", text), "x.txt", text, language="en"), parser=PARSER)


def _counted(text: str) -> dict[str, Counted]:
    reading = _read(text)
    return {
        quantity.span.text: counted_of(reading, quantity, sentence)
        for quantity in reading.quantities
        for sentence in reading.sentences
        if inside(quantity.span, sentence.span)
    }


def _groups(*texts: str) -> list[tuple[str, ...]]:
    readings = tuple(sorted(map(_read, texts), key=lambda reading: reading.article.id))
    cluster = Cluster(tuple(reading.article.id for reading in readings), None, Why("one-story"))
    found = find_numbers(Dossier(cluster, readings, (), (), {}, ()), ENCODER)
    return sorted(tuple(sorted(value.span.text for value in number.values)) for number in found)


@pytest.mark.parametrize(
    ("text", "number", "fate"),
    [
        ("The fire killed 12 people and wounded 30 others.", "12", "dead"),
        ("The fire killed 12 people and wounded 30 others.", "30", "hurt"),
        ("The storm left nine villagers dead, the mayor said.", "nine", "dead"),
        ("Nine hikers lost their lives on the ridge.", "Nine", "dead"),
        ("Some 36 hikers were brought to a clinic.", "Some 36", "hospital"),
        ("Three miners were trapped and 12 are missing.", "12", "missing"),
        ("Dozens of hikers were badly hurt.", "Dozens", "hurt"),
        ("Police arrested 14 miners and freed 3.", "14", "held"),
        ("No hiker was killed and 40 people walked home.", "40", ""),
        ("Nobody died among the 40 hikers on the ridge.", "40", ""),
        ("There are eight boats and four ambulances in Velm.", "eight", ""),
        ("The mine employs 40 people.", "40", ""),
        ("The doctor who treated 40 people died.", "40", ""),
        ("The ferry did not kill 40 people.", "40", ""),
    ],
)
def test_what_befell_whom_a_number_counts(text: str, number: str, fate: str) -> None:
    assert _counted(text)[number].fate == fate


@pytest.mark.parametrize(
    ("text", "number", "measure"),
    [
        ("The balloon rose 4 miles and drifted on over a distance of 300 miles.", "300 miles", "way"),
        ("The balloon rose 4 miles and drifted on over a distance of 300 miles.", "4 miles", "height"),
        ("The skaters covered 90 kilometers (56 miles) on the ice.", "56 miles", "way"),
        ("The barge weighs 340 tons.", "340 tons", "weight"),
        ("The bridge cost $5 million.", "$5 million", "price"),
    ],
)
def test_what_a_number_with_a_unit_measures(text: str, number: str, measure: str) -> None:
    assert _counted(text)[number].measure == measure


def test_the_dead_of_one_report_are_not_the_hurt_of_another() -> None:
    found = _groups("Fire killed seven cooks in Velm.", "Fire hurt eight cooks in Velm.")
    assert found == [("eight",), ("seven",)]


def test_two_tolls_lie_side_by_side() -> None:
    found = _groups("Fire killed seven cooks in Velm.", "Eight cooks died when fire broke out in Velm.")
    assert found == [("Eight", "seven")]


def test_how_high_is_not_how_far() -> None:
    found = _groups("The balloon flew 300 miles on Sunday.", "The balloon climbed 40 miles on Sunday.")
    assert found == [("300 miles",), ("40 miles",)]


def test_one_measure_told_with_two_verbs_lies_side_by_side() -> None:
    found = _groups("The fire burned 400 acres near Velm.", "The fire destroyed 500 acres near Velm.")
    assert found == [("400 acres", "500 acres")]


def test_what_was_paid_for_a_thing_is_its_price_whoever_tells_it() -> None:
    found = _groups("The firm bought the mill for $7 million.", "The mill was sold for $6 million.")
    assert found == [("$6 million", "$7 million")]


def test_two_weights_of_one_thing_lie_side_by_side() -> None:
    found = _groups("The 300-ton barge burned by the bridge.", "A 480-ton barge burned by the bridge.")
    assert found == [("300-ton", "480-ton")]


def test_what_dozens_of_counts_is_the_noun_behind_it() -> None:
    assert _counted("Dozens of miners left the valley on Sunday.")["Dozens"].noun == "miners"


def test_two_numbers_of_one_sentence_count_two_things() -> None:
    assert _groups("Three miners and three nurses were on the ferry.") == [("Three",), ("three",)]


def test_a_number_to_call_counts_nothing() -> None:
    assert ("0431",) not in _groups("Call the line at 0431 2000 for news.")
