"""Galleries drawn into the lines of a report. All names and events are invented."""

import pytest

from rashomon.read.body import mark_body
from rashomon.types import Article

NEWS = (
    "The ministers of Norland and Vestria met for three hours in Port Elva on Tuesday and agreed to keep talking, officials said.",
    "The border between the two countries has been closed since a dispute about fishing rights began in the spring.",
    "Skippers on both sides say that they have lost half of their catch, and some have sold their boats.",
)


def furniture(*lines: str) -> list[str]:
    article = mark_body(Article("a1", "a.txt", "\n".join(lines), language="en"))
    return [mark.span.text for mark in article.marks if mark.kind == "boilerplate"]


@pytest.mark.parametrize(
    "rows",
    [
        (
            "1/8 3 May 2031 A skipper mends his net before the harbour of Port Elva Tidewatch",
            "2/8 2 May 2031 Children wave flags as the ferry comes in after the storm Tidewatch",
            "3/8 1 May 2031 The old bridge at Orsk. It was closed for a year",
        ),
        (
            "A port turns 300 The old cranes In 1920 the harbour board bought nine of them from a yard in Orlo.",
            "A port turns 300 Rails to the sea The line to Orsk was built in two winters.",
            "A port turns 300 Women of the docks They were paid half of what the men got, until they struck.",
        ),
        (
            "1 of 26 Full Screen Autoplay Close Skip Ad × The storm over Elva Buy Photo Wait 1 second to continue.",
        ),
    ],
)
def test_the_lines_of_a_gallery_go(rows: tuple[str, ...]) -> None:
    assert furniture(*NEWS[:2], *rows, NEWS[2]) == list(rows)


@pytest.mark.parametrize(
    "rows",
    [
        (
            "1/3 The bridge at Orsk must be closed at once, and the council knows it.",
            "2/3 We have said so for years, and nobody has listened to us.",
            "3/3 Now the first stone has fallen, and we say it again.",
        ),
        (
            "1/3 The bridge at Orsk must be closed — Harbour Watch (@harbourwatch) May 3, 2031",
            "2/3 We have said so for years — Harbour Watch (@harbourwatch) May 3, 2031",
            "3/3 Now the first stone has fallen — Harbour Watch (@harbourwatch) May 3, 2031",
        ),
        (
            "1/5 of the members stayed away from the vote on the bridge",
            "1/5 of the members voted against the closing of the bridge",
            "3/5 of the members voted for the closing of the bridge",
        ),
        (
            "1/4 We have been asked why the bridge is closed",
            "2/4 The piers of the bridge at Orsk are cracked through",
            "3/4 Nobody has given the council the money for new ones",
        ),
        (
            "Prosecutors in Elva say Per Holm, 31, drove the van and waited outside.",
            "Prosecutors in Elva say Nils Bel, 28, broke the window with a hammer.",
            "Prosecutors in Elva say Jon Tide, 44, sold the lamps in Port Orsk.",
        ),
        ("1/3 of the skippers have sold their boats since the spring",),
        (
            "We will not leave the harbour while a single boat is out.",
            "We will not leave the harbour because a minister says so.",
            "We will not leave the harbour.",
        ),
        (
            "The harbour of Port Elva was closed in May, and nobody said why.",
            "The harbour of Port Elva opened again in June, to everybody's surprise.",
            "The harbour of Port Elva has been closed since the autumn.",
        ),
        (
            "Minister Ana Belkor of Norland told the paper that she would stay.",
            "Minister Ana Belkor of Norland also told the paper that she was tired.",
            "Minister Ana Belkor of Norland then left for Orlo.",
        ),
    ],
)
def test_posts_and_paragraphs_that_open_alike_stay(rows: tuple[str, ...]) -> None:
    assert furniture(*NEWS[:2], *rows, NEWS[2]) == []
