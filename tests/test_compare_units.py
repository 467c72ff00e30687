"""What is compared: sentences of a statement, and clauses with the infinitives that complete their nouns."""

import msgspec
import pytest

from rashomon.compare.pairs import Likeness
from rashomon.compare.points import least_likeness
from rashomon.compare.units import find_units
from rashomon.models.spacy import SpacyParser
from rashomon.read.sentences import split_sentences
from rashomon.read.times import find_times
from rashomon.spans import cut, make_id
from rashomon.types import Article, Cluster, Dossier, Mark, Reading, Statement, Why

PARSER = SpacyParser()


def units_of(text, content=""):
    """Find the units of one report; `content` is what somebody in it says."""
    article = Article(make_id("a", text), "r.txt", text)
    tokens, sentences = split_sentences(article, PARSER)
    start = text.find(content)
    said = (
        (
            Statement(
                "s1", article.id, "direct", (cut(article, start, start + len(content)),), (), None, None, None,
                None, "say", 1.0,
            ),
        )
        if content
        else ()
    )  # fmt: skip
    reading = Reading(article, tokens, sentences, statements=said)
    cluster = Cluster((article.id,), None, Why("x"))
    return find_units(Dossier(cluster, (reading,), (), (), {}, ()))


def words_of(units):
    return [" ".join(span.text for span in unit.spans) for unit in units]


def test_each_sentence_of_a_long_statement_speaks_for_itself():
    content = "The dam will hold through the winter. We moved four hundred families to Orra."
    units = units_of(f"Varn said: {content}", content)
    sentences = [unit for unit in units if unit.kind == "sentence"]
    assert words_of(sentences) == [
        "The dam will hold through the winter.",
        "We moved four hundred families to Orra.",
    ]
    assert [unit.kind for unit in units if unit.parts] == ["statement"]
    assert {unit.statement for unit in sentences} == {"s1"}


def test_a_statement_of_one_sentence_is_one_unit():
    content = "the dam will hold through the winter"
    units = units_of(f"Varn said {content}.", content)
    assert [unit.kind for unit in units if unit.statement] == ["statement"]
    assert not any(unit.parts for unit in units)


def test_an_infinitive_that_completes_a_noun_stays_with_its_clause_and_is_a_clause_too():
    found = words_of(units_of("The settlers of Orra have the right to decide their own fate."))
    assert "The settlers of Orra have the right to decide their own fate" in found
    assert "to decide their own fate" in found
    assert "The settlers of Orra have the right" not in found


def test_a_relative_clause_does_not_stay_with_the_clause_of_its_noun():
    found = words_of(units_of("Police found the boat that carried the rifles to Lund."))
    assert "Police found the boat" in found


def _asked(one, other, length=1.0):
    """How alike the passages `one` and `other`, each at the end of its report, must be to be one point."""
    left = next(unit for unit in units_of(f"Customs hold a tanker {one}.") if unit.text == one)
    right = next(unit for unit in units_of(f"Lund hid the diesel {other}.") if unit.text == other)
    return least_likeness(left, right, Likeness(0, 0, 0, 0, 0, 0, 0, 0, length))


def test_a_short_part_of_a_sentence_is_joined_on_more_likeness_where_one_word_is_all_they_share():
    two_words = _asked("registered in Ostvale harbours", "stored in Ostvale harbours", length=0.2)
    one_word = _asked("registered in other countries", "shipped to the southern country", length=0.2)
    assert _asked("registered in Ostvale harbours", "stored in Ostvale harbours") < two_words < one_word


def test_what_is_only_said_of_a_thing_is_joined_on_more_likeness_where_one_word_is_all_they_share():
    (whole,) = (unit for unit in units_of("The tanker sank.") if unit.kind == "clause")
    (other,) = (unit for unit in units_of("A tanker sank off Orra.") if unit.kind == "clause")
    clauses = least_likeness(whole, other, Likeness(0, 0, 0, 0, 0, 0, 0, 0, 1.0))
    two_words = _asked("registered in Ostvale harbours", "stored in Ostvale harbours")
    one_word = _asked("registered in other countries", "shipped to the southern country")
    assert clauses == two_words < one_word


@pytest.mark.parametrize(
    ("caption", "told"),
    [
        ("Ilse Varn greets Otto Brel in Orsk.", False),
        ("Ilse Varn and Otto Brel on the quay of Orsk.", False),
        ("Ilse Varn on the quay of Orsk during the strike of 2029.", True),
        ("Ilse Varn closed the quay of Orsk for the strike.", True),
    ],
)
def test_a_caption_is_compared_where_it_tells_more_than_the_picture_shows(caption, told):
    text = f"Strike in Orsk\n\nThe quay was shut.\n\n{caption}"
    at = text.index(caption)
    article = Article(make_id("a", text), "r.txt", text, language="en")
    mark = Mark(cut(article, at, len(text)), "caption", Why("tells-a-picture"))
    marked = msgspec.structs.replace(article, marks=(mark,))
    tokens, sentences = split_sentences(marked, PARSER)
    reading = Reading(marked, tokens, sentences, times=find_times(marked, tokens, sentences))
    cluster = Cluster((article.id,), None, Why("x"))
    units = find_units(Dossier(cluster, (reading,), (), (), {}, ()))
    assert any(unit.spans[0].start >= at for unit in units) == told


@pytest.mark.parametrize(
    "text",
    [
        "The villages of Orra own more boats than they have ever owned before.",
        "Keller paid less for the mill than the council had asked for it.",
        "The flood did more damage than anybody in the valley remembers.",
        "Rather than sell the mill to the bank, Brandt burned it.",
    ],
)
def test_what_something_is_only_held_against_is_no_clause_of_its_own(text):
    assert not any(unit.kind == "clause" and unit.text.lower().startswith("than") for unit in units_of(text))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("More than forty villagers drowned when the dam broke in the night.", "the dam broke in the night"),
        (
            "Keller left the hall before the mayor had read out the verdict.",
            "the mayor had read out the verdict",
        ),
        (
            "Brandt sold fewer boats than Moe, who closed the yard in March.",
            "who closed the yard in March",
        ),
        (
            "The bridge, which is longer than the old one, fell into the river.",
            "which is longer than the old one",
        ),
    ],
)
def test_a_clause_with_a_comparison_in_it_or_beside_it_is_one(text, told):
    assert any(
        told.removeprefix("who ").removeprefix("which ") in words for words in words_of(units_of(text))
    )
