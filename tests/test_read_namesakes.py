"""Two people of one surname in one report, of whom it calls one by the surname alone."""

import pytest

from rashomon.group.speakers import join_speakers
from rashomon.models.spacy import SpacyParser
from rashomon.read.article import read_article
from rashomon.types import Article

PARSER = SpacyParser()
HEAD = "Drought talks open\nPublished April 4, 2031\n"


def who_said(*texts):
    articles = [Article(str(number), str(number), HEAD + text) for number, text in enumerate(texts)]
    readings = [read_article(article, parser=PARSER) for article in articles]
    speakers, became, _ = join_speakers(readings)
    names = {speaker.id: speaker.name.text for speaker in speakers}
    return [
        {s.content[0].text: names[became[s.speaker]] for s in reading.statements if s.speaker}
        for reading in readings
    ]


def test_a_spouse_named_in_full_beside_the_surname_is_not_whom_the_surname_means():
    said = who_said(
        "President Keller warned farmers on Tuesday. Keller and first lady Ida Keller welcomed the envoy. "
        '"The wells are empty," Keller said.\n',
    )
    assert said[0]["The wells are empty"] == "Keller"


def test_a_surname_alone_is_its_bearers_of_another_report_and_not_his_wifes():
    said = who_said(
        'Mr. Keller came late. Mr. Keller was joined by his wife, Ida Keller. "It is cold," Mr. Keller said.\n',
        'Otto Keller, the president, came late. "It is cold," Keller said.\n',
    )
    assert said[0]["It is cold"] == said[1]["It is cold"] == "Otto Keller"


def test_a_courtesy_title_tells_that_the_wife_is_meant():
    said = who_said(
        "Mr. Keller came late. Mr. Keller was joined by his wife, Ida Keller. Mrs. Keller said that it was cold.\n",
    )
    assert said[0]["it was cold"] == "Ida Keller"


@pytest.mark.parametrize(
    "text",
    [
        "The mayor's wife, Ida Keller, opened the bridge. Keller said that it was cold.\n",
        "Ida Keller, the mayor of Lund, opened the bridge. Keller said that it was cold.\n",
        "Keller was late. Ida Keller, a singer and a mother of two, opened the bridge. Keller said that it was cold.\n",
    ],
)
def test_a_surname_that_stood_alone_for_nobody_before_is_the_one_bearers(text):
    assert who_said(text)[0]["it was cold"] == "Ida Keller"
