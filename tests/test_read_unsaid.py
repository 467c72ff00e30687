"""What puts no words in a mouth, and who it is that speaks. Every text here is invented."""

import pytest

from rashomon.models.spacy import SpacyParser
from rashomon.read.article import read_article
from rashomon.read.sentences import split_sentences
from rashomon.read.statements import find_statements
from rashomon.types import Article

PARSER = SpacyParser()


def article(text):
    return Article("a", "a.txt", text, language="en")


def told(text):
    found = find_statements(article(text), *split_sentences(article(text), PARSER))
    return [(s.source.text if s.source else None, " … ".join(c.text for c in s.content)) for s in found]


def names(text):
    reading = read_article(article(text), parser=PARSER)
    by_id = {speaker.id: speaker.name.text for speaker in reading.speakers}
    return [by_id.get(statement.speaker or "") for statement in reading.statements]


@pytest.mark.parametrize(
    "text",
    [
        "The letters show that Orr had two standards.",
        "Orr alluded to the fire.",
        "Orr appeared to refer to Councillor Ann Pell, who ran the board.",
        "Pell dismissed the lawsuit the following month.",
        "The crowd was angered by the guards' refusal to react.",
        "The release comes as Pell, who was dismissed by Orr last year, is on a tour.",
        "The domains were bought by a firm called Tarn Capital.",
        "Throughout a heavily scripted series of meetings, Orr and Pell underscored their ties.",
        "Because of the storm that closed the bridge, the mayor said.",
        "Ann Pell's remarks suggested that the mill would close in May.",
        "The minister's comments implied the talks had failed.",
    ],
)
def test_a_deed_a_sign_and_a_mere_name_are_no_statement(text):
    assert told(text) == []


def test_whoever_is_spoken_of_as_something_is_told_with_it():
    assert told('Mayor Orr referred to Pell as "the Pirate".') == [("Mayor Orr", 'Pell as "the Pirate"')]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Pell dismissed the lawsuit as a stunt.", "the lawsuit as a stunt"),
        ("Pell dismissed the report.", "the report"),
        ("Because the bridge was closed, people swam, the mayor said.", "Because the bridge was closed, people swam"),
        ("The harbour, which Orr built, is shut, the mayor said.", "The harbour, which Orr built, is shut"),
        ("To fix the bridge will take years, the mayor said.", "To fix the bridge will take years"),
        ("There is no plan, the mayor said.", "There is no plan"),
        ("What he did was wrong, the mayor said.", "What he did was wrong"),
        ("According to Pell, who runs the port, the ships are late.", "the ships are late"),
        ("The ships are late, according to Pell, who runs the port.", "The ships are late"),
    ],
)  # fmt: skip
def test_what_is_said_is_read_whole(text, content):
    assert [what for _, what in told(text)] == [content]


def test_a_told_clause_with_quoted_words_is_one_statement():
    text = 'The company adds that the same firm, Orbis, "has looked into both events and found no link."'
    assert told(text) == [
        ("The company", 'the same firm, Orbis, "has looked into both events and found no link')
    ]


def test_a_quotation_behind_the_colon_of_a_told_clause_goes_on_with_it():
    text = 'Orr told Pell that he had doubts about the plan: "It is a serious mistake."'
    assert told(text) == [("Orr", 'he had doubts about the plan: "It is a serious mistake."')]


def test_a_quotation_behind_a_colon_and_a_comma_alone_stays_itself():
    assert told('Orr said: "It is a mistake."') == [("Orr", "It is a mistake.")]
    assert told('She added that, "In the end, we vote."') == [("She", "In the end, we vote.")]


def test_who_called_it_a_sham_goes_on_saying():
    text = 'Dorn called the verdict a "show trial" saying the court dug up old cases.'
    assert told(text) == [("Dorn", 'the verdict a "show trial"'), ("Dorn", "the court dug up old cases")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The 1970 Fair Trade Act, signed by Mayor Orr, says firms may not sell the data.", "The 1970 Fair Trade Act"),
        ("Top board staff in a briefing with reporters acknowledged that the ban was over.", "Top board staff"),
        ("The dossier, compiled by a former guard and paid for by the town, says Orr lied.", "The dossier"),
    ],
)  # fmt: skip
def test_a_speaker_is_named_without_what_is_told_of_it(text, name):
    assert names(text) == [name]


def test_no_month_speaks():
    text = "The family of a lawmaker who has been jailed since July said her detention was extended."
    assert "July" not in names(text)


def test_what_was_not_done_but_something_else_instead_says_nothing():
    text = (
        "Instead of being warned about the faulty valves, the mayor opened a fair. He warned about the cold."
    )
    assert [content for _, content in told(text)] == ["the cold"]


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        (
            "The barge sank on Monday, the Tarn Courier reported, citing two port officials.",
            [("the Tarn Courier", "The barge sank on Monday")],
        ),
        ("The mayor resigned, citing his health.", [("The mayor", "his health")]),
        ("Pell suggested that the mill would close.", [("Pell", "the mill would close")]),
        (
            "The engineer's report suggested that the valve had burst.",
            [("The engineer's report", "the valve had burst")],
        ),
    ],
)
def test_who_is_cited_is_not_what_is_said_and_a_reading_of_remarks_is_the_reports_own(text, statements):
    assert told(text) == statements


def test_whom_an_outlet_opens_with_tells_and_the_outlet_only_passes_it_on():
    text = "Citing port officials, the Tarn news agency reports that the barge sank on Monday."
    (found,) = find_statements(article(text), *split_sentences(article(text), PARSER))
    assert found.source
    assert found.via
    assert (found.source.text, found.via.text) == ("port officials", "the Tarn news agency")


@pytest.mark.parametrize(
    "text",
    [
        "Citing a rise in costs, the Tarn news agency reports that the mill closed.",
        "Citing officials, Pell said that the mill closed.",
        "Citing officials, the Tarn news agency denied that the mill closed.",
    ],
)
def test_an_outlet_that_cites_no_people_and_a_speaker_who_cites_keep_their_words(text):
    found = find_statements(article(text), *split_sentences(article(text), PARSER))
    assert all(item.source and item.source.text in {"the Tarn news agency", "Pell"} for item in found)
    assert any("mill closed" in item.content[0].text for item in found)


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ('The harbour master called on Norland to "open its docks at once".', "Norland"),
        ("The council urged Norland to open the docks.", "Norland"),
        ("The board ordered the gates to be closed.", None),
        ("The board asked for the gates to be closed.", None),
        ("Pell called on Friday for Norland to open its docks.", None),
    ],
)
def test_whom_somebody_asks_to_act_is_spoken_to(text, to):
    found = find_statements(article(text), *split_sentences(article(text), PARSER))
    assert {item.to.text if item.to else None for item in found} <= {to}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Orr said “the old mill is not safe,” and that the board “knew it all along.”", "knew it all along"),
        ("Orr said “if they do not pay for it,” they would be sent away.", "would be sent away"),
    ],
)
def test_a_quotation_ends_only_where_the_report_goes_on(text, said):
    assert any(said in content for _, content in told(text))


def test_a_quotation_ends_before_what_happened_next():
    text = "Only hours after Orr said “we cannot keep the gates shut for ever,” a large barge came crashing through the lock."
    assert {content for _, content in told(text)} == {"we cannot keep the gates shut for ever"}


@pytest.mark.parametrize(
    "text",
    [
        "Venn may reject the claim that the bridge was unsafe.",
        "Venn refused to dismiss the claim that the bridge was unsafe.",
        "Venn plans to reject the accusation that the bridge was unsafe.",
        "Venn did not deny the claim that the bridge was unsafe.",
        "Nobody rejected the claim that the bridge was unsafe.",
        "Neither Venn nor Pell dismissed the allegation that the bridge was unsafe.",
        "If Venn rejects the accusation that the bridge was unsafe, the board will sue.",
        "Did Venn reject the claim that the bridge was unsafe?",
        "Not a single Dutch report that the bridge was unsafe was true.",
    ],
)
def test_a_telling_that_nobody_has_turned_down_yet_is_neither_denied_nor_told(text):
    assert all(content != "the bridge was unsafe" for _, content in told(text))


def test_who_answers_a_charge_claims_something():
    text = "Venn denied charges of fraud claiming he was ill."
    assert ("Venn", "he was ill") in told(text)


def test_a_call_on_a_day_is_made_to_nobody_and_asks_for_nothing():
    assert told("He called on Friday to complain about the noise.") == []
    assert told("He called on Norland to open its docks.") == [("He", "Norland to open its docks")]


@pytest.mark.parametrize(
    "text",
    [
        "The lack of guards implies that the port is unsafe.",
        "The silence at the mill suggests the talks have failed.",
        "Many townspeople supported the plan to sell the port.",
        "Most skippers opposed the plan to fence the quay, though they paid.",
    ],
)
def test_what_a_report_reads_out_of_things_and_crowds_is_nobodys_statement(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The report suggests that the mill will close.", "the mill will close"),
        ("Officials implied that the mill would close.", "the mill would close"),
        ("Ivo Fenn recalled being locked out of the mill.", "being locked out of the mill"),
        ("The cook claimed to have been beaten by guards.", "to have been beaten by guards"),
        ("The mayor supported the plan to sell the port.", "the plan to sell the port"),
    ],
)
def test_what_people_and_documents_tell_is_kept(text: str, said: str) -> None:
    assert [content for _, content in told(text)] == [said]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The inquiry suggested that the mill would close.", "the mill would close"),
        ("The autopsy suggests that Pell drowned.", "Pell drowned"),
        ("The family suggested that the boat had been lost.", "the boat had been lost"),
        ("The city implied that the land was sold.", "the land was sold"),
        ("More than 60 lawmakers opposed the sale of the port.", "the sale of the port"),
        ("Most lawmakers opposed the sale of the port.", "the sale of the port"),
        ("Many doctors opposed the sale of the port.", "the sale of the port"),
        ("Several nurses opposed the sale of the port.", "the sale of the port"),
    ],
)
def test_what_an_inquiry_lawgivers_and_a_few_people_tell_is_kept(text: str, said: str) -> None:
    assert [content for _, content in told(text)] == [said]


def test_who_says_no_more_does_so_himself() -> None:
    text = "The bank said it had paid the fine but refused to answer questions."
    assert [content for _, content in told(text)] == ["it had paid the fine", "to answer questions"]
    text = "Orr said the bank failed and refused to speak of the loan."
    assert told(text)[0][1] == "the bank failed and refused to speak of the loan"


@pytest.mark.parametrize(
    "text",
    [
        "She said they left the hall but refused to speak.",
        "He said she came and refused to answer.",
        "Orr said that his neighbour saw the thief but refused to identify him.",
    ],
)
def test_who_refuses_to_answer_may_be_whom_it_is_told_of(text: str) -> None:
    assert "refuse" in told(text)[0][1]


def test_a_thing_told_of_refuses_no_answer() -> None:
    said = told("Orr said the dam was old but declined to comment on the leak.")
    assert said == [("Orr", "the dam was old"), ("Orr", "to comment on the leak")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Pell promised a march on Monday for peace.", "a march on Monday for peace"),
        ("Orr demanded a vote on Friday of the whole board.", "a vote on Friday of the whole board"),
        ("The mayor opposed the march on Sunday for peace.", "the march on Sunday for peace"),
    ],
)
def test_the_day_of_what_is_promised_or_opposed_stays_in_it(text: str, said: str) -> None:
    assert [content for _, content in told(text)] == [said]


@pytest.mark.parametrize("day", ["on Monday", "last month", "in March"])
def test_the_day_of_an_accusation_is_no_part_of_it(day: str) -> None:
    assert told(f"The minister accused the mill {day} of cheating its cooks.") == [
        ("The minister", "the mill … of cheating its cooks")
    ]


def test_the_day_of_what_is_condemned_stays_in_it() -> None:
    said = "The mayor denounced the strike of last week."
    assert told(said) == [("The mayor", "the strike of last week")]


def test_who_put_words_into_another_language_did_not_say_them() -> None:
    assert names('The cook was "very much ashamed", according to a rendering by the Elva Herald.') == [None]


def test_a_brother_of_somebody_named_is_not_that_one() -> None:
    assert names("A spokesman, Ivo Fenn's brother, said the boat was safe.") == ["A spokesman"]
    assert names("A spokesman, Ivo Fenn, said the boat was safe.") == ["Ivo Fenn"]


def test_a_body_with_for_in_its_name_keeps_it_before_its_spokesman() -> None:
    assert names("A Bread for Elva spokesman said the boat was safe.") == ["A Bread for Elva spokesman"]
