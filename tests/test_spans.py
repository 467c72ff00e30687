"""Spans read back, ids depend on content alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.spans import covered, cut, holds, make_id, overlap, trimmed
from rashomon.types import Article, Span


@given(st.text(min_size=1), st.data())
def test_every_cut_reads_back(text, data):
    article = Article("a1", "a.txt", text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))

    assert holds(cut(article, start, end), article)


def test_a_span_past_the_end_is_refused_by_name():
    with pytest.raises(ValueError, match="article a1"):
        cut(Article("a1", "a.txt", "Rain"), 2, 9)


def test_white_space_alone_is_no_span():
    assert trimmed(Article("a1", "a.txt", "  \n "), 0, 4) is None


def test_spans_of_two_articles_do_not_overlap():
    assert overlap(Span("a", 0, 4, "Rain"), Span("b", 0, 4, "Rain")) == 0


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=6))
def test_no_code_point_is_counted_twice(stretches):
    truth = len({i for a, b in stretches for i in range(a, b)} & set(range(5, 25)))

    assert covered(5, 25, stretches) == truth


def test_parts_of_an_id_do_not_run_together():
    assert make_id("a", "ab", "c") != make_id("a", "a", "bc")
