"""What makes two statements of one speaker two utterances, and what ties a part to its whole. Everything is invented."""

import re

import msgspec
import pytest
from tests.test_compare_story import ENCODER, story_of, told

from rashomon.compare.story import compare_story
from rashomon.spans import cut

# Words are rare only in a story that is told in many.
ELSEWHERE = told(
    "The price of bread rose in the south. A mill near the border lost its roof. Farmers moved their cattle to the hills. "
    "The school in the valley closed early. A doctor treated eleven children. Rain washed out the eastern road. "
    "The bank lent money to the bakers. A choir sang at the old church. The post office sold its last stamps. "
    "The council met about the harbour and the ferry. Workers at the canal went on strike. The union talked about wages."
)


def report(*said):
    """Read a report of (speaker, cue, words) or (speaker, cue, words, act); what stands in curly marks is quoted."""
    reading = told(" ".join(f"{who} {cue} {words}." for who, cue, words, *_ in said), said)
    statements = []
    for statement in reading.statements:
        (content,) = statement.content
        marks = re.finditer("“([^”]*)”", content.text)
        quoted = [cut(reading.article, content.start + m.start(1), content.start + m.end(1)) for m in marks]
        kind = "mixed" if quoted else "indirect"
        statements.append(msgspec.structs.replace(statement, kind=kind, quoted=tuple(quoted)))
    return msgspec.structs.replace(reading, statements=tuple(statements))


def same(*reports, kinds=()):
    """List pairs of renderings by the first words of either."""
    dossier = story_of(*reports, ELSEWHERE)
    known = dict(kinds)
    speakers = tuple(
        msgspec.structs.replace(speaker, kind=known.get(speaker.id, speaker.kind))
        for speaker in dossier.speakers
    )
    story = compare_story(msgspec.structs.replace(dossier, speakers=speakers), encoder=ENCODER)
    by_id = {s.id: s.content[0].text for r in reports for s in r.statements}
    return {
        frozenset((by_id[link.left], by_id[link.right]))
        for link in story.links
        if link.relation == "same-utterance" and link.verdict == "yes"
    }


def varn(cue, words, *act):
    return ("Ilse Varn", cue, words, *act)


TWO_UTTERANCES = [
    (
        varn("said", "the council would vote on the harbour budget in June"),
        varn("said", "the council had voted on the harbour budget in a hurry"),
    ),
    (
        varn("said", "she would meet the canal union on Tuesday"),
        varn("said", "she had met the canal union and found it stubborn"),
    ),
    (
        varn("would not say", "whom she meant by “harbour rats of the council”", "refuse"),
        varn("called", "the traders “harbour rats of the council”"),
    ),
    (
        varn("refused", "to sign the settlement with the canal union", "refuse"),
        varn("said", "the settlement with the canal union was worth reading"),
    ),
    (
        varn("asked", "whether the ministry would repair the eastern road", "ask"),
        varn("said", "the ministry would repair the eastern road"),
    ),
    (
        varn("asked", "why the ferry left the harbour without lights", "ask"),
        varn("said", "the ferry left the harbour with lights"),
    ),
    (
        varn("denied", "that the company threatened the canal workers", "deny"),
        varn("said", "the canal workers threatened the company"),
    ),
    (
        varn("said", "she did not know who opened the gates of the canal"),
        varn("said", "she did know who opened the gates of the canal"),
    ),
    (
        varn("said", "the company never paid the bakers of the valley"),
        varn("said", "the company paid the bakers of the valley"),
    ),
]


@pytest.mark.parametrize(("one", "other"), TWO_UTTERANCES)
def test_who_refuses_asks_denies_or_only_means_to_says_something_else(one, other):
    assert same(report(one), report(other)) == set()


ONE_UTTERANCE = [
    (
        varn("said", "the council would vote on the harbour budget in June"),
        varn("announced", "that the council will vote in June on the harbour budget"),
    ),
    (
        varn("refused", "to meet the canal union before the strike is over", "refuse"),
        varn("said", "she would not meet the canal union before the strike is over"),
    ),
    (
        varn("asked", "whether the ministry would repair the eastern road", "ask"),
        varn("wrote", "“Will the ministry repair the eastern road?”"),
    ),
    (
        varn("said", "the company did not pay the bakers of the valley"),
        varn("denied", "that the company did pay the bakers of the valley", "deny"),
    ),
    (
        varn("called", "it “cruel” and “useless”"),
        varn("said", "“It is cruel. It is useless. It was raised for nobody”"),
    ),
]


@pytest.mark.parametrize(("one", "other"), ONE_UTTERANCE)
def test_a_refusal_a_question_a_denial_and_single_words_are_known_by_another_cue(one, other):
    assert len(same(report(one), report(other))) == 1


NEWS, ENDED = (
    "it was “very bad news for the harbour and for the bakers”",
    "“The union has ended the talks about wages”",
)
WHOLE = (
    "“The union has ended the talks about wages. This is very bad news for the harbour and for the bakers”"
)


def test_a_whole_is_linked_with_both_its_parts_and_these_not_with_one_another():
    parts = report(varn("said", NEWS), varn("wrote", ENDED))
    assert same(parts, report(varn("wrote", WHOLE))) == {frozenset((NEWS, WHOLE)), frozenset((ENDED, WHOLE))}


def test_a_few_quoted_words_in_a_long_sentence_make_no_part():
    phrase = "the canal board and its friends in the ministry wished to keep the “private pumps” until the harvest was home"
    whole = "“We want the gauges mended, the private pumps taken away, a common register of tolls and a vote in the valley”"
    assert same(report(varn("said", phrase)), report(varn("said", whole))) == set()


def test_what_two_witnesses_without_a_name_saw_is_told_by_two():
    flood = "the flood took the mill, the bridge, the old church and eleven cows within one night of rain"
    also = "the flood took the mill, the bridge, the old church, a barn and eleven cows in one night of rain"
    one, other = report(("A resident", "said", flood)), report(("a fireman", "said", also))
    assert same(one, other, kinds={"A resident": "unnamed", "a fireman": "unnamed"}) == set()
    named = report(("Otto Brel", "said", also))
    assert same(one, named, kinds={"A resident": "unnamed"}) == {frozenset((flood, also))}


def test_a_group_called_by_one_word_says_one_thing_where_two_reports_tell_it_word_for_word():
    hero = "the boy as a hero of their quarrel with the mill"
    one = report(("Villagers", "see", hero), varn("said", "the mill was lost"))
    other = report(("Villagers", "regard", hero))
    assert frozenset((hero,)) in same(one, other, kinds={"Villagers": "group"})


def test_of_a_couple_the_long_quotation_given_to_the_other_is_one_utterance():
    words = "“We have been proud to sail with the people of the northern canal for forty years”"
    one, couple, stranger = (report((who, "said", words)) for who in ("Ilse Varn", "Rolf Varn", "Otto Brel"))
    assert len(same(one, couple)) == 1
    assert same(one, stranger) == set()
