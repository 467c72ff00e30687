"""The stories annotated here: offsets only, of the very texts that the public sets hold, and each story counted once."""

import hashlib
import json

import pytest
from evals.annotated import read, unpack
from evals.annotated_texts import joined
from evals.places import ANNOTATED, OPENED, PUBLIC, UNSEEN

STORIES = sorted(path for folder in (ANNOTATED, OPENED, UNSEEN) for path in folder.glob("*.json"))
# An annotator's own words for a point, an event or a thing are short; a passage of a report would not be.
LONGEST = 300


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for part in value.values() for text in strings(part))
    elif isinstance(value, list):
        yield from (text for part in value for text in strings(part))


def spans(value):
    if isinstance(value, list) and len(value) > 1 and all(type(part) is int for part in value[:2]):
        yield value
    elif isinstance(value, dict | list):
        parts = value.values() if isinstance(value, dict) else value
        yield from (span for part in parts for span in spans(part))


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_an_annotation_holds_offsets_and_no_words_of_the_reports(path):
    gold = read(path)["gold"]
    assert all(len(span) == 2 for file in gold["files"].values() for span in spans(file["statements"]))
    assert all("text" not in file for file in gold["files"].values())
    assert max(map(len, strings(gold))) < LONGEST


@pytest.mark.skipif(not PUBLIC.exists(), reason="THE SHARED GOLD IS NOT HERE: the texts cannot be made")
@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_the_texts_made_from_the_public_sets_are_those_that_were_annotated(path, tmp_path):
    unpack(path, tmp_path / "story")
    for name, file in json.loads((tmp_path / "story" / "gold.json").read_text())["files"].items():
        text = (tmp_path / "story" / "texts" / name).read_text(encoding="utf-8")
        assert hashlib.sha256(text.encode()).hexdigest() == file["sha256"], name


def test_a_mark_of_quotation_stands_at_the_word_that_it_opens_and_closes():
    assert (
        joined(['"', "Go", "on", ",", '"', "he", "said", "(", "twice", ")", "."])
        == '"Go on," he said (twice).'
    )


def test_two_stories_at_least_are_looked_at_by_nobody_and_stand_apart_from_the_others():
    assert len(list(UNSEEN.glob("*.json"))) >= 2
    assert all(read(path)["worked_on"] == (path.parent != UNSEEN) for path in STORIES)
