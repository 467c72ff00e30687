"""The shipped tagger on text that nobody prepared for it."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.models.spacy import SpacyParser
from rashomon.models.tagger import OnnxTagger, released_files
from rashomon.read.sentences import split_sentences
from rashomon.read.statements import find_attributions, find_statements
from rashomon.spans import holds
from rashomon.types import Article

PARSER, TAGGER = SpacyParser(), OnnxTagger()

HOSTILE = [
    '“Unbalanced, said Venn. "And again, she said. ” It rained.',
    "“We are \U0001f600 glad,” said Ve\u0301nn\u0301, “\u200dvery\ufe0f.”",
    "\u05e9\u05dc\u05d5\u05dd said \u202e“closed”\u202c, according to \u062f\u0627\u0631\u064a.",
    "VENN SAID THE BRIDGE WAS CLOSED. “IT IS UNSAFE,” SHE SAID.",
    "VENN: We closed it.\nREPORTER: Why?\nVENN: It was unsafe, the engineers said so.",
    "@venn: bridge closed!! #bridge\nRT @hale: “not true” says the mayor\n@venn: she said it\n" * 5,
    "''We lost,'' Venn said. ``We won,`` Hale said. «We drew», said Orr.",
    "x" * 5_000 + " said Venn",
    "\ud800 said Venn".encode("utf-8", "replace").decode(),
]


def read(text):
    article = Article("a", "a.txt", text, language="en")
    tokens, sentences = split_sentences(article, PARSER)
    return article, find_statements(article, tokens, sentences, TAGGER)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_leaves_spans_exact(text):
    article, found = read(text)
    for statement in found:
        spans = [*statement.content, *statement.quoted]
        spans += [s for s in (statement.cue, statement.source) if s]
        assert all(holds(span, article) for span in spans)
        assert 0 <= statement.score <= 1


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.sampled_from([*'aB .,"“”’\n', " said ", " Venn ", " that ", "\U0001f600", "\u0301"]), max_size=50
    )
)
def test_any_text_is_tagged_within_its_bounds(pieces):
    article, _ = read("".join(pieces))
    tokens, sentences = split_sentences(article, PARSER)
    for found in find_attributions(article, tokens, sentences, TAGGER):
        assert all(0 <= a < b <= len(article.text) for a, b in found.content)


def test_what_is_said_in_one_report_depends_on_nothing_else():
    text = "Venn said the bridge was closed. Hale denied it was unsafe."
    alone = read(text)[1]
    read("Orr promised a new bridge. “Soon,” he said.")
    assert read(text)[1] == alone


def test_time_grows_with_the_words():
    sentence = 'Mayor Venn told the council that the bridge was "closed" on Monday, and Hale denied it. '

    def spent(times):
        article = Article("a", "a.txt", sentence * times, language="en")
        tokens, sentences = split_sentences(article, PARSER)
        start = time.process_time()
        assert find_attributions(article, tokens, sentences, TAGGER)
        return time.process_time() - start

    spent(10)
    assert spent(400) < 14 * spent(50)  # eight times the words; twice that would be a square law at work


def test_every_file_of_the_tagger_is_the_released_one():
    assert [path.name for path in released_files()] == ["model.onnx", "tokenizer.json", "linker.npz"]
