"""Credits to other media, on invented countries, people and papers."""

import pytest

from rashomon.read.body import mark_body
from rashomon.read.media import namings
from rashomon.types import Article, Credit, Outlet

NEWS = (
    "The ministers of Norland and Vestria met for three hours in Port Elva on Tuesday and agreed to keep talking, officials said.",
    "Minister Ana Belkor told reporters that the talks had been useful, but that nobody had signed anything so far.",
    "The border between the two countries has been closed since a dispute about fishing rights began in the spring.",
)


def credited(*lines: str, outlet: str | None = None) -> tuple[Credit, ...]:
    given = Outlet(outlet, None) if outlet else None
    return mark_body(Article("a1", "a.txt", "\n\n".join(lines), language="en", outlet=given)).credits


def agencies(*lines: str, outlet: str | None = None) -> list[str]:
    return [credit.agency for credit in credited(*lines, outlet=outlet)]


@pytest.mark.parametrize(
    ("sentence", "agency"),
    [
        ("The letters, which were first published by The Elva Times, fill nine pages.", "The Elva Times"),
        ("The fleet lost nine boats in May, according to a TVV count.", "TVV"),
        ("Most skippers want the treaty, according to an Elva Herald poll.", "Elva Herald"),
        ("Reuters also confirmed the account of the harbour office.", "Reuters"),
        ("Tidewatch, a website on shipping from the coast, reported that the ferry had sunk.", "Tidewatch"),
        ("Brisa, a Vestrian state site, added that nobody had drowned.", "Brisa"),
        ("The ferry was old, the Faro Nuevo newspaper reported, citing an unnamed official.", "Faro Nuevo"),
        ("The news site Net Loft said the ferry was old.", "Net Loft"),
        ("The ferry was old, the Meridian agency reported on Wednesday.", "Meridian"),
        ("The Orsk Ilbo reports that the ferry sank on Oct. 19 off the coast.", "The Orsk Ilbo"),
        ("From Reuters: “The ferry left Port Elva on Sept. 3 with forty men.”", "Reuters"),
        ("She told Norland's Elva Radio on Monday that the ferry was old.", "Elva Radio"),
    ],
)
def test_another_medium_is_credited_with_its_sentence(sentence: str, agency: str) -> None:
    (found,) = credited(NEWS[0], f"{NEWS[1]} {sentence}", NEWS[2])
    assert (found.agency, found.scope) == (agency, "quote")
    assert [span.text for span in found.covers] == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "The fleet lost nine boats in May, according to a UN count.",
        "Belkor, a fisherman, said the ferry was old.",
        "Ostra, a rating agency, said the ferry was old.",
        "The newspaper said the ferry was old.",
        "A Danish newspaper said the ferry was old.",
        "From Norland: Reuters and others have their desks there.",
        "From Mail: a letter that never came.",
        "In an interview with Tide magazine, Orsk said the ferry was old.",
        "Tide Holding, a network operator, said the ferry was old.",
        "“I want the independent inquiry,” she said.",
        "Belkor, a columnist on the paper, said the ferry was old.",
        "Ana Belkor, an owner of a blog, said the ferry was old.",
        "Former newspaper Editor Belkor said the ferry was old.",
    ],
)
def test_what_is_no_medium_or_has_no_name_is_not_credited(sentence: str) -> None:
    assert agencies(NEWS[0], f"{NEWS[1]} {sentence}", NEWS[2]) == []


def test_a_sentence_goes_on_behind_a_title() -> None:
    sentence = "The Elva Times reported at the time that Mr. Orsk was angry."
    (found,) = credited(NEWS[0], f"{NEWS[1]} {sentence}", NEWS[2])
    assert [span.text for span in found.covers] == [sentence]


@pytest.mark.parametrize("held", ["obtained by The Elva Times", "reviewed by The Times"])
def test_the_paper_that_holds_the_letters_is_the_reports_own(held: str) -> None:
    again = "The talk had already been reported by The Times. The Times reported in May that he was angry."
    assert (
        agencies(NEWS[0], f"He was angry, according to copies of the letters {held}.", again, NEWS[1]) == []
    )


def test_a_holder_of_letters_that_is_credited_by_its_full_name_is_another_paper() -> None:
    text = (
        "The Elva Times reported that he was angry.",
        "The letters obtained by The Elva Times say so.",
        "The Times said more.",
    )
    assert agencies(NEWS[0], *text, NEWS[1]) == ["The Elva Times", "The Times"]


def test_a_report_does_not_credit_its_own_outlet() -> None:
    text = "He told The Elva Times that the ferry was old. The Norland Post reported the same."
    assert agencies(NEWS[0], text, NEWS[1], outlet="Elva Times") == ["The Norland Post"]


@pytest.mark.parametrize(
    "text",
    [
        "The state-run Vestria News Agency said that the country would stop fishing.",
        "The Vestria News Agency, which is Vestria's state media agency, said that the country would stop fishing.",
        "The country will stop, the Vestria News Agency said, as the state news agency published the minister's letter.",
    ],
)
def test_the_voice_of_a_state_is_a_source_and_no_credit(text: str) -> None:
    assert agencies(NEWS[0], text, NEWS[1]) == []


def test_an_agency_of_nobody_is_credited_though_another_one_speaks_for_a_state() -> None:
    text = "The Norland News Agency said that the state-run Vestria News Agency was wrong."
    assert agencies(NEWS[0], text, NEWS[1]) == ["The Norland News Agency"]


def test_who_contributed_is_no_agency() -> None:
    line = "Mara Dubrel contributed reporting from Port Elva, Jon Rill from Orsk and Ida Holm from the closed border of Norland."
    article = mark_body(Article("a1", "a.txt", "\n\n".join((*NEWS, line)), language="en"))
    assert article.credits == ()
    assert [mark.span.text for mark in article.marks] == [line]


def test_an_agency_that_contributed_beside_a_person_is_credited() -> None:
    (found,) = credited(*NEWS, "Mara Dubrel and the Associated Press contributed to this report.")
    assert (found.agency, found.scope) == ("the Associated Press", "report")


@pytest.mark.parametrize(
    "line", ["The ferry of Port Elva before the storm AP.", "The old ferry before it sank on Monday. AFP"]
)
def test_an_agency_that_ends_a_caption_is_the_maker_of_its_picture(line: str) -> None:
    article = mark_body(Article("a1", "a.txt", "\n\n".join((NEWS[0], line, *NEWS[1:])), language="en"))
    assert [credit.scope for credit in article.credits] == ["photo"]
    assert [mark.span.text for mark in article.marks if mark.kind == "caption"] == [line]


@pytest.mark.parametrize(
    "line",
    [
        "The letters from the harbour were given to AP.",
        "She said the ferry belongs to the AP.",
        "The skippers sued the federal EPA.",
        "The skippers sued the U.S. EPA.",
        "Nobody in Port Elva trusts Belkor's new EPA.",
        "Ministers passed the bill that would gut a weakened EPA.",
        "The pupils took five courses, including English AP.",
        "Three skippers went back to work for the good old AP.",
        "The town must now submit its plan before EPA.",
        "Skippers Sue Over Plan of Norland EPA",
    ],
)
def test_an_agency_that_a_word_leads_to_is_no_maker_of_a_picture(line: str) -> None:
    article = mark_body(Article("a1", "a.txt", "\n\n".join((*NEWS[:2], line, NEWS[2])), language="en"))
    assert [credit for credit in article.credits if credit.scope == "photo"] == []
    assert [mark.span.text for mark in article.marks if mark.kind == "caption"] == []


@pytest.mark.parametrize(
    "text", ["A.A.A." * 5000, "The " * 20_000, "Elva Times, a " * 5000, "Elva " * 20_000]
)
def test_a_long_line_of_names_takes_time_in_proportion(text: str) -> None:
    assert namings(text) == []


def test_a_line_that_names_media_without_end_takes_time_in_proportion() -> None:
    text = "the council of Port Elva Times said " * 20_000
    assert len(namings(text)) == 20_000


def test_an_agency_that_holds_the_papers_is_credited_all_the_same() -> None:
    assert agencies(
        NEWS[0], "The letter was obtained by Reuters. Reuters reported on Monday that the ferry was old."
    ) == ["Reuters"]


def test_a_picture_is_credited_to_the_agency_in_brackets_behind_its_maker() -> None:
    line = "People lay flowers on the quay of Port Elva on July 15, 2031 ©Ida Holm-Rill (AFP)"
    assert agencies(NEWS[0], line, NEWS[1]) == ["AFP"]
