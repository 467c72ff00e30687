"""Texts whose lines were broken at a width. All people and places are invented."""

import itertools
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.wiring import Settings, read_paths
from rashomon.wrapping import written_lines

PARAGRAPHS = (
    (
        "The harbour council of Tarn decided on Monday night that the old ferry will sail for one more summer, "
        "although the shipyard had warned of rust in its hull."
    ),
    (
        'Mayor Ann Keller said the ferry was "as safe as any bridge in this country, and a good deal prettier," and '
        "that two engineers had looked at every plate of it."
    ),
    (
        "Thomas Brandt, who leads the shipyard, denied that his men had been asked for a second opinion before the "
        "council voted on the question."
    ),
    (
        "The fishermen of the outer islands want a new ship. They have written to the ministry three times since "
        "spring and had no answer yet."
    ),
)
LIST = tuple(f"Ferry number {n} sails {'past the lighthouse ' * (n % 4)}at noon" for n in range(20))


def wrapped(width, between):
    return (
        between.join(textwrap.fill(paragraph, width, break_on_hyphens=False) for paragraph in PARAGRAPHS)
        + "\n"
    )


@pytest.mark.parametrize("width", [60, 72, 80])
def test_a_text_broken_at_a_width_is_put_together_by_its_paragraphs(width):
    text = wrapped(width, "\n\n")
    assert [" ".join(text[start:end].split()) for start, end in written_lines(text)] == list(PARAGRAPHS)


def test_a_list_of_short_lines_stays_a_list():
    text = "\n".join(LIST)
    assert len(written_lines(text)) == len(LIST)


def test_paragraphs_of_one_line_each_stay_as_they_are():
    text = "\n".join(PARAGRAPHS * 4)
    assert [text[start:end] for start, end in written_lines(text)] == list(PARAGRAPHS * 4)


@given(st.lists(st.text(alphabet="ab .\n\t", max_size=90), max_size=30))
def test_every_word_stands_in_one_written_line_and_in_order(pieces):
    text = "\n".join(pieces)
    lines = written_lines(text)
    assert " ".join(text[start:end] for start, end in lines).split() == text.split()
    assert all(one[1] <= two[0] for one, two in itertools.pairwise(lines))


def test_a_wrapped_report_is_read_as_the_same_report_unwrapped(tmp_path):
    found = []
    for name, text in (("plain", "\n\n".join(PARAGRAPHS)), ("wrapped", wrapped(72, "\n\n"))):
        (tmp_path / name).mkdir()
        (tmp_path / name / "report.txt").write_text(text, "utf-8")
        record = read_paths([str(tmp_path / name)], settings=Settings(workers=1))
        names = {speaker.id: speaker.name.text for speaker in record.speakers}
        found.append(
            [
                (
                    " ".join(" ".join(span.text.split()) for span in statement.content),
                    statement.kind,
                    statement.act,
                    names.get(statement.speaker or ""),
                )
                for statement in record.statements
            ]
        )
    assert len(found[0]) >= 3
    assert found[0] == found[1]
