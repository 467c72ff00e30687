import pytest

from rashomon.models.spacy import SpacyParser
from rashomon.read.acts import _judged
from rashomon.read.sentences import split_sentences
from rashomon.read.statements import find_statements
from rashomon.types import Article

PARSER = SpacyParser()


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Orla Venn said the bridge was closed.", "say"),
        ("Orla Venn said she and Tarik Boll agreed to close the bridge.", "claim-agreement"),
        ('"We have agreed that the bridge must close," Venn said.', "claim-agreement"),
        ("Venn denied that the bridge was unsafe.", "deny"),
        ("Venn rejected the accusation that the bridge was unsafe.", "deny"),
        ("Venn dismissed fears that the bridge was unsafe.", "deny"),
        ("Venn rejected the warning that the bridge was unsafe.", "deny"),
        ("Venn dismissed hopes that the bridge would open.", "deny"),
        ("Venn dismissed doubts that the bridge would open.", "believe"),
        ('"If the story does not square with the facts, we will say so," Venn said.', "say"),
        ("Venn rejected a promise to pay for the bridge.", "refuse"),
        ("Venn rejected a demand that the bridge be closed.", "refuse"),
        ("Venn repeated the claim that the bridge was unsafe.", "say"),
        ('"There was no agreement on the bridge," the official said.', "deny"),
        ("Venn said there will be no decision on the bridge without the village.", "say"),
        ("Venn said there is no peace without a bridge.", "say"),
        ("Venn demanded that the bridge be closed.", "demand"),
        ("Venn urged the council to close the bridge.", "demand"),
        ("Venn called for an inquiry into the bridge.", "demand"),
        ("Venn proposed closing the bridge for a year.", "propose"),
        ("Venn promised to close the bridge.", "promise"),
        ("Venn accused the council of hiding the truth.", "accuse"),
        ("Venn warned that the bridge could fall.", "warn"),
        ("Venn refused to close the bridge.", "refuse"),
        ("Venn declined to comment on the bridge.", "refuse"),
        ("Venn did not specify when the bridge would open.", "refuse"),
        ("Venn praised the workers for their courage.", "praise"),
        ("Venn asked whether the bridge was safe.", "ask"),
        ("Venn believes that the bridge is safe.", "believe"),
        ("The ministry is worried that the bridge will fall.", "believe"),
        ("Venn expressed fears that the bridge would fall.", "believe"),
        ('"They do not have to close the bridge," Venn said.', "say"),
        ('"They have to close the bridge," Venn said.', "demand"),
        ('"Farmers are going to have to close the bridge," Venn said.', "say"),
        ('"Nobody needs to close the bridge," Venn said.', "say"),
        ('"The bridge will hold, it has to hold," Venn said.', "say"),
        ("Venn said the builders must have known.", "say"),
        ('"There are questions that must be answered," Venn said.', "say"),
        ('"I have to say I am sad," Venn said.', "say"),
        ("Venn said the village must be told.", "demand"),
        ("Closure, which the council has said must come first, is far away.", "demand"),
        ('"The village has yet to close the bridge," Venn said.', "say"),
        ("The bridge is a matter that Venn said must be on the table.", "demand"),
        ("Venn insists the bridge is not leaking.", "deny"),
        ("Hale maintained that he never met the engineer.", "deny"),
        ("Hale insisted she would not resign.", "say"),
        ("Venn said it was not true that the bridge leaked.", "deny"),
        ("Venn said the report was not true.", "deny"),
        ('Venn said that charges of barges carrying stolen timber "do not correspond to reality."', "deny"),
        ("Venn said the charges do not cover the cost.", "say"),
        ('"The bridge you have mentioned simply does not exist yet on the map," Venn said.', "say"),
        ("Venn described the report as false.", "deny"),
        ("Venn rejected the report as false.", "deny"),
        ("Venn said he did not know who closed the bridge.", "say"),
        ("Venn said there was no doubt about the bridge.", "say"),
        ("Venn said there are no good ways to close the bridge.", "say"),
        ("Venn agrees that the bridge is old.", "say"),
        ("Venn agreed that the bridge must close.", "claim-agreement"),
        ("Ulf Brandt called the missile launch a reckless act.", "accuse"),
        ("Venn did not rule out that the bridge would close.", "say"),
        ("The plan was described by Venn as a gift.", "say"),
        ("Venn's claim that the bridge was safe angered many.", "say"),
    ],
)
def test_the_act_of_a_sentence_is_read(text, act):
    article = Article("a", "a.txt", text, language="en")
    found = find_statements(article, *split_sentences(article, PARSER))
    assert [statement.act for statement in found] == [act], [(s.act, s.content) for s in found]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ('Venn called the plan "superb news" for the valley.', "praise"),
        ('Hale said the plan was "a disgraceful trick".', "accuse"),
        ("Venn said the plan was not great.", "say"),
        ("Venn said the plan was ready.", "say"),
    ],
)
def test_a_judgement_in_the_words_makes_praise_or_blame_of_plain_speech(text, act):
    article = Article("a", "a.txt", text, language="en")
    found = find_statements(article, *split_sentences(article, PARSER))
    assert [statement.act for statement in found] == [act]


@pytest.mark.parametrize(
    "said",
    [
        "This never happened under my rule",
        "None of this has happened yet",
        "The army has done no such thing since 1990",
        "The story is not accurate enough",
        "That is not the case with wool",
        "It is false economy",
        "The novel does not square with reality",
        "Such people do not exist in Orsk",
    ],
)
def test_what_has_more_to_it_than_that_it_is_not_so_is_no_denial(said):
    article = Article("a", "a.txt", f"{said}, Venn said.", language="en")
    assert [s.act for s in find_statements(article, *split_sentences(article, PARSER))] == ["say"]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ('"If they open the bridge, they will pay a price like no town has paid," Venn said.', "warn"),
        ('Venn said the firm would face "fire and fury" if it opened the bridge.', "warn"),
        ('"If it rains, we will face the Reds on Sunday," Venn said.', "say"),
        ('"If they win, they will lose nothing," Venn said.', "say"),
        ("Venn said the bridge would face a flood if it rained.", "say"),
        ("Venn insisted the board apologize to the town.", "demand"),
        ("Venn insisted that the board apologizes every year.", "say"),
        ("Venn suggested that Boll leave the town.", "propose"),
        ("Venn suggested Boll leaves early every day.", "say"),
        ("The board advised residents to boil water.", "propose"),
        ("The board advised that the water was safe.", "say"),
        ('Venn called the town "a special place."', "say"),
        ('Venn called for "a special place."', "demand"),
        ('"I remember it. It was late. When did that go away?" Venn said.', "say"),
        ('"Who knew? Who paid? Who hid it?" Venn said.', "ask"),
        ("Venn said any allegations of theft are categorically denied by Boll.", "deny"),
        ("Venn said there were no immediate reports of damage.", "say"),
        ("Venn said the reports were denied entry.", "say"),
        ('Venn said they had done "a great deal for the bridge".', "say"),
        ('Venn said the plan was "a sham".', "accuse"),
        ("Venn said a criminal investigation was open.", "say"),
        ("Venn said failing to check the bridge was sad.", "say"),
        ('"I explained that the three boards agreed it was open," Venn said.', "say"),
    ],
)
def test_the_words_decide_where_the_cue_leaves_it_open(text, act):
    article = Article("a", "a.txt", text, language="en")
    assert [s.act for s in find_statements(article, *split_sentences(article, PARSER))] == [act]


def test_what_is_quoted_without_a_word_is_only_said():
    assert _judged("…") == _judged("") == "say"


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ('"If you open it, you will pay a price," Venn said.', "warn"),
        ('"If you are ill you will not suffer," Venn said.', "say"),
        ('"If the dam holds, no one will face punishment," Venn said.', "say"),
        ('"If we train hard, they will regret nothing," Venn said.', "say"),
        ('"There were no survivors," Venn said.', "say"),
        ('"There was no damage," Venn said.', "say"),
        ('"There was no leak," Venn said.', "deny"),
    ],
)
def test_a_threat_harms_somebody_and_a_denial_denies_a_deed(text, act):
    article = Article("a", "a.txt", text, language="en")
    assert [item.act for item in find_statements(article, *split_sentences(article, PARSER))] == [act]


def test_who_denies_saying_it_denies():
    article = Article("a", "a.txt", 'Venn denied saying "he is a thief" in court.', language="en")
    assert {item.act for item in find_statements(article, *split_sentences(article, PARSER))} == {"deny"}
