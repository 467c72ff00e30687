"""`python -m evals NAME --data PATH --json` on tiny made-up files outside the shared folder: the promised keys are there."""

import io
import json
import shutil
import tarfile

import pytest
from evals import __main__ as command
from evals import copies as measured_copies
from evals import record as measured_record
from evals import stories as measured_stories
from evals import timelines as measured_timelines
from evals.places import EXAMPLE, SCORER

TEXT = "“The bridge is closed,” said Anna Bell. Officials said that 40 people had left."
PAGE = "<html><body><article><h1>Ferry late</h1><p>{}</p></article></body></html>"
SENTENCE = "The ferry to Aldersea left two hours late on Sunday, the harbour master said in a note."


def lines(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def figures(capsys, monkeypatch, name, path):
    monkeypatch.setattr("sys.argv", ["evals", name, "--data", str(path), "--json"])
    assert command.main() == 0
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    return json.loads(out)


def quotes(folder):
    start = TEXT.index("The bridge")
    said = {
        "annotator": "a", "content": [{"spans": [[start, start + 20]]}], "cue": [{"spans": [[24, 28]]}],
        "source": [{"spans": [[29, 38]]}],
    }  # fmt: skip
    row = {"id": "1", "split": "test", "text": TEXT, "annotators": ["a"], "attributions": [said]}
    return lines(folder / "held-back.jsonl", [row])


def stories(folder):
    texts = {
        "a": "A ferry sank off Aldersea on Sunday.", "b": "The ferry that sank off Aldersea was old.",
        "c": "Tarn's mayor opened a bakery.",
    }  # fmt: skip
    rows = [
        {
            "id": key,
            "event": "1" if key != "c" else "2",
            "title": text,
            "text": text,
            "date": "2031-04-06",
            "split": "test",
        }
        for key, text in texts.items()
    ]
    return lines(folder / "docs.jsonl", rows)


def copies(folder):
    long = " ".join(f"{SENTENCE} It was number {number}." for number in range(6))
    (folder / "few.train").write_text(f"a {long}\nb {long}\nc The mayor of Tarn opened a bakery on Monday.\n")
    (folder / "few.truth").write_text("a b\n")
    return folder / "few.train"


def timelines(folder):
    article = {
        "topic": "t",
        "date": "2031-04-06",
        "text": "The ferry sank on Saturday off the coast of Aldersea, they said.",
    }
    lines(folder / "lines-articles.jsonl", [article])
    entry = {"date": "2031-04-05", "text": "The ferry sank off the coast of Aldersea."}
    return lines(folder / "lines.jsonl", [{"topic": "t", "entries": [entry]}])


def claims(folder):
    return lines(
        folder / "claims.jsonl",
        [
            {"claim": "The bridge fell", "headline": "Officials deny the bridge fell", "label": "against"},
            {"claim": "The bridge fell", "headline": "The bridge fell at dawn", "label": "for"},
        ],
    )


def wording(folder):
    named = [("A", "the old depot"), ("A", "the depot"), ("B", "a quiet lake")]
    rows = [
        {"id": str(n), "event_id": "0", "code_type": "OBJECT", "code_name": name, "code_mention": text}
        for n, (name, text) in enumerate(named)
    ]
    lines(folder / "few-codes.jsonl", rows)
    return folder / "few-docs.jsonl"


def pages(folder):
    with tarfile.open(folder / "few-html.tar", "w") as tar:
        raw = PAGE.format(SENTENCE).encode()
        member = tarfile.TarInfo("html/one.html")
        member.size = len(raw)
        tar.addfile(member, io.BytesIO(raw))
    return lines(folder / "few.jsonl", [{"id": "one", "html_path": "html/one.html", "body": SENTENCE}])


MEASURES = {"p", "r", "f1"}


@pytest.mark.parametrize(
    ("make", "keys"),
    [
        (stories, {"b3_p", "b3_r", "b3_f1"}),
        (copies, MEASURES),
        (timelines, {"date_f1", "ar1", "ar2"}),
        (claims, {"accuracy", "f1"}),
        (wording, {"conll_f1"}),
        (pages, {"f1"}),
    ],
)
def test_the_keys_of_the_contract_are_there(capsys, monkeypatch, tmp_path, make, keys):
    path = make(tmp_path)
    if not path.exists():
        path.write_text("")
    found = figures(capsys, monkeypatch, make.__name__, path)

    assert keys <= found.keys()
    assert all(found[key] == found[key] and found[key] != {} for key in keys)


def test_copies_stories_and_timelines_count_what_is_there(tmp_path):
    assert measured_copies.run(copies(tmp_path))["f1"] == pytest.approx(1.0)
    assert measured_stories.run(stories(tmp_path))["b3_f1"] > 0.5
    assert measured_timelines.run(timelines(tmp_path))["date_f1"] == 1.0


def test_quotes_give_every_part_exact_and_overlap_all_and_marked(capsys, monkeypatch, tmp_path):
    found = figures(capsys, monkeypatch, "quotes", quotes(tmp_path))

    for table in (found, found["marked"]):
        for part in ("content", "source", "cue", "joint"):
            assert table[part]["exact"].keys() == table[part]["overlap"].keys() == MEASURES
    assert found["marked"]["exact"].keys() == MEASURES
    assert found["content"]["exact"]["r"] == 100.0


@pytest.mark.gold
@pytest.mark.skipif(not SCORER.exists(), reason="the shared scorer is not beside the checkout")
def test_a_story_is_scored_with_its_texts_beside_the_gold_or_inside_it(tmp_path):
    shutil.copy(EXAMPLE / "gold.json", tmp_path)
    inside = measured_record.run(tmp_path / "gold.json", models="none")
    shutil.copytree(EXAMPLE / "texts", tmp_path / "texts")

    assert measured_record.run(tmp_path, models="none") == inside
    assert inside["groups"]["cleaning"]["char_f1"] == 1.0
    assert inside["not_read"] == []


def test_data_that_are_not_there_are_wrong_use(monkeypatch, tmp_path):
    monkeypatch.setattr("sys.argv", ["evals", "quotes", "--data", str(tmp_path / "gone")])

    assert command.main() == 2
