"""The tagger: MiniLM-L6 tuned on PolNeAR (sources, cues, contents) as int8 ONNX, and a small network that links them.

Each window is run by itself and on one thread, so an article's attributions depend on nothing but the article. Made
by `training/tagger`; what it gets wrong is in `docs/model-card.md`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from rashomon.models.attributions import Linked, Linker, link, open_linker, score, sort_parts
from rashomon.models.chain import Scores, best_path, certainties, lawful
from rashomon.models.decoding import Piece, read_pieces
from rashomon.models.geometry import survey
from rashomon.models.onnx import WEIGHTS, WeightsError, check_weights, open_session
from rashomon.models.pieces import BREAK, START, Pieces, cut_pieces, plain_words, windows
from rashomon.types import Attribution, Model

if TYPE_CHECKING:
    from tokenizers import Tokenizer

HOME = WEIGHTS / "tagger"
FILES = ("model.onnx", "tokenizer.json", "linker.npz")
# Sums may differ in their last bits between processors; the third decimal of a score moves no span (dev part).
DECIMALS = 3


class OnnxTagger(Struct, frozen=True):
    """The tagger of attributions; its weights load at first use, once in each process."""

    @property
    def model(self) -> Model:
        """Name of the tagger, and the digest of its network."""
        return Model("minilm-l6-quotes-int8", "sha256:" + _digests()["model.onnx"])

    def tag(
        self, text: str, words: Sequence[tuple[int, int]], paragraphs: Sequence[int]
    ) -> tuple[Attribution, ...]:
        """Tag one article; see `ports.Tagger`. Blank words are passed over.

        Raises:
            WeightsError: names the file and both digests where the weights are not the released ones.
        """
        kept = [n for n, (start, end) in enumerate(words) if text[start:end].strip()]
        if not kept:
            return ()
        places = [words[n] for n in kept]
        numbers = [paragraphs[n] for n in kept]
        found = read_attributions(plain_words(text, places), numbers)
        return tuple(_told(item, chance, places) for item, chance in found)


def read_attributions(words: Sequence[str], paragraphs: Sequence[int]) -> list[tuple[Linked, float]]:
    """Return the attributions of an article over its words, each with its score."""
    linker = _loaded().linker
    ground = survey(words, paragraphs)
    found = link(sort_parts(mark_pieces(words, paragraphs)), ground, linker)
    return [(item, score(item, ground, linker)) for item in found]


def mark_pieces(words: Sequence[str], paragraphs: Sequence[int]) -> list[Piece]:
    """Return the sources, cues and contents of an article, in order, not yet linked."""
    loaded = _loaded()
    scores = _scores(loaded.session, cut_pieces(loaded.tokenizer, words, paragraphs))
    return read_pieces(best_path(scores, loaded.steps), certainties(scores, loaded.steps))


class _Loaded(Struct, frozen=True):
    session: Any
    tokenizer: Any
    linker: Linker
    steps: Scores


def _scores(session: Any, pieces: Pieces) -> Scores:
    rows = np.zeros((len(pieces.first), 7), dtype=np.float64)
    for window in windows(pieces):
        ids = np.array([[START, *pieces.ids[window.start : window.end], BREAK]], dtype=np.int64)
        labels: NDArray[np.float32] = session.run(None, {"ids": ids})[0][0]
        span = range(window.first_word, window.last_word)
        rows[window.first_word : window.last_word] = labels[
            [pieces.first[n] - window.start + 1 for n in span]
        ]
    return np.round(rows, DECIMALS)


def _told(item: Linked, chance: float, places: Sequence[tuple[int, int]]) -> Attribution:
    content = tuple((places[piece.start][0], places[piece.end - 1][1]) for piece in item.content)
    cue, source = (
        (places[piece.start][0], places[piece.end - 1][1]) if piece else None
        for piece in (item.cue, item.source)
    )
    return Attribution(content, cue, source, chance)


@cache
def _digests() -> dict[str, str]:
    stated = HOME / "DIGESTS.json"
    if not stated.is_file():
        raise WeightsError(f"{stated} is missing, so the weights of the tagger cannot be checked")
    digests: dict[str, str] = json.loads(stated.read_text("utf-8"))
    absent = sorted(set(FILES) - set(digests))
    if absent:
        raise WeightsError(f"{stated} states no digest for {', '.join(absent)}")
    return digests


def released_files() -> list[Path]:
    """Return the files of the tagger after checking their digests.

    Raises:
        WeightsError: names the first file that is missing or changed.
    """
    for name in FILES:
        check_weights(HOME / name, _digests()[name])
    return [HOME / name for name in FILES]


@cache
def _loaded() -> _Loaded:
    from tokenizers import Tokenizer as Cutter  # noqa: PLC0415

    network, vocabulary, numbers = released_files()
    tokenizer: Tokenizer = Cutter.from_file(str(vocabulary))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    with np.load(numbers) as stored:
        arrays = {name: np.asarray(stored[name], dtype=np.float64) for name in stored.files}
    return _Loaded(open_session(network), tokenizer, open_linker(arrays), lawful(arrays["steps"]))
