"""Who the people of a report are, on invented reports."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.models.spacy import SpacyParser
from rashomon.read.people import find_people
from rashomon.read.sentences import split_sentences
from rashomon.spans import holds
from rashomon.types import Article, Mention, Speaker

PARSER = SpacyParser()


def people(text: str) -> tuple[tuple[Mention, ...], tuple[Speaker, ...]]:
    article = Article("a1", "a.txt", text)
    return find_people(article, *split_sentences(article, PARSER))


def who(text: str, words: str, at: int = 0) -> str | None:
    mentions, speakers = people(text)
    names = {speaker.id: speaker.name.text for speaker in speakers}
    start = -1
    for _ in range(at + 1):
        start = text.index(words, start + 1)
    return next(
        (names.get(m.speaker or "") for m in mentions if m.span.start <= start < m.span.end and m.speaker),
        None,
    )


def test_a_title_is_the_role_and_no_part_of_the_name() -> None:
    _, speakers = people(
        "Norwegian foreign minister Tom Berg arrived in Lima. Berg said the talks went well."
    )
    [berg] = [speaker for speaker in speakers if speaker.kind == "person"]
    assert berg.name.text == "Tom Berg"
    assert berg.role is not None
    assert berg.role.text == "Norwegian foreign minister"
    assert "Berg" in berg.aliases


def test_a_surname_with_a_courtesy_title_is_the_person_told_in_full() -> None:
    assert who("Anna Holm spoke on Monday. Later, Ms. Holm left the hall.", "Ms. Holm") == "Anna Holm"


def test_an_office_told_after_the_name_is_taken_up_again() -> None:
    text = "Anna Holm, director of the institute, opened the show. The director said it was late."
    assert who(text, "The director") == "Anna Holm"


def test_two_people_of_one_surname_are_kept_apart() -> None:
    _, speakers = people("Anna Holm met Peter Holm in Oslo. Peter Holm said nothing. Anna Holm smiled.")
    assert {"Anna Holm", "Peter Holm"} <= {speaker.name.text for speaker in speakers}


def test_a_pronoun_takes_the_gender_of_a_given_name() -> None:
    text = "Anna Holm met Peter Berg in Oslo. She said that he was late."
    assert who(text, "She") == "Anna Holm"
    assert who(text, "he was") == "Peter Berg"


def test_another_official_is_not_the_first_one() -> None:
    text = "A senior official said the bridge was safe. Another official said it was not."
    assert who(text, "A senior official") != who(text, "Another official")


def test_the_official_later_is_the_one_told_before() -> None:
    text = "A senior official said the bridge was safe. The official asked not to be named."
    assert who(text, "The official") == "A senior official"


def test_a_capital_that_acts_stands_for_the_government() -> None:
    mentions, speakers = people("Norway signed the pact in May. Oslo said it would pay.")
    names = {speaker.id: speaker.name.text for speaker in speakers}
    [oslo] = [mention for mention in mentions if mention.span.text == "Oslo"]
    assert oslo.how == "metonymy"
    assert names[oslo.speaker or ""] == "Norway"


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=200))
def test_odd_text_is_read_without_a_crash_and_every_span_holds(text: str) -> None:
    article = Article("a1", "a.txt", text)
    mentions, speakers = people(text)
    assert all(holds(mention.span, article) for mention in mentions)
    assert all(holds(speaker.name, article) for speaker in speakers)


@pytest.mark.parametrize("text", ["", "Rain", "\n\n", "“", 'He said "', "😀 said 😀.", "قال الوزير إن"])
def test_a_text_of_hardly_anything_has_its_people_read(text: str) -> None:
    people(text)


def test_a_name_beside_what_it_is_called_is_that_newspaper() -> None:
    mentions, speakers = people(
        "On Tuesday, a Norwegian newspaper, Hanva Inbo, reported that the dam was safe."
    )
    [paper] = [speaker for speaker in speakers if speaker.name.text == "Hanva Inbo"]
    assert paper.kind == "organisation"
    assert {m.speaker for m in mentions if "newspaper" in m.span.text} == {paper.id}


def test_two_nouns_of_one_source_are_one_source() -> None:
    text = "Most teachers and officials agree that the school cannot open."
    assert who(text, "officials") == who(text, "teachers") == "Most teachers and officials"


def test_two_nouns_of_two_sentences_are_two_sources() -> None:
    text = "Teachers said no and officials said yes."
    assert who(text, "officials") != who(text, "Teachers")


def test_the_newspaper_before_its_name_is_the_paper_and_so_is_the_newspaper_later() -> None:
    text = (
        "The Harbour Press reported a fire. The newspaper Elva Ilbo said the ferry would sail. "
        "The newspaper said the dike held."
    )
    assert who(text, "The newspaper", 0) == "Elva Ilbo"
    assert who(text, "The newspaper", 1) == "Elva Ilbo"


def test_a_name_before_newspaper_is_the_papers() -> None:
    assert who("The Elva Gazette newspaper said the dike held.", "newspaper") == "Elva Gazette"


def test_a_ministry_is_named_with_its_state_and_is_one_however_its_owner_is_told() -> None:
    text = "Ostvale's Foreign Ministry said the road was open. The Foreign Ministry gave no reason."
    assert who(text, "Foreign Ministry", 1) == "Ostvale's Foreign Ministry"
    behind = (
        "The Foreign Ministry of Ostvale denied the report. Later the foreign ministry said it was wrong."
    )
    assert who(behind, "the foreign ministry") == "Foreign Ministry of Ostvale"


def test_a_ministry_without_an_owner_is_nobodys_where_two_states_have_one() -> None:
    text = "Norway's Foreign Ministry and Denmark's Foreign Ministry spoke. The Foreign Ministry was silent."
    assert who(text, "Foreign Ministry", 2) == "Foreign Ministry"


def test_what_a_minister_is_in_charge_of_is_no_body() -> None:
    _, speakers = people("Ostvale's Water Minister Dario Pell met Hanna Lind. Pell said it was fine.")
    assert not [speaker for speaker in speakers if "Water" in speaker.name.text]


def test_an_office_that_two_told_before_share_is_neither_ones() -> None:
    two = "Anna Holm, director of the mint, met Tom Berg, director of the water board. The director said it was late."
    assert who(two, "The director") == "The director"
    told = "Anna Holm, director of the mint, met Tom Berg, director of the water board. The water board director left."
    assert who(told, "The water board director") == "Tom Berg"


def test_a_spokesman_for_a_president_is_not_the_president() -> None:
    text = "A spokesman for Ostvale President Ulf Brandt said it rained. “It pours,” his spokesman said. Brandt slept."
    assert who(text, "A spokesman") == "A spokesman for Ostvale President Ulf Brandt"
    assert who(text, "Brandt slept") == "Ulf Brandt"


@pytest.mark.parametrize(
    "source", ["A spokesperson for Brandt's office", "A member of Ana Holm's rescue crew"]
)
def test_who_serves_somebody_named_with_a_possessive_is_not_that_person(source: str) -> None:
    assert who(f"{source} said it rained. Ulf Brandt and Ana Holm slept.", source) == source


def test_the_place_of_an_office_is_no_part_of_the_name_after_it() -> None:
    assert who("Mayor of Elva Ana Holm said it rained.", "Mayor") == "Ana Holm"


def test_an_official_named_in_the_next_words_is_that_person() -> None:
    assert (
        who("It rained, wrote an Elva town official named Ana Holm.", "an Elva town official") == "Ana Holm"
    )


def test_who_holds_an_office_right_after_the_name_is_a_person() -> None:
    text = "Qadoura Fares, chairman of the Elva Club, said it rained. He left."
    assert who(text, "He left") == "Qadoura Fares"


def test_a_description_between_two_names_is_of_one_of_them_only() -> None:
    text = "Martin Keller, the younger brother of the leader of the union, Edmund Brandt, left on Monday."
    mentions, _ = people(text)
    of_one_span = [m for m in mentions if "younger brother" in m.span.text]
    assert len({m.speaker for m in of_one_span}) == 1
    assert len({m.span for m in mentions}) == len(mentions)


def test_a_surname_stays_with_whom_the_report_calls_so_though_a_father_is_named_between() -> None:
    text = (
        "Karl Brandt arrived on Monday. Brandt met the union, and Brandt thanked it. He has often told of the wish of his father,"
        " Otto Brandt, for peace. On Friday Brandt goes home."
    )
    assert who(text, "Brandt goes") == "Karl Brandt"
    fresh = "Karl Brandt resigned. Brandt said he was tired, and Brandt left. The new mayor is Otto Brandt. Brandt will start at once."
    assert who(fresh, "Brandt will") == "Otto Brandt"
    heir = "Karl Brandt ran the mill. Brandt died, and Brandt was mourned. His daughter, Mara Brandt, runs it now. Brandt will sell it."
    assert who(heir, "Brandt will") == "Mara Brandt"


def test_the_second_part_of_a_name_is_its_own_though_it_looks_like_a_preposition() -> None:
    text = "The mayor will meet on Friday in the week ahead with Northern President Boon Dae-in at a summit in Orsk. Boon Dae-in."
    _, speakers = people(text)
    assert {s.name.text for s in speakers if s.kind == "person"} == {"Boon Dae-in"}


@pytest.mark.parametrize(
    "tail", ["-backed plan failed", "-style plan failed", "-led group failed", "-era plan failed"]
)
def test_what_a_hyphen_makes_of_a_name_is_no_part_of_it(tail: str) -> None:
    _, speakers = people(f"Ines Tarrow came to Orsk. The Ines Tarrow{tail} on Monday.")
    assert {s.name.text for s in speakers if s.kind == "person"} <= {"Ines Tarrow"}


def test_whom_a_denial_names_is_who_denies_and_whom_a_verdict_names_is_not_the_judge() -> None:
    assert who("Karl Keller said Jan Brandt denied that he had met the bishop.", "he had") == "Jan Brandt"
    assert who("Karl Keller said Jan Brandt ruled that he was innocent.", "he was") == "Karl Keller"
