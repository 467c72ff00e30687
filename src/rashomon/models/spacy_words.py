"""Word classes and lemmas of a parse, remembered by word.

spaCy's last two pipes are rules in Python, a fifth of its time. All they look at is a word, its tag and its dependency
(for seven patterns, the next word too), so what they made of a word once holds for every such word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from rashomon.types import Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

RULES = ("attribute_ruler", "lemmatizer")
# Words with their tag and dependency, about 20 MB; the articles of a month hold fewer that come again.
REMEMBERED = 50_000
COLUMNS = ("ORTH", "TAG", "DEP", "ENT_TYPE", "IDX", "HEAD", "ENT_IOB", "SENT_START")
POSITIONS = ("", "I", "O", "B")  # spaCy's numbers for where a word stands in a name


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
    known: dict[tuple[int, int, int], Word]


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
    """Let the lemmatizer find a form among its known ones by hash; it comes with lists, of up to 83,000 forms, and walks them."""
    lemmatizer: Any = nlp.get_pipe(RULES[1])
    index = lemmatizer.lookups.get_table("lemma_index")
    for word_class in list(index):
        index[word_class] = frozenset(index[word_class])


def read_words(rules: Rules, doc: Doc) -> tuple[Token, ...]:
    """Return the words of a text that all other pipes have run on, as the whole pipeline would have them."""
    rows: Any = doc.to_array(list(COLUMNS))
    words = _remembered(rules, doc, rows[:, :3].tolist())
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


def _remembered(rules: Rules, doc: Doc, keys: list[list[int]]) -> list[Word]:
    if len(rules.known) > REMEMBERED:
        rules.known.clear()
    words: list[Word] = []
    for orth, tag, dep in keys:
        key = (orth, tag, dep)
        word = rules.known.get(key)
        if word is None:
            word = rules.known[key] = _worked_out(rules, key)
        words.append(word)
    return _together(rules, doc) if any(word.opens for word in words) else words


def _worked_out(rules: Rules, key: tuple[int, int, int]) -> Word:
    """Run the rules on a word by itself."""
    from spacy.tokens import Doc as Text  # noqa: PLC0415

    alone = Text(rules.nlp.vocab, words=[rules.nlp.vocab.strings[key[0]]], spaces=[False])
    alone[0].tag, alone[0].dep = key[1:]
    opens = bool(rules.openers(alone, allow_missing=True))
    return _together(rules, alone, opens=opens)[0]


def _together(rules: Rules, doc: Doc, *, opens: bool = True) -> list[Word]:
    """Run the rules on a whole text."""
    for name in RULES:
        doc = rules.nlp.get_pipe(name)(doc)
    return [Word(w.text, w.lemma_, w.pos_, w.tag_, w.dep_, opens) for w in doc]
