"""The encoder: bge-small (384 numbers a passage) as int8 ONNX, run by onnxruntime on one thread.

Its weights quantise activations afresh at every run, over the whole batch: the same text beside other texts comes
out up to .03 different in a number (measured). So every passage is run by itself, which costs about a quarter of the
speed and makes its vector depend on nothing but its own words.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from rashomon.types import Model

if TYPE_CHECKING:
    from tokenizers import Tokenizer

WEIGHTS = Path(__file__).parent / "weights"
DIGESTS = WEIGHTS / "DIGESTS.json"
SIZE = 384
MOST_PIECES = 256  # a paragraph; the model itself could take 512, at more than twice the time
MOST_LETTERS = 6_000  # more than 256 wordpieces of any text that has spaces; spares tokenising the rest
# Sums of many small numbers differ in their last bits between processors; the fourth decimal does not matter to a cosine.
DECIMALS = 4
REMEMBERED = 20_000  # passages, about 30 MB; the stages ask for the same sentences again


class WeightsError(Exception):
    """Weights are missing, or are not those that the package was released with."""


class OnnxEncoder(Struct, frozen=True):
    """An encoder by name; its weights load at first use, once in each process, and never travel with a task."""

    name: str = "encoder"

    @property
    def model(self) -> Model:
        """Name and digest of the weights."""
        return Model(f"bge-small-int8/{self.name}", "sha256:" + _stated(f"{self.name}/model.onnx"))

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row of length one for each text, in order; a blank text gets a row like any other.

        Raises:
            WeightsError: names the file and both digests where the weights are not the released ones.
        """
        if not texts:
            return np.zeros((0, SIZE), dtype=np.float32)
        return np.stack([_vector(self.name, _plain(text)) for text in texts])


def check_weights(path: Path, expected: str) -> None:
    """Compare the SHA-256 of a file with the one that was released.

    Raises:
        WeightsError: names the file and both digests.
    """
    if not path.is_file():
        raise WeightsError(f"{path} is missing: its released digest is sha256 {expected}")
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != expected:
        raise WeightsError(
            f"{path} has sha256 {found}, but {expected} was released: install the package again"
        )


@cache
def _stated(member: str) -> str:
    if not DIGESTS.is_file():
        raise WeightsError(f"{DIGESTS} is missing, so the weights {member} cannot be checked")
    stated: dict[str, str] = json.loads(DIGESTS.read_text("utf-8"))
    if member not in stated:
        raise WeightsError(f"{DIGESTS} states no digest for {member}")
    return stated[member]


def released(member: str) -> Path:
    """Return the path of a file of weights after checking its digest; `member` is its path below `weights/`."""
    path = WEIGHTS / member
    check_weights(path, _stated(member))
    return path


def open_session(path: Path) -> Any:
    """Open a model for one thread: with more, sums may come out in another order. Source: onnxruntime 1.23 docs."""
    import onnxruntime  # noqa: PLC0415  # pyright: ignore[reportMissingTypeStubs]

    runtime: Any = onnxruntime
    options = runtime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return runtime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


@cache
def _loaded(name: str) -> tuple[Any, Tokenizer]:
    from tokenizers import Tokenizer  # noqa: PLC0415

    tokenizer: Any = Tokenizer.from_file(str(released(f"{name}/tokenizer.json")))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MOST_PIECES)
    return open_session(released(f"{name}/model.onnx")), tokenizer


def _plain(text: str) -> str:
    # half of a surrogate pair cannot be tokenised; white space says nothing
    whole = text[: 2 * MOST_LETTERS].encode("utf-8", "replace").decode("utf-8")
    return " ".join(whole.split())[:MOST_LETTERS]


@lru_cache(maxsize=REMEMBERED)
def _vector(name: str, text: str) -> NDArray[np.float32]:
    return _vector_of(name, tuple(_loaded(name)[1].encode(text).ids))


@lru_cache(maxsize=REMEMBERED)
def _vector_of(name: str, ids: tuple[int, ...]) -> NDArray[np.float32]:
    # by its pieces, which are all that the network sees: "The Mayor" and "the mayor" are run once
    session = _loaded(name)[0]
    pieces = np.array([ids], dtype=np.int64)
    feed = {
        "input_ids": pieces,
        "attention_mask": np.ones_like(pieces),
        "token_type_ids": np.zeros_like(pieces),
    }
    wanted = {node.name for node in session.get_inputs()}
    hidden: Any = session.run(None, {key: value for key, value in feed.items() if key in wanted})[0]
    first: NDArray[np.float64] = np.asarray(
        hidden[0, 0], dtype=np.float64
    )  # bge is trained on the vector of its first piece, [CLS]
    scaled = first / max(float(np.linalg.norm(first)), 1e-12)
    vector: NDArray[np.float32] = np.round(scaled, DECIMALS).astype(np.float32)
    vector.setflags(write=False)
    return vector
