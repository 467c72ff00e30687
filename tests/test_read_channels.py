"""Through what and to whom words came. All people and outlets are invented."""

import msgspec
import pytest

from rashomon.models.spacy import SpacyParser
from rashomon.read.article import read_article
from rashomon.read.channels import add_channels
from rashomon.read.clauses import grow_tree
from rashomon.read.sentences import split_sentences
from rashomon.read.statements import find_statements
from rashomon.spans import cut
from rashomon.types import Article

PARSER = SpacyParser()


def statements(text):
    return read_article(Article("a", "a.txt", text, language="en"), parser=PARSER).statements


def the(text, start):
    return next(s for s in statements(text) if s.content[0].text.startswith(start))


@pytest.mark.parametrize(
    ("text", "start", "via"),
    [
        ('"The bridge will hold," Orla Venn, the chief engineer, wrote in The Dunmere Times.', "The bridge", "The Dunmere Times"),
        ("Venn told the crowd that the bridge was safe, according to Radio Dunmere.", "the bridge", "Radio Dunmere"),
        ("Venn acknowledged the delay in a morning tweet, saying it would be short.", "it would", "a morning tweet"),
        ("Venn reacted on television by asking whether the bridge was safe.", "whether", "television"),
        ("It was reported by Dunmere news that Venn had told the council that she would resign.", "she would", "Dunmere news"),
    ],
)  # fmt: skip
def test_the_medium_is_found_beyond_the_clause_of_the_cue(text, start, via):
    assert the(text, start).via.text == via


def test_what_is_added_stands_where_the_words_before_it_stood():
    text = 'Anna Venn wrote on Facebook that the bridge was safe. She added: "We will open it on Monday."'
    assert the(text, "We will").via.text == "Facebook"


def test_another_speaker_does_not_go_on_in_the_same_medium():
    text = (
        'Anna Venn wrote on Facebook that the bridge was safe. Tom Oster added: "We will open it on Monday."'
    )
    assert the(text, "We will").via is None


def test_an_outlet_is_no_medium_of_its_own_report():
    text = "Radio Dunmere reported that the bridge was closed."
    assert all(s.via is None for s in statements(text))


@pytest.mark.parametrize(
    ("text", "start", "to"),
    [
        ("The council had been warned by Orla Venn that the bridge would fall.", "the bridge", "The council"),
        ('"It will hold," Orla Venn said in an interview with Radio Dunmere.', "It will", "Radio Dunmere"),
        ("Orla Venn confirmed the closure to reporters on Monday.", "the closure", "reporters"),
    ],
)
def test_whom_somebody_speaks_to_is_found(text, start, to):
    assert the(text, start).to.text == to


def test_words_alluded_to_are_nobody_spoken_to():
    text = "Orla Venn alluded to the mission of Tam Oster when she said that the talks went on."
    assert the(text, "the talks").to is None


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Orla Venn did not rule out that the bridge would be closed.", {"say", "refuse"}),
        ("Orla Venn did not deny that the bridge was closed.", {"say"}),
        ("Orla Venn denied that the bridge was closed.", {"deny"}),
    ],
)
def test_a_negated_denial_is_no_denial(text, act):
    assert {s.act for s in statements(text)} <= act


def test_what_is_said_is_no_part_of_whom_it_is_told():
    article = Article("a", "a.txt", "Orla Venn told the court that the bridge was shut.", language="en")
    tokens, sentences = split_sentences(article, PARSER)
    [found] = find_statements(article, tokens, sentences)
    wide = msgspec.structs.replace(found, to=cut(article, 15, 49))
    [told] = add_channels(article, grow_tree(tokens, sentences), [wide])
    assert told.to is not None
    assert told.to.text == "the court"


def test_what_a_thing_is_called_in_a_letter_is_no_part_of_the_letter():
    article = Article("a", "a.txt", 'Orla Venn dismissed it in an email as "a stunt".', language="en")
    tokens, sentences = split_sentences(article, PARSER)
    [found] = find_statements(article, tokens, sentences)
    wide = msgspec.structs.replace(found, via=cut(article, 26, 37))
    [told] = add_channels(article, grow_tree(tokens, sentences), [wide])
    assert told.via is not None
    assert told.via.text == "an email"


@pytest.mark.parametrize(
    ("text", "start", "via"),
    [
        ("Writing on Instagram, Venn said that she was proud of the bridge.", "she was", "Instagram"),
        ("Speaking on national television, Venn said that the bridge was safe.", "the bridge", "national television"),
        ('"The bridge is the first step," Radio Dunmere quoted Venn as saying.', "The bridge", "Radio Dunmere"),
        ("Venn was quoted in The Dunmere Times as saying the bridge was safe.", "the bridge", "The Dunmere Times"),
        ("Through a spokesman, Venn has denied that the bridge was unsafe.", "the bridge", "a spokesman"),
    ],
)  # fmt: skip
def test_the_medium_stands_before_the_cue_or_quotes(text, start, via):
    assert the(text, start).via.text == via


def test_claims_and_wrongdoing_hear_nothing():
    assert the("Venn responded to other claims, saying the bridge was safe.", "the bridge").to is None
    assert the("Venn admitted to wrongdoing in May.", "wrongdoing").to is None
    assert (
        the("Venn admitted to the police that the bridge was unsafe.", "the bridge").to.text == "the police"
    )


def test_a_month_in_which_somebody_was_quoted_is_no_paper():
    text = "Veld was quoted in May as saying the bridge was safe."
    assert [item.via for item in statements(text)] == [None]
