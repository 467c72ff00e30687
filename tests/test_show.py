"""The forms of output: safe to open, complete, and in the words of the reports."""

import csv
import io
import re

import msgspec
import pyarrow.parquet as pq
import pytest
from rich.console import Console
from tests.test_compare_verify import OTHER, REPORT, build

from rashomon.show.annotated import Rest, pieces
from rashomon.show.explain import explain
from rashomon.show.listing import print_list
from rashomon.show.page import page, templates
from rashomon.show.tables import NOUNS, render
from rashomon.show.terminal import print_positions, print_record, summary
from rashomon.show.views import unsure, views
from rashomon.show.weight import by_weight
from rashomon.spans import cut
from rashomon.types import Article, Entry, Number, RecordData, Span, Speaker, Use, Value, When, Why, Wording


def test_the_page_asks_for_nothing_from_the_network():
    html = page(build())

    assert "default-src 'none'" in html
    assert not re.search(r"""(src|href)=["']?(https?:)?//""", html)


def test_markup_in_a_report_is_shown_and_never_run():
    hostile = Article("a2", "two.txt", '</script><script>alert(1)</script> "><img src=x onerror=alert(1)>')

    html = page(build(articles=(REPORT, hostile)))

    assert "<script>alert(1)" not in html
    assert "<img src=x" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_every_report_stands_on_the_page_in_full():
    html = page(build())

    assert "Tarn stayed dry." in html


def test_a_formula_in_a_cell_is_defused():
    """Fault case 85."""
    hostile = msgspec.structs.replace(REPORT, source="=HYPERLINK(1)", outlet=None)
    record = build(articles=(hostile, OTHER))

    tables = [render(record, what, "csv").decode("utf-8-sig") for what in sorted(NOUNS)]
    cells = [cell for table in tables for row in csv.reader(io.StringIO(table)) for cell in row]

    assert any(cell.startswith("'=HYPERLINK(1)") for cell in cells)
    assert [cell for cell in cells if cell.startswith("=")] == []


@pytest.mark.parametrize("what", sorted(NOUNS))
def test_every_list_has_every_form(what):
    record = build()

    for style in ("csv", "md", "jsonl"):
        assert isinstance(render(record, what, style), bytes)
    assert pq.read_table(io.BytesIO(render(record, what, "parquet"))).num_rows >= 0


def test_a_list_that_does_not_exist_is_named():
    with pytest.raises(ValueError, match="rumours"):
        render(build(), "rumours", "csv")


def test_the_terminal_names_point_status_and_report():
    out = io.StringIO()

    print_record(build(), Console(file=out, width=160))

    assert "single-source" in out.getvalue()
    assert "one.txt" in out.getvalue()


def test_explain_gives_status_words_and_silence():
    text = "\n".join(explain(build(), "q1"))

    assert "Rain fell on Tarn" in text
    assert "not found in the text we have, weak" in text


def test_explain_of_an_unknown_id_is_empty():
    assert explain(build(), "zz") == []


def test_the_summary_counts_points_by_status():
    assert summary(build())["points"] == {"agreed": 0, "disputed": 0, "denied": 0, "single-source": 1}


def test_pieces_joined_are_the_text():
    article = Article("a", "a.txt", "One two.\n\nThree four.")
    lines = pieces(article, [Rest(4, 7, "p1", "agreed", "for"), Rest(2, 14, "p2", "denied", "against")])

    assert ["".join(piece.text for piece in line) for line in lines] == ["One two.", "Three four."]


def test_positions_stand_by_party_with_the_verb_and_the_report():
    said = msgspec.structs.replace(build().statements[0], act="deny")
    out = io.StringIO()

    print_positions(build(statements=(said,)), Console(file=out, width=160))

    assert "denies" in out.getvalue()
    assert "Rain fell on Tarn" in out.getvalue()
    assert "one.txt" in out.getvalue()


def test_a_record_where_nobody_takes_a_position_says_so():
    out = io.StringIO()

    print_positions(build(), Console(file=out, width=160))

    assert "No statement" in out.getvalue()


def test_a_list_in_a_narrow_terminal_shows_whole_words_and_the_id_to_explain():
    record = build()
    point = record.stories[0].points[0]
    screen = Console(width=60, file=io.StringIO())
    print_list(record, "points", screen)
    shown = screen.file.getvalue()
    assert point.id in shown
    assert " ".join(point.gist.text.split()[:4]) in " ".join(shown.split())
    assert max(len(line) for line in shown.splitlines()) <= 60


def test_a_point_of_two_reports_joined_on_slight_likeness_is_said_to_be_unsure():
    record = build()
    point = record.stories[0].points[0]
    alone = msgspec.structs.replace(point, sides=point.sides[:1], score=0.2)
    other = msgspec.structs.replace(point.sides[0], article="another")
    slight = msgspec.structs.replace(alone, sides=(point.sides[0], other))

    assert unsure(slight)
    assert not unsure(msgspec.structs.replace(slight, score=0.6))
    assert not unsure(alone), "one report alone joins nothing"


def test_an_unsure_point_is_marked_on_the_page_and_stands_below_the_sure_ones():
    point = build().stories[0].points[0]
    second = msgspec.structs.replace(point.sides[0], article="another")
    sure = msgspec.structs.replace(point, id="p2", score=0.9, sides=(point.sides[0], second))
    slight = msgspec.structs.replace(sure, id="p1", score=0.2)
    origins = templates().get_template("marks.html").module.origins
    articles = {**views(build()).articles, "another": REPORT}

    assert sorted([slight, sure], key=by_weight(articles)) == [sure, slight]
    assert "unsure" in origins(slight)
    assert "unsure" not in origins(sure)


def test_the_counts_tell_how_many_points_of_a_status_are_unsure():
    record = build(articles=(REPORT, Article("a2", "two.txt", REPORT.text)))
    story = record.stories[0]
    other = msgspec.structs.replace(story.points[0].sides[0], article="a2")
    slight = msgspec.structs.replace(
        story.points[0], sides=(*story.points[0].sides[:1], other), score=0.2, status="agreed"
    )
    sure = msgspec.structs.replace(slight, id="p2", score=0.9)
    doubted = msgspec.structs.replace(
        record, stories=(msgspec.structs.replace(story, points=(slight, sure)),)
    )
    screen = Console(width=100, file=io.StringIO())
    print_record(doubted, screen)

    assert summary(doubted)["unsure"] == {"agreed": 1, "disputed": 0, "denied": 0, "single-source": 0}
    assert "agreed (2, 1 unsure)" in screen.file.getvalue()
    assert "2 agreed (1 unsure)" in page(doubted)


def pair_said() -> RecordData:
    """A record where two people, told as "both", deny something."""
    record = build()
    holm, lund = (
        Speaker(key, Span("a1", 0, 4, name), "person", None, (name,), ())
        for key, name in (("p8", "Anna Holm"), ("p9", "Peter Lund"))
    )
    both = Speaker("p7", Span("a1", 0, 4, "Both"), "group", None, ("Both",), (), ("p8", "p9"))
    said = msgspec.structs.replace(record.statements[0], act="deny", speaker="p7")
    return msgspec.structs.replace(record, speakers=(*record.speakers, holm, lund, both), statements=(said,))


def test_what_two_say_as_one_is_a_position_of_each():
    out = io.StringIO()

    print_positions(pair_said(), Console(file=out, width=160))

    assert out.getvalue().count("Rain fell on Tarn") == 2
    assert "Anna Holm ─" in out.getvalue()
    assert "Peter Lund ─" in out.getvalue()


def test_the_page_and_the_terminal_tell_who_both_are():
    out = io.StringIO()
    record = pair_said()

    print_record(record, Console(file=out, width=160))

    assert "Both (Anna Holm, Peter Lund)" in out.getvalue()
    assert "(<bdi>Anna Holm</bdi>, <bdi>Peter Lund</bdi>)" in page(record)


def test_wordings_numbers_and_dates_are_explained_with_the_words_of_each_report():
    rain, dry = cut(REPORT, 0, 17), cut(OTHER, 0, 16)
    uses = (Use("a1", (rain,), "source", True), Use("a2", (dry,), "outlet", False))
    values = (Value("a1", rain, 9, 9, "hours", True), Value("a2", dry, 1, 3, "", False))
    story = msgspec.structs.replace(
        build().stories[0],
        wordings=(Wording("d1", rain, "event", 0.5, uses),),
        numbers=(Number("n1", rain, values, False),),
    )
    day = When("2031-04-06", "2031-04-06", "day", rain, Why("said-so", (rain,)))
    record = build(stories=(story,), timeline=(Entry("w1", day, rain, None, (rain, dry), ("w2",)),))

    assert explain(record, "d1")[1:] == [
        "  one event for 2 reports, score 0.50",
        "  one.txt (source voice, carries a judgement): 'Rain fell on Tarn'",
        "  two.txt (outlet voice): 'Tarn stayed dry.'",
    ]
    assert explain(record, "n1")[1:] == [
        "  the values cannot all hold at once",
        "  one.txt: 'Rain fell on Tarn', read as 9 hours, about",
        "  two.txt: 'Tarn stayed dry.', read as 1 to 3",
    ]
    assert explain(record, "w1")[1:] == [
        "  2031-04-06 (day) because said so ('Rain fell on Tarn')",
        "  told by one.txt, two.txt",
        "  dated otherwise by w2",
    ]


def test_a_single_source_in_two_reports_is_said_to_be_copied_words():
    point = build().stories[0].points[0]
    alone = msgspec.structs.replace(
        point, status="single-source", origins=1, sides=point.sides[:1], score=0.9
    )
    twice = msgspec.structs.replace(alone, sides=(alone.sides[0], alone.sides[0]))
    other = msgspec.structs.replace(alone.sides[0], article="another")
    copied = msgspec.structs.replace(alone, sides=(alone.sides[0], other))
    origins = templates().get_template("marks.html").module.origins

    assert str(origins(copied)) == "told by 2 reports with copied words, counted once"
    assert str(origins(alone)) == str(origins(twice)) == "told by 1 report", "one report copies nobody"
    assert "copied" not in origins(msgspec.structs.replace(copied, status="agreed", origins=2))


def test_a_long_reason_is_cut_between_words():
    record = build()
    point = record.stories[0].points[0]
    report = Article(
        "a9", "nine.txt", "Rain fell on the long valley of Tarn, and nobody there remembered more of it."
    )
    long = cut(report, 0, len(report.text))
    shown = msgspec.structs.replace(point, why=Why("same-claim", (long,)))
    story = msgspec.structs.replace(record.stories[0], points=(shown,))
    lines = explain(msgspec.structs.replace(record, stories=(story,)), point.id)

    kept = re.search(r"same claim \(['\"](.+)…['\"]\)", "\n".join(lines))[1]
    assert report.text.startswith(kept + " ")
