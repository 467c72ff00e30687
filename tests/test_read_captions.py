"""Captions that stand as paragraphs of their own, on invented countries, people and papers."""

import pytest

from rashomon.read.body import mark_body
from rashomon.read.captions import leading_control
from rashomon.types import Article

NEWS = (
    "The ministers of Norland and Vestria met for three hours in Port Elva on Tuesday and agreed to keep talking, officials said.",
    "Minister Ana Belkor told reporters that the talks had been useful, but that nobody had signed anything so far.",
    "The border between the two countries has been closed since a dispute about fishing rights began in the spring.",
)


def captions(*lines: str) -> list[str]:
    article = mark_body(Article("a1", "a.txt", "\n\n".join(lines), language="en"))
    return [mark.span.text for mark in article.marks if mark.kind == "caption"]


@pytest.mark.parametrize(
    "line",
    [
        "Jon B. Orsk, right, the former foreign minister, with Ms. Belkor in May 2031. In one letter, Ms. Belkor said he had lied.",
        "Jon Orsk (second from left) after the talks.",
        "From left, Ana Belkor, Jon Orsk and Mara Dubrel before the talks.",
        "A photograph released by the ministry shows Ana Belkor, center, at a meeting of skippers in Port Elva.",
        "An undated picture provided by the coast guard shows Ana Belkor, left, on the ferry.",
        "Fishermen mend their nets in this file photo.",
        "The old bridge at Orsk is seen in this undated photograph released by the council on Monday.",
        "Minister Ana Belkor and her husband, Jon Orsk, with King Harald of Vestria in Port Elva on a visit in 2029.",
        "A march in Port Elva last year against the planned treaty with Vestria.",
        "Mara Dubrel, the chairwoman of the Shore League, during the party's meeting in Port Elva last February.",
        "A suit by the skippers of Port Elva against the council of Orsk. Tidewatch's Ida Holm has that story.",
        "Ms. Belkor and Mr. Orsk at the harbour in 2029. She was the first minister to go there.",
    ],
)
def test_a_paragraph_that_tells_a_picture_is_a_caption(line: str) -> None:
    assert captions(*NEWS[:2], line, NEWS[2]) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Ana Belkor, the fisheries minister, left in May 2031, and Mr. Orsk of Vestria stayed on.",
        "The party moved to the right, and Mr. Orsk, the former harbour master, went with it in 2031.",
        "“Mr. Orsk, right, that man,” she said.",
        "Ms. Belkor, left, Ms. Dubrel said, to fend for herself, went to Vestria in 2031.",
        "A video released by the police shows an officer pushing the harbour master into the water.",
        "The photograph that the police published shows nothing of the kind, Mr. Orsk told reporters on Monday.",
        "The minister with the fewest friends in Port Elva lost her seat in 2029.",
        "The fair opens to the public on Friday.",
        "Nobody in the village has the story.",
        "Skippers in Port Elva met Ms. Belkor on Tuesday.",
        "Ms. Belkor at the harbour in Port Elva.",
        "The boats in Elva on Monday?",
    ],
)
def test_a_paragraph_with_a_deed_or_without_a_picture_stays(line: str) -> None:
    assert captions(*NEWS[:2], line, NEWS[2]) == []


def test_a_film_above_the_dateline_is_a_caption() -> None:
    film = "A video from the harbour shows the ministers as they leave the talks without a word to anybody on the quay."
    assert captions("Talks go on", film, f"PORT ELVA, Norland — {NEWS[0]}", NEWS[1]) == [film]
    assert captions("Talks go on", NEWS[1], film, NEWS[0]) == []


def test_what_a_host_makes_of_it_on_a_programme_is_the_caption_of_a_film() -> None:
    film = "Belkor's letters are given to the council; law professor Jon Orsk reacts on 'The Late Tide.'"
    assert captions(*NEWS[:2], film, NEWS[2]) == [film]


@pytest.mark.parametrize(
    "line",
    [
        "A judge in Port Elva on Monday froze the assets of the ferry firm.",
        "A jury in Port Elva last month awoke the country to the scandal.",
        "Ana Belkor in May 2019 withdrew the plan for the closed border.",
        "Mr. Orsk in 2019 swam the strait between Norland and Vestria.",
        "The army in Port Elva on Monday overthrew the mayor of the town.",
        "A gunman in Port Elva on Monday slew two guards at the gate.",
        "Police in Port Elva on Monday detain three men over the robbery.",
        "Police in Port Elva on Monday night shoot dead two men.",
        "Votes in Port Elva on Monday split the party of Ana Belkor.",
        "A storm at the port sank boats of Norland and Vestria on Monday.",
        "Ana Belkor on a visit to Vestria in 2029 froze in her tracks.",
        "Ms. Belkor's in Port Elva with the ministers of Vestria on Monday.",
        "A vote on the treaty with Vestria in 2031.",
        "A deal in Port Elva on Monday to end the war with Vestria.",
        "Ms. Belkor at the harbour in 2029 and out to sea by noon.",
    ],
)
def test_a_verb_that_stands_in_no_list_keeps_a_paragraph_in_the_report(line: str) -> None:
    assert captions(*NEWS[:2], line, NEWS[2]) == []


def test_the_paragraph_of_the_dateline_is_no_caption() -> None:
    lead = "PORT ELVA, May 3 - Ana Belkor on Monday withdrew the plan for the border that nobody in Vestria wants."
    article = mark_body(Article("a1", "a.txt", "\n\n".join(("A plan dies", lead, *NEWS)), language="en"))
    assert article.dateline
    assert article.dateline.text == "PORT ELVA, May 3 -"
    assert not [mark for mark in article.marks if mark.kind == "caption"]


@pytest.mark.parametrize(
    "line",
    [
        "Mr. Orsk, left, resigned in protest.",
        "Ana Belkor, right, is in no doubt about it.",
        "In Norland, left, green and liberal parties agreed on a pact on Monday.",
        "In the North, left, liberal and green voters stayed home.",
        "From left, Belkor crossed the ball and Orsk headed it home in the 80th minute.",
        "Orsk (left) won the seat from Belkor (right) in a recount that took nine days.",
        "Senator Ana Belkor, centre, left and right united to block the bill on Monday.",
        "The party has lost ground to the Left, right, and center, pollsters believe.",
        "That made Belkor, left, right and centre, the target of jokes.",
        "He hit Belkor, left, and ran, the court heard.",
        "Orsk, right, then left, then right again, steered the boat home.",
    ],
)
def test_left_and_right_beside_a_verb_are_no_places_in_a_picture(line: str) -> None:
    assert captions(*NEWS[:2], line, NEWS[2]) == []


@pytest.mark.parametrize(
    "line",
    [
        "The letter was found in an archive photo, the historian said.",
        "Police identified the man in a file photo and arrested him on Monday.",
        "She recognised her brother in a handout picture, and flew to Port Elva to identify him.",
        "The suspect was traced from an archive photo, police announced.",
        "A photograph taken by a neighbour on Sunday shows two men running from the house, prosecutors said in court.",
        "A photograph taken by a neighbour on Sunday shows Ana Belkor, left, at the house, prosecutors allege.",
        "A picture released by the police shows the suspect leaving the bank, and detectives appealed for witnesses.",
        "A picture released by the police shows the suspect leaving the bank.",
        "An image taken by the probe on Friday shows water on the moon, scientists announced.",
        "The pictures taken by the drone in May appear to show burned villages, according to the report.",
    ],
)
def test_a_picture_that_is_news_stays_in_the_report(line: str) -> None:
    assert captions(*NEWS[:2], line, NEWS[2]) == []


def test_a_film_above_the_dateline_that_somebody_speaks_of_is_news() -> None:
    film = "A video from the harbour shows the ministers as they leave the talks in tears, prosecutors said in court on Monday."
    assert captions("Talks go on", film, f"PORT ELVA, Norland — {NEWS[0]}", NEWS[1]) == []


@pytest.mark.parametrize(
    "line",
    [
        "Only Belkor has the details.",
        "Belkor has the latest.",
        "Nobody in the Council has the story.",
        "Nobody in the town slept. Only Belkor has the story.",
        "Orsk reports on 'unsafe ferries'.",
        "A panel of experts reports on 'the state of the ferry'.",
        "The committee discusses on 'Monday' what to do.",
        "The council reacts on 'the state of the ferry'.",
    ],
)
def test_who_knows_it_or_reports_on_it_stays(line: str) -> None:
    assert captions(*NEWS[:2], line, NEWS[2]) == []


@pytest.mark.parametrize(
    "line",
    [
        "Photo source Tarn Museum shows that the photo caption was wrong, she said.",
        "Video source Ann Lee told the court that the Video caption was forged, and the judge believed her.",
        "Image source Getty The image caption says the barge sank in May, but that is false, the harbour said.",
        "Photo credit Norland gave to its poorest in a photo caption contest angered Orsk.",
    ],
)
def test_a_sentence_of_a_picture_and_its_caption_is_no_control(line: str) -> None:
    assert leading_control(line) == 0


def test_a_credit_told_twice_behind_a_button_is_no_caption() -> None:
    line = "Enlarge this image Ana Bel/AP Ana Bel/AP"
    assert captions("Norland talks end in the rain", line, *NEWS) == []
