"""How quotations are counted by the flat protocol and by kind."""

from evals.quotes_flat import flat_spans, score_flat, score_kinds

from rashomon.types import Attribution

TEXT = 'The mayor said "the dam, he said, holds" today.\nNobody asked.'


def spans(*parts):
    return [(role, (TEXT.index(words), TEXT.index(words) + len(words))) for role, words in parts]


def test_a_span_inside_another_cuts_it_into_pieces():
    found = flat_spans(TEXT, spans(("content", "the dam, he said, holds"), ("cue", "said, holds"[:4])))
    assert len(found) == 2
    inner = flat_spans(TEXT, [("content", (16, 39)), ("cue", (28, 32))])
    assert sorted(role for role, _ in inner) == ["content", "content", "cue"]


def test_a_span_over_two_paragraphs_is_two():
    whole = flat_spans(TEXT, [("content", (0, len(TEXT)))])
    assert len(whole) == 2


def test_a_content_between_marks_is_as_exact_as_one_that_holds_them():
    quoted = TEXT.index('"'), TEXT.rindex('"') + 1
    row = {
        "text": TEXT,
        "annotators": ["a"],
        "attributions": [
            {"annotator": "a", "content": [{"spans": [quoted]}], "cue": [{"spans": [(10, 14)]}], "source": []}
        ],
    }
    ours = Attribution(((quoted[0] + 1, quoted[1] - 1),), (10, 14), None, 1.0)
    figures = score_flat([row], [[ours]])
    assert figures["content"]["f1"] == 100.0
    assert figures["cue"]["f1"] == 100.0
    shorter = Attribution(((quoted[0] + 1, quoted[1] - 8),), (10, 14), None, 1.0)
    assert score_flat([row], [[shorter]])["content"]["f1"] == 0.0


def test_the_share_of_a_kind_counts_only_that_kind():
    contents = [(frozenset({1, 2}), True), (frozenset({5}), False), (frozenset({2, 3}), True)]
    figures = score_kinds([(contents, frozenset({1, 2}))])
    assert figures == {
        "direct": {"n": 1, "share": 1.0},
        "mixed": {"n": 1, "share": 1.0},
        "indirect": {"n": 1, "share": 0.0},
    }
