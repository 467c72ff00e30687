"""Word classes and lemmas of a parse, remembered by word.

spaCy's last two pipes are rules in Python, a fifth of its time. All they look at is a word, its tag and its dependency
(for seven patterns, the next word too), so what they made of a word once holds for every such word.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import Struct

from rashomon.types import Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

RULES = ("attribute_ruler", "lemmatizer")
# Words with their tag and dependency, about 20 MB; the articles of a month hold fewer that come again.
REMEMBERED = 50_000
COLUMNS = ("ORTH", "TAG", "DEP", "ENT_TYPE", "IDX", "HEAD", "ENT_IOB", "SENT_START")
APART = "."
POSITIONS = ("", "I", "O", "B")  # spaCy's numbers for where a word stands in a name


type Key = tuple[int, int, int]  # spaCy's numbers of a word, its tag and its dependency


class Word(Struct, frozen=True):
    """What the rules made of a word; `opens`: it may begin a pattern of several words, so its neighbours count."""

    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    opens: bool


class Rules(Struct, frozen=True):
    """The rules of one pipeline, and what they made of the words so far."""

    nlp: Language
    openers: Any
    known: dict[Key, Word]


def open_rules(nlp: Language) -> Rules:
    """Take the rules of a pipeline; the first word of every pattern of several words is watched for."""
    from spacy.matcher import Matcher  # noqa: PLC0415

    openers: Any = Matcher(nlp.vocab)
    ruler: Any = nlp.get_pipe(RULES[0])
    longer = [way for rule in ruler.patterns for way in rule["patterns"] if len(way) > 1]
    openers.add("opens", [way[:1] for way in longer])
    _look_up_at_once(nlp)
    return Rules(nlp, openers, {})


def _look_up_at_once(nlp: Language) -> None:
    """Let the lemmatizer find a form among its known ones by hash; it comes with lists, of up to 57,528 forms, and walks them."""
    lemmatizer: Any = nlp.get_pipe(RULES[1])
    index = lemmatizer.lookups.get_table("lemma_index")
    for word_class in list(index):
        index[word_class] = frozenset(index[word_class])


def read_texts(rules: Rules, docs: Sequence[Doc]) -> list[tuple[Token, ...]]:
    """Return the words of texts that all other pipes have run on, as the whole pipeline would have them."""
    tables: list[Any] = [doc.to_array(list(COLUMNS)) for doc in docs]
    keys = [[(orth, tag, dep) for orth, tag, dep in table[:, :3].tolist()] for table in tables]
    words = _words(rules, dict.fromkeys(chain.from_iterable(keys)))
    return [_tokens(rules, words, *text) for text in zip(docs, tables, keys, strict=True)]


def _words(rules: Rules, keys: Iterable[Key]) -> dict[Key, Word]:
    """Return what the rules make of words. The caller's own: what is remembered, another thread may forget meanwhile."""
    found = {key: rules.known.get(key) for key in keys}
    new = _worked_out(rules, [key for key, word in found.items() if word is None])
    if len(rules.known) > REMEMBERED:
        rules.known.clear()
    rules.known.update(new)
    return {key: new[key] if word is None else word for key, word in found.items()}


def _tokens(
    rules: Rules, known: Mapping[Key, Word], doc: Doc, rows: Any, keys: list[Key]
) -> tuple[Token, ...]:
    words = [known[key] for key in keys]
    if any(word.opens for word in words):
        words = _together(rules, doc)
    strings = rules.nlp.vocab.strings
    names: list[str] = [strings[name] if name else "" for name in rows[:, 3].tolist()]
    tokens: list[Token] = []
    sentence = 0
    places = rows[:, 4:].astype("int64").tolist()
    for at, (word, name, (start, head, position, opening)) in enumerate(
        zip(words, names, places, strict=True)
    ):
        sentence += at > 0 and opening == 1
        ent = f"{POSITIONS[position]}-{name}" if name else ""
        end = start + len(word.text)
        tokens.append(
            Token(start, end, word.text, word.lemma, word.pos, word.tag, word.dep, at + head, ent, sentence)
        )
    return tuple(tokens)


def _worked_out(rules: Rules, keys: list[Key]) -> dict[Key, Word]:
    """Run the rules on single words, all at once; a full stop follows a word that may begin a pattern, so that no neighbour counts."""
    strings = rules.nlp.vocab.strings
    apart: Key = (strings.add(APART), strings.add(APART), strings.add("punct"))
    matches: list[tuple[int, int, int]] = rules.openers(_side_by_side(rules, keys), allow_missing=True)
    openers = {start for _, start, _ in matches}
    rows: list[Key] = []
    places: list[int] = []
    for number, key in enumerate(keys):
        places.append(len(rows))
        rows += (key, apart) if number in openers else (key,)
    found = _together(rules, _side_by_side(rules, rows), {places[number] for number in openers})
    return {key: found[place] for key, place in zip(keys, places, strict=True)}


def _side_by_side(rules: Rules, keys: Sequence[Key]) -> Doc:
    from spacy.tokens import Doc as Text  # noqa: PLC0415

    vocab = rules.nlp.vocab
    words = [vocab.strings[orth] for orth, _, _ in keys]
    doc: Any = Text(vocab, words=words, spaces=[False] * len(words))
    return doc.from_array(["TAG", "DEP"], np.array(keys, dtype=np.uint64).reshape(-1, 3)[:, 1:])


def _together(rules: Rules, doc: Doc, openers: Collection[int] = ()) -> list[Word]:
    """Run the rules on words side by side."""
    for name in RULES:
        doc = rules.nlp.get_pipe(name)(doc)
    return [Word(w.text, w.lemma_, w.pos_, w.tag_, w.dep_, w.i in openers) for w in doc]
