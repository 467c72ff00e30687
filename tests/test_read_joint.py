"""Several who speak as one, on invented reports."""

from rashomon.models.spacy import SpacyParser
from rashomon.read.article import read_article
from rashomon.types import Article, Speaker

PARSER = SpacyParser()


def speakers(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Name the speaker of each statement with the members of the group it may be."""
    reading = read_article(Article("a1", "a.txt", text, language="en"), parser=PARSER)
    known: dict[str, Speaker] = {speaker.id: speaker for speaker in reading.speakers}
    told = [known[statement.speaker] for statement in reading.statements if statement.speaker]
    return [(s.name.text, tuple(known[member].name.text for member in s.members)) for s in told]


def test_two_people_joined_by_and_speak_as_a_group_of_both() -> None:
    text = "Anna Holm met Peter Lund in the harbour. Holm and Lund said the bridge would open in May."
    assert speakers(text) == [("Holm and Lund", ("Anna Holm", "Peter Lund"))]


def test_both_is_no_part_of_the_name_of_two_countries() -> None:
    text = "The lake lies between them. Both Norway and Sweden said the lake was clean."
    assert speakers(text) == [("Norway and Sweden", ("Norway", "Sweden"))]


def test_a_person_and_an_office_told_of_them_are_one() -> None:
    text = "Anna Holm, a teacher and founder of the choir, said the bridge would open in May."
    assert speakers(text) == [("Anna Holm", ())]


def test_both_men_are_the_two_told_just_before() -> None:
    text = (
        "Peter Lund and Stefan Berg walked the dike for an hour. Both men said the dike would hold. "
        "The minister was away."
    )
    assert speakers(text) == [("Both men", ("Peter Lund", "Stefan Berg"))]


def test_both_countries_are_no_two_people() -> None:
    text = "Peter Lund and Stefan Berg walked the dike for an hour. Both countries said the dike would hold."
    assert speakers(text) == [("Both countries", ())]


def test_they_are_the_two_who_spoke_together() -> None:
    text = (
        "Some farmers watched. Anna Holm and Peter Lund said the bridge would open in May. "
        "They said the toll would be low."
    )
    assert speakers(text)[1] == ("Anna Holm and Peter Lund", ("Anna Holm", "Peter Lund"))


def test_two_kinds_of_officials_are_one_source_told_whole() -> None:
    text = "Norwegian and Swedish officials said the lake was clean."
    assert speakers(text) == [("Norwegian and Swedish officials", ())]


def test_envoys_of_two_countries_are_no_group_of_a_country() -> None:
    text = "The envoys of Norway and Sweden said the lake was clean."
    assert speakers(text) == [("The envoys of Norway and Sweden", ())]
