"""The head of a report: headline, standfirst, date, picture, dateline. All names and events are invented."""

import pytest

from rashomon.read.body import mark_body
from rashomon.types import Article

LEAD = (
    "PORT ELVA, Norland — The ministers of Norland and Vestria met for three hours in Port Elva on Tuesday and agreed to keep talking, "
    "officials on both sides said."
)
NEWS = (
    "Minister Ana Belkor told reporters that the talks had been useful, but that nobody had signed anything so far.",
    "The border between the two countries has been closed since a dispute about fishing rights began in the spring.",
)
HEADLINE = "Ministers of Norland and Vestria talk on about the closed border"
STAMP = "Published April 24, 2031"


def marks(kind: str, *lines: str) -> list[str]:
    article = mark_body(Article("a1", "a.txt", "\n".join(lines), language="en"))
    return [mark.span.text for mark in article.marks if mark.kind == kind]


def test_between_the_date_and_the_dateline_stands_a_picture() -> None:
    picture = "Minister Ana Belkor and her husband, Jon Orsk, welcomed the guests from Vestria to the town hall on Tuesday."
    assert marks("caption", HEADLINE, STAMP, picture, LEAD, *NEWS) == [picture]


def test_between_the_headline_and_the_dateline_the_first_line_is_a_standfirst() -> None:
    standfirst = "It looks as if nobody in Port Elva had read the letter of the skippers."
    picture = (
        "Minister Ana Belkor tried to keep the guests from Vestria in Port Elva for a second day this week."
    )
    assert marks("caption", HEADLINE, standfirst, LEAD, *NEWS) == []
    assert marks("caption", HEADLINE, standfirst, picture, LEAD, *NEWS) == [picture]


def test_without_a_dateline_the_first_sentence_stays() -> None:
    first = "Minister Ana Belkor welcomed the guests from Vestria to the town hall of Port Elva on Tuesday."
    assert marks("caption", HEADLINE, STAMP, first, *NEWS) == []


def test_what_a_film_is_called_below_the_date_is_no_report() -> None:
    title = "Belkor claims skippers do not pay in closed letters."
    assert marks("caption", HEADLINE, STAMP, title, *NEWS) == [title]


@pytest.mark.parametrize(
    "line",
    [
        "The talks have ended.",
        "The minister keeps her word and stays.",
        "Nobody signs anything in the first year.",
        "It rains again in Port Elva this week.",
        "Skippers are angry with both ministers now.",
        "Skippers said no to both ministers again.",
        "Ana Belkor has won her seat in Port Elva.",
        "Prices rose in Port Elva again in May.",
        "Ana Belkor won her seat in Port Elva.",
        "“Skippers pay nothing for lost boats here.”",
        "Why do skippers pay twice for lost boats?",
        "Skippers met ministers in Port Elva on Tuesday.",
    ],
)
def test_a_short_first_sentence_below_the_date_stays(line: str) -> None:
    assert marks("caption", HEADLINE, STAMP, line, *NEWS) == []


@pytest.mark.parametrize(
    "head",
    [
        (
            "Norland and Vestria sue skippers and council, alleging plot over closed border.",
            "The council denies all of it.",
        ),
        (
            "Norland halts work on northern banks: state radio.",
            "Orlo also plans to shut its last dock in spring.",
        ),
    ],
)
def test_a_closed_headline_stands_over_a_standfirst(head: tuple[str, str]) -> None:
    assert marks("headline", *head, LEAD, *NEWS) == [head[0]]


@pytest.mark.parametrize(
    "headline",
    [
        "DESPERATION: Skippers sue council over closed harbour of Port Elva.",
        "Norland says the ferry left ‘half empty’ from the northern banks. Orlo counts the passengers otherwise.",
    ],
)
def test_the_line_over_the_date_is_the_headline(headline: str) -> None:
    assert marks("headline", headline, "elvacourier.com, June 3, 2031", *NEWS) == [headline]


@pytest.mark.parametrize(
    "first",
    [
        "The ferry of Port Elva is lost.",
        "A light over the harbour is news again in Port Elva.",
        "Ana Belkor has given up her seat.",
        "At least five skippers are lost after the storm.",
        "In Port Elva nobody sleeps.",
        "(NWA) How does a ferry leave its harbour without a crew?",
    ],
)
def test_the_first_sentence_of_a_report_is_no_headline(first: str) -> None:
    assert marks("headline", first, *NEWS) == []


def test_the_page_over_a_report_names_the_outlet() -> None:
    text = "\n".join(
        (
            HEADLINE,
            "elvacourier.com, January 1, 2031",
            *NEWS,
            "Copyright 2031 Norland Wire. All rights reserved.",
        )
    )
    outlet = mark_body(Article("a1", "a.txt", text, language="en")).outlet
    assert outlet is not None
    assert outlet.name == "elvacourier.com"


def test_a_hyphen_behind_the_agency_ends_a_dateline() -> None:
    lead = "PORT ELVA (Norland Wire)-The ministers met for three hours on Tuesday and agreed to keep talking, officials said."
    assert marks("dateline", HEADLINE, lead, *NEWS) == ["PORT ELVA (Norland Wire)-"]


@pytest.mark.parametrize(
    "rows",
    [
        ("18:40 The harbour master has closed the port", "18:32 The first trees have come down in Orsk"),
        ("The tide goes out and takes the boats", "The tide comes in without them"),
        (
            "Polls opened at seven in the north, with rain over most of the country",
            "Turnout by noon was 31 per cent, up from 24 per cent four years ago",
        ),
    ],
)
def test_below_the_headline_of_a_text_without_full_stops_stands_its_first_line(rows: tuple[str, ...]) -> None:
    assert marks("caption", HEADLINE, *rows, *NEWS) == []


def test_what_somebody_said_above_the_dateline_is_no_picture() -> None:
    told = "The ministers will not meet again before the autumn, two officials of Vestria said on Tuesday."
    assert marks("caption", HEADLINE, STAMP, told, LEAD, *NEWS) == []


def test_by_and_a_day_opens_a_sentence_and_no_byline() -> None:
    assert marks("byline", HEADLINE, LEAD, "By Tuesday nobody spoke of it", *NEWS) == []
    assert marks("byline", HEADLINE, "By Will Orsk and Ana Bel", LEAD, *NEWS) == ["By Will Orsk and Ana Bel"]


def test_a_headline_with_a_verb_is_no_byline_of_a_team() -> None:
    headline = "Norland’s team is named"
    assert marks("byline", headline, LEAD, *NEWS) == []
    assert marks("headline", headline, LEAD, *NEWS) == [headline]


def test_a_label_over_the_whole_text_opens_its_headline() -> None:
    headline = "Opinion: The bridge is a mistake"
    assert marks("headline", headline, "It costs as much as forty schools", *NEWS) == [headline]
