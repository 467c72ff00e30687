"""What a page says around a report, and what a report says in like words. All names and events are invented."""

import time

import pytest

from rashomon.read.body import mark_body
from rashomon.types import Article

NEWS = (
    "The ministers of Norland and Vestria met for three hours in Port Elva on Tuesday and agreed to keep talking, officials said.",
    "Minister Ana Belkor told reporters that the talks had been useful, but that nobody had signed anything so far.",
    "The border between the two countries has been closed since a dispute about fishing rights began in the spring.",
)


def marks(*lines: str) -> list[tuple[str, str]]:
    article = mark_body(Article("a1", "a.txt", "\n".join(lines), language="en"))
    return [(mark.kind, mark.span.text) for mark in article.marks if mark.kind != "cut"]


@pytest.mark.parametrize(
    "line",
    [
        "EC News Email Enter your email address Please enter an email address Email address is invalid Thank you!",
        "Enter your email to get our daily briefing",
        "Keep up with this story and more by subscribing now",
        "The Lamp is a new daily newsletter from Tidewatch made to end your night. Who knows what you miss if you don't subscribe.",
        "Sign up",
        "Newsletter sign-up",
        "Advertisement - Continue Reading Below",
        "Slideshow (2 Images)",
        "JUST WATCHED Skippers march to the harbour Replay More Videos ... MUST WATCH Skippers march to the harbour 01:35",
        "[Norland sends its last trawler home from the northern banks]",
        "Read the original article on Tidewatch. Follow Tidewatch on Facebook. Copyright 2031.",
        "Most Read In Coast & Harbour LOST AT SEA Skipper's wife tells of her longest night NO WAY BACK Orlo shuts its last dock",
        "Related stories OUT OF LUCK The last herring of Orlo and who ate it WIND AND RAIN Storm closes the bridge for a third day",
        "• This article was amended on 10 November 2031 to correct the weight of the ferry.",
        "This story was corrected on May 3, 2031: the bridge is in Orsk.",
        "Earlier versions of this story gave a wrong age for the skipper. He is 61.",
        "Correction: An earlier version of this article misstated the name of the harbour master.",
        "Update: This article has been updated with new information from a study.",
        "TVR transcripts are typed on a rush deadline by machines, and their accuracy may vary.",
        "(Elva Daily 07/15/2031 page1)",
        "jo/md (Tidewatch, NWA)",
        "Elva Courier is not responsible for the content of external internet sites.",
        "Ida Holm is the harbour correspondent of Tidewatch. Follow her on Twitter @idaholm.",
        "Craving even more? Like us on Facebook or follow us on Twitter.",
        "Join the conversation See the latest news and share your comments on Facebook and Twitter.",
        "This is a breaking news story, more follows...",
        "Live updates on the storm over Port Elva",
        "2031 Ships ranked Tue, March 22, 2031 The Courier ranks the new ships of the season Play slideshow 1 of 11",
        "If you saw the storm, or have any pictures you want to share, you can fill in the form below.",
        "Do you have a story for the Courier? Email us at tips@elvacourier.example or call 0207 000 000",
    ],
)
def test_a_line_of_the_page_goes(line: str) -> None:
    assert marks(*NEWS[:2], line, NEWS[2]) == [("boilerplate", line)]


@pytest.mark.parametrize(
    "line",
    [
        "The council asked residents to enter a valid email address by Monday and to bring their papers.",
        "Citizens had to enter their email addresses twice before the form let them go on.",
        "The newsletter of the skippers has 400 readers, most of them in Port Elva.",
        "The ministry signed up 40 skippers for the new course on nets and ropes.",
        "Advertisements for the ferry continued until the day before the storm, the council said.",
        "The slideshow in the town hall showed two images of the flooded harbour.",
        "The screenshot that the police published showed the skipper's last message to his wife.",
        "Viewers just watched the replay and went home, the harbour master said.",
        "[The minister declined to comment on the matter.]",
        "“[We] never wanted the northern banks,” she said.",
        "He read the original article to the court and asked the reporter to explain it.",
        "Most read in Port Elva are novels about the sea, the survey of the library found.",
        "Related stories of lost boats are told in every harbour on the coast.",
        "This report was updated on Monday, the ministry said, after the skippers had complained.",
        "This report was amended after the vote, the minister told the council.",
        "The report was corrected in the minutes of the council on the third of May.",
        "The earlier version of the treaty gave the northern banks to Vestria.",
        "An earlier version of the story told by the skipper had no storm in it.",
        "Correction: the minister does not sail, her office said on Monday.",
        "Update: The council voted on Monday to close the bridge.",
        "The transcripts are kept by the court and may be read by anybody.",
        "Jon Orsk follows her on every path along the coast, neighbours told the paper.",
        "The ferry line is not responsible for lost luggage, the judge found.",
        "Skippers joined the conversation on the harbour and shared their bread with the guards.",
        "Do you have a story about the storm, the harbour master asked, and everybody had one.",
        "This is a breaking story of three brothers and the boat that they all wanted.",
        "More follows from the treaty than the ministers have told their parliaments.",
        "Live updates on the storm were read out in the harbour until the power failed.",
        "If you ask the skippers, the form of the treaty matters less than its date.",
        "The page was torn out of the Elva Daily of 15 July, and nobody knows by whom.",
        "The rain contributed to the flood, and the gates of Orsk were opened to lower the lake. The ferry sank.",
        "On Tuesday the court will hear the widow of the captain",
        "The ministry will give the story to AP",
        "Die Schiffer kündigten an, den Kai ab Dienstag zu sperren",
        "Köparen är ett bolag från Elva som inte äger några fartyg",
        "The critic contributed to this report a chapter on the songs of the north.",
        "Two engineers contributed reporting to the ministry and were dismissed for it in the spring.",
        "Like us on the quay, they will have to wait until the autumn, Ms. Belkor said.",
        "Enter your e-mail address, the form demanded, and nothing else was asked.",
        "Join the conversation or leave the room, the chair told the two skippers.",
        "Just watched the whole harbour burn and hoped for a replay, wrote a skipper.",
        "The skippers' leader told them where to find the news: follow her at @belkor.",
        "The Tide is a weekly newsletter to which every skipper has to subscribe by law.",
        "External links are provided by a bridge and a tunnel under the bay of Orsk.",
        "The harbour is not responsible for the content of external sites, the judge found.",
        "A transcript of the call was made on a rush deadline and the accuracy of it may vary.",
        "The report was updated with new figures on Monday, and the minister resigned over them.",
        "This report was corrected on Monday by the ministry, which had counted the dead twice.",
        "An earlier version of this report by the ministry named nine skippers of Orsk.",
        "Live coverage of the trial was forbidden by the court of Port Elva",
        "Want more of the herring? Get a bigger boat, the skippers of Orsk answer.",
    ],
)
def test_a_sentence_of_the_report_in_like_words_stays(line: str) -> None:
    assert marks(*NEWS[:2], line, NEWS[2]) == []


@pytest.mark.parametrize(
    "line",
    [
        "Minister Ana Belkor gestures during a news briefing in Port Elva. (Mark Orlof/AP)",
        "FILE - In this Dec. 20, 2030, file photo, the ferry lies before Port Elva. (Mara Dubrel, File/Associated Press)",
        "The ferry is towed into the harbour of Port Elva. (Hana Lind/Coast Pictures via AP, File) (Associated Press)",
        "Rescue workers help an injured woman onto the quay of Port Elva on Thursday. Reuters",
        "The trail of a rocket after it soared over the northern banks is seen from Orlo. (Reuters)",
        "The galaxy, at the center, and four stars in the background. (University of Orlo)",
        "People lay flowers on the quay of Port Elva on July 15, 2031 ©Ida Holm-Rill (AFP)",
        "(Courtesy of the Port Elva Zoo)",
        "(Lucy Paska Rill / The Elva Courier)",
        "Screenshot: “portelva-fish.example”",
    ],
)
def test_a_line_with_the_credit_of_a_picture_is_a_caption_and_no_headline(line: str) -> None:
    assert marks(*NEWS[:2], line, NEWS[2]) == [("caption", line)]
    assert marks(line, *NEWS) == [("caption", line)]


@pytest.mark.parametrize(
    "line",
    [
        "The bridge at Orsk is closed until the end of the year, the council said on Monday. (Reuters)",
        "The skipper had voted against the treaty in the council of Port Elva. (Labour)",
        "The council has published all of the letters of the harbour master. (See Page 3)",
        "Nobody knows what became of the ferry and its crew. (The search goes on)",
        "The minister gave her first interview in a year to Reuters.",
        "They had worked for twenty years as photographers of Reuters",
        "The letter was signed by the ministry (Fisheries/Agriculture).",
        "The law (S. 12/AP) was passed in May without a vote.",
        "The price of herring is ©5 in the old books of the harbour.",
        "The studio gave the film to the city, courtesy of the Port Elva Zoo.",
        "In the file the police found a photo of the harbour and two letters.",
        "The playback is unsupported by law in the courts of Norland.",
    ],
)
def test_a_sentence_that_ends_with_an_agency_or_a_bracket_stays(line: str) -> None:
    assert [mark for mark in marks(*NEWS[:2], line, NEWS[2]) if mark[0] != "boilerplate"] == []


def test_a_report_that_ends_with_its_agency_keeps_its_last_sentence() -> None:
    last = "The ferry lies on the northern banks with forty people on board and no lights. (Reuters)"
    assert marks(*NEWS, last) == []


def test_hostile_lines_take_time_in_proportion() -> None:
    for text in ("(A/" * 300_000, "enter your email " * 60_000, "[" * 1_000_000, "1/2 " * 250_000):
        began = time.perf_counter()
        marks(*NEWS, text)
        assert time.perf_counter() - began < 3


def test_below_read_more_at_the_end_stand_links_alone() -> None:
    links = (
        "Norland lost a ferry twelve years ago. A skipper just found its bell.",
        "Why nobody on the coast eats herring in the month of May",
    )
    assert [text for _, text in marks(*NEWS, "Read more:", *links)] == ["Read more:", *links]


def test_below_read_more_inside_a_report_its_sentences_stay() -> None:
    assert marks(
        *NEWS[:2], "Read more", NEWS[2], "The ferry to Orlo leaves at noon.", "Nobody was on board."
    ) == [("boilerplate", "Read more")]
