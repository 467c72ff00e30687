"""The eval of planted copies plants what it says, and counts what is not found."""

import json

from evals import planted
from evals.measured import keep, measured

CLAUSES = ["the ferry to {} stayed in port", "sailors from {} asked for pay", "a storm off {} tore three nets",
           "the mayor of {} opened a school", "bakers in {} ran out of flour", "the bridge near {} was painted",
           "children in {} planted forty limes", "the court of {} heard two farmers"]  # fmt: skip


def folder(tmp_path, articles):
    for name in planted.SOURCES:
        rows = [
            {"id": f"{name}{number}", "title": "", "sentences": lines(f"{name[:3]}{number}")}
            for number in range(articles)
        ]
        (tmp_path / f"{name}.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return tmp_path


def lines(tag):
    return [
        f"On day {n} "
        + " while ".join(f"{clause.format(tag + str(n))} {tag}{n}{k}" for k, clause in enumerate(CLAUSES))
        for n in range(9)
    ]


def test_planted_copies_are_found_and_nothing_else_is(tmp_path):
    figures = planted.run(folder(tmp_path, 15), articles=50, seed=3)
    assert figures["articles"] == 50
    assert figures["planted"] >= 5
    assert (figures["found"], figures["false"]) == (1.0, 0)


def test_what_the_program_does_not_find_counts_as_not_found(tmp_path, monkeypatch):
    monkeypatch.setattr(planted, "find_copies", lambda readings: ())
    assert planted.run(folder(tmp_path, 15), articles=50, seed=3)["found"] == 0.0


def test_articles_that_share_text_already_are_no_background(tmp_path):
    place = folder(tmp_path, 15)
    for name in planted.SOURCES[1:]:
        (place / f"{name}.jsonl").write_text(
            (place / f"{planted.SOURCES[0]}.jsonl").read_text("utf-8"), "utf-8"
        )
    assert planted.run(place, articles=50, seed=3)["articles"] == 15 + 5


def test_figures_that_are_kept_take_the_place_of_their_earlier_ones_only(tmp_path):
    place = tmp_path / "measured.json"
    keep("stream", {"reports": 10, "peak_mb": 3}, place)
    keep("planted copies", {"found": 0.5}, place)
    keep("stream", {"reports": 20}, place)
    assert measured(place) == [("planted copies found", 0.5), ("stream reports", 20)]
    assert measured(tmp_path / "nothing.json") == []
