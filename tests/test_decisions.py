"""People's decisions beside the program's. All people, places and reports are invented."""

import msgspec
import pytest
from typer.testing import CliRunner

from rashomon.cli import app
from rashomon.decisions import DecisionError, append_decision, decide, read_decisions, settle
from rashomon.engines.local import Serial
from rashomon.models.lexical import LexicalEncoder
from rashomon.models.spacy import SpacyParser
from rashomon.pipeline import Models, build_record
from rashomon.show.views import unsure
from rashomon.spans import make_id
from rashomon.types import Article, MadeBy, decode_record

QUOTE = '"The bridge will stay shut until the autumn," Holm'
FIRST = (
    f"Mayor Anna Holm closed the old harbour bridge in Tarn on 4 May 2031 after the flood. {QUOTE} told reporters. "
    "Tom Berg denied that the bridge was unsafe."
)
SECOND = (
    f"On 4 May 2031 Mayor Anna Holm closed the old harbour bridge in Tarn after the flood. {QUOTE} said. "
    "Peter Lund said the bridge was unsafe."
)
TEXTS = [FIRST, SECOND]
CHOSEN = Models(parser=SpacyParser(), encoder=LexicalEncoder())


def record(*decisions):
    articles = [Article(make_id("a", text), f"{n}.txt", text, language="en") for n, text in enumerate(TEXTS)]
    return build_record(
        articles, models=CHOSEN, engine=Serial(), made_by=MadeBy("0", (), {}), decisions=decisions
    )


PLAIN = record()


def quotes():
    return [s for s in PLAIN.statements if s.content[0].text.startswith("The bridge will stay")]


def statement(start):
    return next(s for s in PLAIN.statements if s.content[0].text.startswith(start))


def by(found, maker):
    return [link for link in found.links if link.made_by == f"person:{maker}"]


def test_a_person_parts_two_renderings_and_the_programs_link_stays():
    a, b = quotes()
    assert b.id in a.same_as
    found = record(decide(PLAIN, (a.id, b.id), "no", "Iris"))
    told = {s.id: s for s in found.statements}
    assert b.id not in told[a.id].same_as
    (link,) = by(found, "Iris")
    assert (link.verdict, link.why.code) == ("no", "decided-by-a-person")
    assert {x.id for x in PLAIN.links if x.relation == "same-utterance"} <= {x.id for x in found.links}


def test_a_person_ties_a_denial():
    denial = next(s for s in PLAIN.statements if s.act == "deny")
    claim = quotes()[1]
    assert claim.id not in denial.denies
    found = record(decide(PLAIN, (denial.id, claim.id), "yes", "Iris", "denies"))
    assert claim.id in next(s for s in found.statements if s.id == denial.id).denies


def test_a_person_joins_and_parts_speakers():
    holm = next(s for s in PLAIN.speakers if s.name.text == "Anna Holm")
    berg = next(s for s in PLAIN.speakers if s.name.text == "Tom Berg")
    joined = record(decide(PLAIN, (holm.id, berg.id), "yes", "Iris"))
    assert not {"Anna Holm", "Tom Berg"} <= {s.name.text for s in joined.speakers}
    again = record(
        decide(PLAIN, (holm.id, berg.id), "yes", "Iris"), decide(PLAIN, (holm.id, berg.id), "no", "Iris")
    )
    assert {s.name.text for s in again.speakers} == {s.name.text for s in PLAIN.speakers}


def test_a_person_parts_a_story():
    assert len(PLAIN.stories) == 1
    a, b = PLAIN.stories[0].articles
    parted = record(decide(PLAIN, (a, b), "no", "Iris"))
    assert [len(story.articles) for story in parted.stories] == [1, 1]


def test_a_person_parts_a_point():
    a, b = quotes()
    told = [{side.statement for side in point.sides} for point in PLAIN.stories[0].points]
    assert any({a.id, b.id} <= sides for sides in told)
    found = record(decide(PLAIN, (a.id, b.id), "no", "Iris", "same-point"))
    for point in found.stories[0].points:
        assert not {a.id, b.id} <= {side.statement for side in point.sides}


def test_a_person_joins_two_points():
    shut, unsafe = quotes()[0], statement("the bridge was unsafe")
    found = record(decide(PLAIN, (shut.id, unsafe.id), "yes", "Iris", "same-point"))
    joined = [{side.statement for side in point.sides} for point in found.stories[0].points]
    assert any({shut.id, unsafe.id} <= sides for sides in joined)
    point = next(p for p in found.stories[0].points if {shut.id, unsafe.id} <= {s.statement for s in p.sides})
    assert not unsure(point), "a person decided, so the program has no doubt to voice"


def test_unsure_changes_nothing_but_is_kept():
    a, b = quotes()
    found = record(decide(PLAIN, (a.id, b.id), "unsure", "Iris"))
    assert found.statements == PLAIN.statements
    assert [link.verdict for link in by(found, "Iris")] == ["unsure"]


def test_makers_who_disagree_settle_nothing_and_a_gap_says_so():
    a, b = quotes()
    found = record(decide(PLAIN, (a.id, b.id), "no", "Iris"), decide(PLAIN, (b.id, a.id), "yes", "Odo"))
    assert found.statements == PLAIN.statements
    assert "makers-disagree:Iris,Odo" in {gap.why for gap in found.gaps}


def test_the_last_word_of_a_maker_counts_and_both_lines_are_kept(tmp_path):
    a, b = quotes()
    file = tmp_path / "decisions.jsonl"
    for verdict in ("no", "yes"):
        append_decision(file, decide(PLAIN, (a.id, b.id), verdict, "Iris"))
    kept = read_decisions(file)
    assert [d.verdict for d in kept] == ["no", "yes"]
    assert [d.verdict for d in settle(kept)[0]] == ["yes"]


def test_a_decision_about_another_report_is_a_gap():
    a, b = quotes()
    made = decide(PLAIN, (a.id, b.id), "no", "Iris")
    away = [msgspec.structs.replace(span, article="elsewhere") for span in made.left_spans]
    found = record(msgspec.structs.replace(made, left="s0", left_spans=tuple(away)))
    assert "its-words-stand-in-no-report" in {gap.why for gap in found.gaps}


@pytest.mark.parametrize(
    ("left", "right", "maker"), [("nothing", "", "Iris"), ("", "", "Iris"), ("", "other", " ")]
)
def test_a_decision_that_is_none_is_refused(left, right, maker):
    a, b = quotes()
    with pytest.raises(DecisionError):
        decide(PLAIN, (left or a.id, b.id if right == "other" else a.id), "yes", maker)


def test_a_line_that_is_no_decision_is_named(tmp_path):
    file = tmp_path / "decisions.jsonl"
    file.write_text("\n{broken\n")
    with pytest.raises(DecisionError, match="line 2"):
        read_decisions(file)


def test_the_command_keeps_a_decision_and_reading_respects_it(tmp_path):
    texts = tmp_path / "texts"
    texts.mkdir()
    for number, text in enumerate(TEXTS):
        (texts / f"{number}.txt").write_text(text)
    run = CliRunner().invoke
    reading = ["read", str(texts), "-o", str(tmp_path / "out"), "--models", "none", "--quiet"]
    assert run(app, reading).exit_code == 0
    first = decode_record((tmp_path / "out" / "record.json").read_bytes())
    a, b = (s.id for s in first.statements if s.content[0].text.startswith("The bridge will stay"))
    assert run(app, ["link", str(tmp_path / "out"), a, b, "--no", "--maker", "Iris"]).exit_code == 0
    assert run(app, ["link", str(tmp_path / "out"), a, "nobody", "--no", "--maker", "Iris"]).exit_code == 2
    assert run(app, ["link", str(tmp_path / "out"), a, b, "--no", "--yes", "--maker", "Iris"]).exit_code == 2
    assert run(app, [*reading, "--decisions", str(tmp_path / "out" / "decisions.jsonl")]).exit_code == 0
    second = decode_record((tmp_path / "out" / "record.json").read_bytes())
    assert all(b not in s.same_as for s in second.statements if s.id == a)
    assert run(app, ["verify", str(tmp_path / "out")]).exit_code == 0
