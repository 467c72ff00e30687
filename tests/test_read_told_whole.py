"""Told words run from their own beginning to their own end; charges, warnings and threats. All names are invented."""

import pytest

from rashomon.models.spacy import SpacyParser
from rashomon.read.article import read_article
from rashomon.read.sentences import split_sentences
from rashomon.read.statements import find_statements
from rashomon.types import Article

PARSER = SpacyParser()


class Deaf:
    """A tagger that finds nothing."""

    name = "deaf"
    digest = "0"

    def tag(self, text, words, paragraphs):
        return ()


def told(text, tagger=None):
    article = Article("a", "a.txt", text, language="en")
    found = find_statements(article, *split_sentences(article, PARSER), tagger)
    return [" … ".join(span.text for span in item.content) for item in found]


def speakers(text):
    reading = read_article(Article("a", "a.txt", text, language="en"), parser=PARSER)
    names = {speaker.id: speaker.name.text for speaker in reading.speakers}
    return [names.get(item.speaker or "") for item in reading.statements]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            'Venn told the Courier that the crash was "a pity. It is one of the regrets of my life."',
            'the crash was "a pity. It is one of the regrets of my life.',
        ),
        (
            'Orsk said it was the mayor\'s idea "to wrap the rope around the pole, and pull. Not for long".',
            "it was the mayor's idea \"to wrap the rope around the pole, and pull. Not for long",
        ),
        (
            'Orsk said the launch was "totally unacceptable" and went against "the united will of the valley."',
            'the launch was "totally unacceptable" and went against "the united will of the valley',
        ),
        (
            "Venn said she had worries about the car, but that Orsk had asked her to go ahead with the scene.",
            "she had worries about the car, but that Orsk had asked her to go ahead with the scene",
        ),
        (
            'Pell said the town crew had been ordered "to prepare a plan that can counter the flood."',
            'the town crew had been ordered "to prepare a plan that can counter the flood',
        ),
    ],
)
def test_told_words_run_on_to_their_end(text, words):
    assert words in told(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Venn said the vote was rigged - something Orsk insists is not so - and void.", "the vote was rigged … and void"),
        ("Venn said the vote was rigged - a claim the board rejects.", "the vote was rigged"),
        ("Orsk says the firm hid the report, something the firm denies.", "the firm hid the report"),
    ],
)  # fmt: skip
def test_the_reports_own_remark_is_left_out_behind_a_hyphen_too(text, words):
    assert words in told(text)


@pytest.mark.parametrize(
    "words",
    [
        "the vote was rigged and something else was bought",
        "the north-south line was open",
        "the boats came back - nobody knew why",
    ],
)
def test_what_is_no_remark_is_told(words):
    assert told(f"Venn said {words}.") == [words]


def test_a_deed_behind_a_comma_tells_nothing():
    text = "Orsk said nothing had been sold, and when she asked him for a copy, he found it in a store."
    assert told(text)[0] == "nothing had been sold"
    assert not any(words.startswith("Orsk") for words in told(text))


def test_what_ends_a_source_is_no_part_of_what_it_tells():
    assert told("The talks failed, according to the Elvan Mission to the League.") == ["The talks failed"]
    assert told("Two boats sank on the way, according to Brandt on Monday.") == ["Two boats sank on the way"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The board warned residents in the valley to take cover.", "to take cover"),
        ("Norland's leader Ivo Orsk threatened to close the port.", "to close the port"),
        ("When the board saw the leak, it warned residents to take cover.", "to take cover"),
        ("Orsk has been accused by dozens of women of harassment.", "Orsk … of harassment"),
        ("The mayor accused the council of hiding the report.", "the council of hiding the report"),
    ],
)
def test_warnings_threats_and_charges_are_kept_though_a_tagger_finds_none(text, words):
    assert told(text, Deaf()) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "The storm threatened to flood the valley.",
        "It threatened to rain.",
        "The strike threatens to close the port.",
        "The noise of the wind warned residents to take cover.",
        "Venn persuaded the council to close the port.",
    ],
)
def test_things_and_deeds_put_nothing_into_words(text):
    assert told(text, Deaf()) == []


def test_the_accusers_end_before_what_they_accuse_of():
    article = Article("a", "a.txt", "Orsk has been accused by dozens of women of theft.", language="en")
    (found,) = find_statements(article, *split_sentences(article, PARSER))
    assert found.source is not None
    assert found.source.text == "dozens of women"
    assert told("Orsk was accused by the owner of the boat.") == ["Orsk"]


def test_who_speaks_through_a_spokesman_is_not_the_spokesman():
    text = (
        "Through a spokesman, Harv Orsk has denied the charge.\n"
        'A spokesman said Orsk was "sad." He left.\n"It was late," the spokesman said.'
    )
    assert speakers(text)[-1] != "Harv Orsk"


def test_a_name_before_a_clause_of_another_holds_no_office_of_it():
    text = (
        "Ivo Brandt has answered. As for the scene with Una Tarn, the director told the Courier it was over."
    )
    assert speakers(text) != ["Una Tarn"]
    text = (
        "The film was kept by Harv Orsk, both Brandt and the actress allege.\nThe actress said she was sad."
    )
    assert speakers(text)[-1] != "Harv Orsk"


def test_he_is_not_the_woman():
    text = (
        'Ivo Brandt spoke on Monday of the woman who often played in his films.\n"It was late," he admitted.'
    )
    assert speakers(text)[-1] == "Ivo Brandt"


def test_an_unsigned_commentary_is_the_papers():
    text = 'A commentary published in the Elva Courier newspaper on Friday said "no pressure works on us."'
    assert "Elva Courier" in (speakers(text)[0] or "")
    assert "column" in (
        speakers("A column published in the Elva Courier said that the town was poor.")[0] or ""
    )


@pytest.mark.parametrize(
    "accusers",
    [
        "the head of the union of dockers",
        "the ministry of defence of the republic",
        "the head of the department of health",
        "two members of the board of trustees",
        "a group of former heads of state",
        "the families of the victims of the flood",
    ],
)
def test_what_the_accusers_are_called_is_no_charge(accusers):
    assert told(f"Orsk was accused by {accusers}.") == ["Orsk"]


def test_a_charge_behind_the_accusers_tells_a_misdeed_or_a_deed():
    assert told("Orsk was accused by the mother of a victim of negligence.") == ["Orsk … of negligence"]
    assert told("Orsk was accused by members of the council of hiding a boat.") == ["Orsk … of hiding a boat"]


@pytest.mark.parametrize(
    "text",
    [
        "Asked why he left, Orsk said the mill was lost.",
        "When asked whether he would stay, Orsk said the mill was lost.",
        "Orsk, asked about the harbour, said the mill was lost.",
        "Asked what he would do, Orsk replied that the mill was lost.",
    ],
)
def test_a_question_put_to_somebody_is_none_of_his_words(text):
    assert told(text) == ["the mill was lost"]


def test_who_asks_still_asks():
    assert told("Orsk asked why the mill was lost.") == ["why the mill was lost"]
    assert told("The clerk, who had asked whether the mill was safe, left.") == ["whether the mill was safe"]


def test_an_apposition_of_the_source_is_not_told_but_a_second_object_is():
    cost = "The plan would cost 4 crowns"
    assert told(f"{cost}, according to the bank, a day after the vote.") == [cost]
    assert told(f"{cost}, according to the bank, and 3 thousand jobs.") == [f"{cost} … and 3 thousand jobs"]


def test_words_that_somebody_denies_to_have_said_are_in_no_mouth():
    assert told('Ana Bel denied she had said "he is a thief" in court.') == [
        'she had said "he is a thief" in court'
    ]
    assert told("Ana Bel did not deny that she had said the mill was lost.")[-1] == "the mill was lost"
