"""An encoder without weights: hashed words and word beginnings. The model-free fallback, and a baseline to beat."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from rashomon.types import Model

# Large enough that two of the few thousand words of a story seldom fall together (about 1 in 4,000 pairs).
DIMENSIONS = 4096
# Six letters stand for the stem of an English word without a stemmer.
STEM = 6
WORD = re.compile(r"\w+")


class LexicalEncoder(Struct, frozen=True):
    """Counts words by their beginnings, longer words for more; the same text gives the same vector anywhere."""

    @property
    def model(self) -> Model:
        """There are no weights, so the digest is the rule itself."""
        return Model("lexical-encoder", f"crc32-{DIMENSIONS}-{STEM}")

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row of length one for each text; a text without words is a row of zeros.

        >>> a, b, c = LexicalEncoder().encode(["Rain fell.", "rain falls", "The vote"])
        >>> bool(a @ b > a @ c)
        True
        """
        rows = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        for number, text in enumerate(texts):
            for word in WORD.findall(text.casefold()):
                rows[number, zlib.crc32(word[:STEM].encode()) % DIMENSIONS] += min(len(word), STEM) / STEM
        lengths = np.sqrt((rows**2).sum(axis=1, keepdims=True))
        return (rows / np.where(lengths > 0, lengths, 1)).astype(np.float32)
