"""Marks and what a report says of itself, on invented countries, people and papers."""

from pathlib import Path
from time import perf_counter

import pytest
from evals.cleaning import run
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.read.body import mark_body
from rashomon.read.furniture import appeal_strength
from rashomon.read.lines import is_prose
from rashomon.read.stamps import find_dates
from rashomon.spans import covered, holds
from rashomon.types import Article

SHARED = Path(__file__).parents[2] / "shared"

NEWS = (
    "The ministers of Norland and Vestria met for three hours in Port Elva on Tuesday and agreed to keep talking, officials said.",
    "Minister Ana Belkor told reporters that the talks had been useful, but that nobody had signed anything so far.",
    "The border between the two countries has been closed since a dispute about fishing rights began in the spring.",
)
APPEAL = (
    "A message from The Elva Courier:",
    "Dear readers,",
    "For forty years we have told you what happens on this coast. Not everybody likes it.",
    "Your support keeps our journalism free. If you can, chip in from just $4 a month.",
)


def marked(*lines: str) -> Article:
    return mark_body(Article("a1", "a.txt", "\n\n".join(lines), language="en"))


def words_of(article: Article, kind: str) -> list[str]:
    return [mark.span.text for mark in article.marks if mark.kind == kind]


def test_an_appeal_at_the_end_goes_as_a_whole() -> None:
    assert words_of(marked(*NEWS, *APPEAL), "boilerplate") == list(APPEAL)


def test_an_appeal_names_the_outlet() -> None:
    outlet = marked(*NEWS, *APPEAL).outlet
    assert outlet is not None
    assert outlet.name == "The Elva Courier"


def test_news_that_quotes_an_appeal_stays() -> None:
    quoted = '"We need your help, please donate to our fund and support us," Belkor told a crowd in Port Elva on Sunday.'
    assert words_of(marked(NEWS[0], quoted, NEWS[1]), "boilerplate") == []


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "Home / World / Norland",
        "News > Politics > What the ministers want",
        "Share this story: Facebook Twitter Email",
        "Sign up for the evening newsletter and get the news in your inbox.",
        "Try the Courier for $2 a month. Cancel at any time.",
        "More: What the fishermen of Vestria want",
        "Continue reading the main story",
        "Copyright 2031 Coastal Wire. All rights reserved.",
        "A version of this article appears in print on May 4, 2031, on page 3.",
        "This material may not be published, broadcast, rewritten or redistributed.",
    ],
)
def test_a_furniture_line_between_paragraphs_is_marked(line: str) -> None:
    assert words_of(marked(NEWS[0], line, NEWS[1], NEWS[2]), "boilerplate") == [line]


def test_links_below_a_heading_go_with_it() -> None:
    article = marked(*NEWS, "Most Popular", "What the fishermen want", "Five things to know about Vestria")
    assert len(words_of(article, "boilerplate")) == 3


def test_the_head_of_a_report_is_told_apart() -> None:
    article = marked(
        "WORLD",
        "Norland and Vestria agree to talk on",
        "By MARA OSTEN and JON RILL",
        "05/17/2031 10:12 pm ET Updated May 18, 2031",
        "PORT ELVA, Norland — " + NEWS[0],
        *NEWS[1:],
    )
    assert article.title is not None
    assert article.title.text == "Norland and Vestria agree to talk on"
    assert article.byline is not None
    assert article.byline.text == "By MARA OSTEN and JON RILL"
    assert article.dateline is not None
    assert article.dateline.text == "PORT ELVA, Norland —"
    assert article.published is not None
    assert article.published.start == "2031-05-17"


def test_an_agency_in_the_dateline_is_credited_with_the_report() -> None:
    article = marked("PORT ELVA, May 3 (Coastal Wire) – " + NEWS[0], *NEWS[1:])
    assert [(credit.agency, credit.scope) for credit in article.credits] == [("Coastal Wire", "report")]
    assert article.published is None


def test_a_paper_named_inside_a_sentence_is_credited_with_that_sentence() -> None:
    text = '"There was no deal," an official said, the Elva Times reported Tuesday. Nobody else would speak about the talks.'
    (credit,) = marked(NEWS[0], text, NEWS[1]).credits
    assert credit.scope == "quote"
    assert credit.covers[0].text.endswith("reported Tuesday.")


def test_a_day_above_the_menu_is_the_day_of_capture() -> None:
    article = marked(
        "Saturday, March 8, 2042", "Home / World", "Talks go on", "Updated on: May 3, 2031 12:26", *NEWS
    )
    assert article.captured is not None
    assert article.captured.start == "2042-03-08"
    assert article.published is not None
    assert article.published.start == "2031-05-03"


def test_the_year_of_a_copyright_line_is_no_day_of_publication() -> None:
    article = marked(*NEWS, "Copyright 2029 Coastal Wire. All rights reserved.")
    assert (article.published, article.captured) == (None, None)


def test_no_year_in_the_text_means_no_date() -> None:
    assert marked(*NEWS).published is None


def test_what_was_given_with_the_article_is_kept() -> None:
    given_title = marked("Norland and Vestria agree to talk on", *NEWS).title
    article = Article("a1", "a.txt", "\n\n".join(NEWS), title=given_title)
    assert mark_body(article).title == given_title


def test_a_caption_ends_with_the_credit_of_its_picture() -> None:
    line = "Ministers of Norland and Vestria, right, at the harbour. (Ana Bel / Pool Photo)"
    article = marked("Norland and Vestria agree to talk on", line, *NEWS)
    assert words_of(article, "caption") == [line]
    assert [credit.scope for credit in article.credits] == ["photo"]


def test_a_gallery_drawn_into_the_text_is_no_report() -> None:
    gallery = "Photos: Flood in Elva The bridge fell on Monday, the mayor said. Hide Caption 2 of 8 " * 6
    article = marked(NEWS[0], gallery.strip(), NEWS[1])
    assert words_of(article, "boilerplate") == [gallery.strip()]


def test_a_sentence_about_a_caption_stays() -> None:
    line = "Readers were told to press the button marked hide caption 2 of 8 times before the film began."
    assert not words_of(marked(NEWS[0], line, NEWS[1]), "boilerplate")


@pytest.mark.parametrize("label", ["Related articles:", "READ NEXT:", "What to watch:", "Related stories |"])
def test_a_teaser_that_tells_what_somebody_says_is_furniture(label: str) -> None:
    teaser = f"{label} Minister Belkor says the border opens in May"
    assert words_of(marked(NEWS[0], teaser, NEWS[1]), "boilerplate") == [teaser]


def test_the_second_copy_is_a_repeat_of_the_first() -> None:
    article = marked(*NEWS, *NEWS)
    repeats = [mark for mark in article.marks if mark.kind == "repeat"]
    assert [mark.of.text for mark in repeats if mark.of] == list(NEWS)


def test_a_copy_without_its_quotation_marks_is_a_repeat() -> None:
    said = "The meeting went very well and a good relationship was formed. Details are being worked out now."
    assert words_of(marked(NEWS[0], f'"{said}"', said, NEWS[1]), "repeat") == [said]


def test_another_number_makes_another_sentence() -> None:
    first = "Officials in the capital of Vestria said late on Tuesday that 12 people had been hurt in the harbour fire there."
    assert words_of(marked(NEWS[0], first, first.replace("12", "21")), "repeat") == []


def test_one_word_changed_is_still_a_repeat() -> None:
    again = NEWS[2].replace("in the spring", "in spring")
    assert words_of(marked(*NEWS, again), "repeat") == [again]


def test_another_name_makes_another_sentence() -> None:
    first = "The minister of Norland said late on Tuesday that the fishing rights of the coast would be settled before the winter."
    assert words_of(marked(NEWS[0], first, first.replace("Norland", "Vestria")), "repeat") == []


def test_an_appeal_without_a_heading_at_the_end_goes() -> None:
    ask = "We know you have many choices for news. As you read us often, please consider becoming a member from $5 a month."
    assert words_of(marked(*NEWS, ask), "boilerplate") == [ask]


def test_a_day_without_a_menu_is_the_day_of_the_report() -> None:
    article = marked("Tuesday, May 3, 2031", "Norland and Vestria agree to talk on", *NEWS)
    assert article.published is not None
    assert article.published.start == "2031-05-03"


def test_the_clock_may_stand_before_the_date() -> None:
    article = marked(
        "Ministers agree to talk on", "Published 14:32, Tue 3 May 2031 | Updated 18:05, 4 May 2031", *NEWS
    )
    assert article.published is not None
    assert article.published.start == "2031-05-03"


def test_a_paragraph_that_hangs_is_cut() -> None:
    torn = "It was the first time in many years, said Jon Rill, a senior fellow at the Centre for"
    article = marked(NEWS[0], torn, "Advertisement", *NEWS[1:])
    assert [torn.endswith(each) for each in words_of(article, "cut")] == [True]


def test_a_first_paragraph_with_a_dateline_may_break_off_at_any_word() -> None:
    torn = "Port Elva: The ministers agreed on Sunday that the quarrel over the fishing rights needs a diplomatic answer, but four hours of talks between the Norland minister Ana Belkor and her guest from Vestria, Jon"
    assert (
        len(
            words_of(
                marked("Ministers agree to talk on", torn, "Mara Osten Updated on: March 3, 2031", *NEWS),
                "cut",
            )
        )
        == 1
    )


def test_a_menu_line_that_no_list_knows_is_known_by_its_looks() -> None:
    line = "Check us out on our page: www.elvacourier.example/newsletters"
    assert words_of(marked(*NEWS, line), "boilerplate") == [line]


def test_news_about_donations_stays() -> None:
    news = "Nobody may donate to a party from abroad, the court said, and donations of companies count as contributions to us all."
    assert words_of(marked(NEWS[0], news, NEWS[1]), "boilerplate") == []


def test_many_lines_take_time_in_proportion() -> None:
    lines = "\n".join(
        f"Posted May {day % 28 + 1}, 2031\nThe harbour of Elva was closed again and the"
        for day in range(4000)
    )
    assert mark_body(Article("a1", "a.txt", lines)).text == lines


def test_a_subheading_between_paragraphs_stays() -> None:
    assert words_of(marked(NEWS[0], NEWS[1], "A harbour in waiting", NEWS[2]), "boilerplate") == []


def test_wrapped_lines_are_no_cuts() -> None:
    wrapped = "\n".join(
        "the ministers of both countries met again in the old harbour hall for talks and" for _ in range(6)
    )
    assert words_of(mark_body(Article("a1", "a.txt", f"{wrapped}\nparted.")), "cut") == []
    # put together, such lines are one paragraph, and this one ends inside a sentence
    assert len(words_of(mark_body(Article("a1", "a.txt", wrapped)), "cut")) == 1


def test_a_date_that_reads_two_ways_is_no_date() -> None:
    assert find_dates("Posted 03/04/2031") == []


def test_an_appeal_in_quotation_marks_asks_nobody() -> None:
    assert appeal_strength('"Support us, donate, we need your help," he said.') == 0


pieces = st.sampled_from(
    [*NEWS, *APPEAL, "Advertisement", "Home / World", "By Jon Rill", "(Photo: Pool)", "May 3, 2031", ""]
)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(pieces, max_size=14).map("\n".join)))
def test_every_mark_holds_and_the_removed_ones_do_not_overlap(text: str) -> None:
    article = mark_body(Article("a1", "a.txt", text))
    out = [
        mark.span for mark in article.marks if mark.kind in {"boilerplate", "repeat", "byline", "dateline"}
    ]
    assert all(
        holds(mark.span, article) and mark.span.text == mark.span.text.strip() for mark in article.marks
    )
    assert sum(span.end - span.start for span in out) == covered(
        0, len(text), [(s.start, s.end) for s in out]
    )


@settings(max_examples=40, deadline=None)
@given(st.lists(pieces, max_size=14))
def test_marks_never_cover_all_of_a_text_with_prose(lines: list[str]) -> None:
    article = mark_body(Article("a1", "a.txt", "\n".join(lines)))
    out = [(m.span.start, m.span.end) for m in article.marks if m.kind in {"boilerplate", "repeat", "byline"}]
    if any(is_prose(line) for line in lines):
        assert covered(0, len(article.text), out) < len("".join(lines))


@pytest.mark.parametrize(
    "text", ["", "\n\n", "🌧️", "word", "“unclosed", "x" * 1_000_000, "a. " * 200_000, "\n".join("ab" * 200)]
)
def test_odd_texts_are_read_without_a_crash(text: str) -> None:
    assert mark_body(Article("a1", "a.txt", text)).text == text


@pytest.mark.gold
@pytest.mark.parametrize("story", ["story-pompeo", "story-uk-visit"])
def test_the_gold_stories_are_cleaned(story: str) -> None:
    if not (SHARED / "gold" / story).is_dir():
        pytest.skip(f"no gold: {SHARED / 'gold' / story} is missing")
    assert run(SHARED / "gold" / story)["cleaning"]["char_f1"] >= 0.93


def test_an_agency_at_the_head_of_a_caption_is_no_word_of_it() -> None:
    article = marked(NEWS[0], "EPA:Getty Images Vestria fears a flood from its broken dam", *NEWS[1:])
    assert words_of(article, "caption") == ["Vestria fears a flood from its broken dam"]
    assert words_of(article, "boilerplate") == ["EPA:Getty Images"]


def test_a_sentence_that_opens_with_an_agency_is_no_caption() -> None:
    article = marked(
        NEWS[0], "Reuters Vestria bureau chief Ana Holm said that she saw the dam break.", *NEWS[1:]
    )
    assert words_of(article, "caption") == []


def test_a_box_of_links_in_one_line_is_furniture_whatever_its_length() -> None:
    links = "MOST READ IN NEWS " + "WET FEET Minister claims the dam is a joke " * 12
    assert words_of(marked(*NEWS, links, NEWS[1]), "boilerplate") == [links.strip()]


def test_a_pull_quote_before_its_sentence_is_told_once() -> None:
    pulled = "' We never saw the money and we never asked for it. '"
    spoken = "“We never saw the money and we never asked for it,” said Ida Brook of the union on Tuesday."
    assert words_of(marked("The mill paid the mayor", *NEWS, pulled, spoken), "repeat") == [pulled]


def test_a_standfirst_that_is_told_again_below_is_no_pull_quote() -> None:
    stand = "The ministers of Norland and Vestria met for three hours"
    assert words_of(marked("The mill paid the mayor", stand, *NEWS), "repeat") == []


def test_a_quotation_that_a_later_line_only_cites_is_no_pull_quote() -> None:
    quote = "“The ferry of Port Elva will not sail again this year.”"
    denial = f"Mr Orlo called that false. She had no right, he said, to claim: {quote[:-2]},” and he laughed about it."
    linked = f"Read more: {quote[:-2]},” mayor says"
    assert words_of(marked("The mill paid", *NEWS, quote, denial, linked), "repeat") == []


def test_a_long_list_of_lines_that_open_alike_is_read_in_time() -> None:
    lines = [f"“Full time at the ground in Norland number {n} and so on” {n}" for n in range(3000)]
    began = perf_counter()
    marked("The mill paid", *NEWS, *lines)
    # 2.5 s here with everything else that marks them; each line against each took above 80 s for 2,000
    assert perf_counter() - began < 20
