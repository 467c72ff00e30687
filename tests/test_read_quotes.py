from itertools import pairwise

import pytest
from evals.quotes import f1, score
from hypothesis import given
from hypothesis import strategies as st

from rashomon.read.quotes import find_quotations, paragraphs
from rashomon.spans import cut
from rashomon.types import Article, Sentence


def quoted(text):
    article = Article("a", "a.txt", text)
    lines, offset = [], 0
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            lines.append(Sentence(cut(article, offset, offset + len(line)), 0, 0, number))
        offset += len(line) + 1
    return [text[q.start : q.end] for q in find_quotations(article, paragraphs(lines))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"It rained," she said.', ["It rained,"]),
        ("“It rained,” she said.", ["It rained,"]),
        ("''It rained,'' she said.", ["It rained,"]),
        ("«It rained», she said.", ["It rained"]),
        ("‘It rained,’ she said.", ["It rained,"]),
        ("'It rained,' she said.", ["It rained,"]),
        ("“He called it ‘a gift’ to me,” she said.", ["He called it ‘a gift’ to me,"]),
        ("\"He called it 'a gift' to me,\" she said.", ["He called it 'a gift' to me,"]),
        ("The ministers' plan wasn't the farmers' choice.", []),
        ("The '90s weren't kind.", []),
        ("“It rained,” she said. “It poured.”", ["It rained,", "It poured."]),
        ("“It rained 🌧️ all day,” she said.", ["It rained 🌧️ all day,"]),
        ('"" "." "', []),
        ('"(Applause.)"', []),
        ('"ORSK: The gates stay shut."', ["The gates stay shut."]),
        ('"NOTE: "', ["NOTE:"]),
    ],
)
def test_marks_of_every_kind_are_read(text, expected):
    assert quoted(text) == expected


def test_an_unclosed_mark_spoils_no_more_than_its_paragraph():
    found = quoted("He said “it rained and it poured.\nShe said “no” to that.")
    assert found[-1] == "no"


def test_a_quotation_that_opens_again_goes_on():
    text = "“It rained.\n“It poured,” she said."
    assert quoted(text) == ["It rained.", "It poured,"]


def test_a_mark_lost_in_a_long_paragraph_is_not_believed():
    assert quoted("He said “so. " + "It went on. " * 500) == []


@given(st.text(alphabet="ab .,!?\"“”‘’'«»\n", max_size=120))
def test_every_quotation_lies_inside_its_marks(text):
    article = Article("a", "a.txt", text)
    sentences = [Sentence(cut(article, 0, len(text)), 0, 0, 0)] if text else []
    found = find_quotations(article, paragraphs(sentences))
    assert all(q.outer_start <= q.start < q.end <= q.outer_end <= len(text) for q in found)
    assert all(a.outer_end <= b.outer_start for a, b in pairwise(found))


def attributed(**parts):
    return {"content": frozenset(), "source": frozenset(), "cue": frozenset()} | {
        name: frozenset(words) for name, words in parts.items()
    }


def test_the_eval_counts_one_to_one_and_joint_by_source():
    gold = [attributed(content=[1, 2, 3, 4], source=[9], cue=[8])]
    found = [attributed(content=[1, 2, 3], source=[7]), attributed(content=[2, 3, 4], source=[9])]
    figures = score([(gold, found, "a b c d e f g h i j")])
    assert figures["content"]["overlap"] == {"p": 50.0, "r": 100.0, "f1": 66.7}
    assert figures["joint"]["overlap"]["r"] == 100.0
    assert figures["content"]["exact"]["f1"] == 0.0


def test_words_alike_are_counted_as_sets():
    assert f1(frozenset(), frozenset({1})) == 0.0


def test_a_single_mark_that_goes_on_in_a_later_paragraph_opens_a_quotation():
    assert quoted("'It rained, he said. 'We don't mind.\nThe dam in May\n'It poured.'") == [
        "It rained, he said. 'We don't mind.",
        "It poured.",
    ]
    assert quoted("'It rained. We don't mind.\nThe dam in May\nNobody came.") == []


def test_paragraphs_of_one_quotation_drawn_into_one_line_stay_quoted():
    assert quoted('She said: "It rained. "It poured. "Then it froze."') == [
        "It rained.",
        "It poured.",
        "Then it froze.",
    ]
    assert quoted('He is 6\'2" tall. "It rained."') == ["It rained."]
