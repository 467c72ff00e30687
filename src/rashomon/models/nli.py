"""Judges that a user brings: any NLI cross-encoder as ONNX, from a folder or from the Hugging Face hub."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from msgspec import Struct

from rashomon.models.onnx import open_session
from rashomon.ports import Verdicts
from rashomon.types import Model

MOST_PIECES = 512  # what cross-encoders of the BERT family can take
# Files of a hub repository that are read, in order of preference.
WEIGHTS = ("model.onnx", "onnx/model.onnx", "onnx/model_quantized.onnx", "model_quantized.onnx")
# How the labels of NLI models open, whatever their order and language of origin.
SAME, AGAINST = "entail", "contradict"


class JudgeError(Exception):
    """A judge cannot be loaded: says which file or label is missing."""


class OnnxJudge(Struct, frozen=True):
    """An NLI cross-encoder: `folder` holds the weights, `tokenizer.json`, and `config.json` with the labels.

    Each pair is judged both ways round, and the mean counts, so that the order of the two does not matter.
    """

    folder: str
    name: str

    @property
    def model(self) -> Model:
        """Name and digest of the weights."""
        return Model(self.name, "sha256:" + _digest(str(weights_in(Path(self.folder)))))

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Verdicts]:
        """Score each pair by itself, so that a verdict depends on nothing but its own words."""
        return [self._both(left, right) for left, right in pairs]

    def _both(self, left: str, right: str) -> Verdicts:
        one, other = _probabilities(self.folder, left, right), _probabilities(self.folder, right, left)
        same, against = (round((one[i] + other[i]) / 2, 4) for i in range(2))
        return Verdicts(same=same, against=against)


def onnx_judge(path: str) -> OnnxJudge:
    """Take the judge in a folder, or beside a file of weights.

    Raises:
        JudgeError: names what is missing.
    """
    folder = Path(path)
    folder = folder.parent if folder.is_file() else folder
    _labels(str(folder))
    weights_in(folder)
    if not (folder / "tokenizer.json").is_file():
        raise JudgeError(f"{folder} holds no tokenizer.json")
    return OnnxJudge(str(folder), f"onnx:{folder.name}")


def hub_judge(name: str) -> OnnxJudge:
    """Fetch an NLI cross-encoder with ONNX weights from the Hugging Face hub, once, into the hub's own cache.

    Raises:
        JudgeError: where it cannot be fetched or holds no ONNX weights.
    """
    import huggingface_hub  # noqa: PLC0415

    hub: Any = huggingface_hub
    try:
        folder = Path(hub.snapshot_download(name, allow_patterns=["config.json", "tokenizer.json", *WEIGHTS]))
    except Exception as error:  # the hub's client raises errors of many families
        raise JudgeError(f"hf:{name} cannot be fetched: {type(error).__name__}") from error
    return OnnxJudge(onnx_judge(str(folder)).folder, f"hf:{name}")


def weights_in(folder: Path) -> Path:
    """Find the weights in a folder.

    Raises:
        JudgeError: where none of the usual files is there.
    """
    found = [folder / name for name in WEIGHTS if (folder / name).is_file()]
    found += sorted(folder.glob("*.onnx"))
    if not found:
        raise JudgeError(f"{folder} holds no .onnx file")
    return found[0]


@cache
def _digest(path: str) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


@cache
def _labels(folder: str) -> tuple[int, int]:
    """Find which outputs say *same* and *against*."""
    path = Path(folder) / "config.json"
    if not path.is_file():
        raise JudgeError(f"{folder} holds no config.json, so its labels are not known")
    labels: dict[str, str] = json.loads(path.read_text("utf-8")).get("id2label", {})
    places = {
        kind: [int(place) for place, label in labels.items() if label.lower().startswith(kind)]
        for kind in (SAME, AGAINST)
    }
    for kind, found in places.items():
        if len(found) != 1:
            raise JudgeError(f"{path} names {sorted(labels.values())}: none, or several, for {kind}ment")
    return places[SAME][0], places[AGAINST][0]


@cache
def _loaded(folder: str) -> tuple[Any, Any]:
    from tokenizers import Tokenizer  # noqa: PLC0415

    tokenizer: Any = Tokenizer.from_file(str(Path(folder) / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MOST_PIECES, strategy="longest_first")
    return open_session(weights_in(Path(folder))), tokenizer


def _probabilities(folder: str, premise: str, hypothesis: str) -> tuple[float, float]:
    session, tokenizer = _loaded(folder)
    coded = tokenizer.encode(_plain(premise), _plain(hypothesis))
    feed = {
        "input_ids": np.array([coded.ids], dtype=np.int64),
        "attention_mask": np.array([coded.attention_mask], dtype=np.int64),
        "token_type_ids": np.array([coded.type_ids], dtype=np.int64),
    }
    wanted = {node.name for node in session.get_inputs()}
    logits: Any = session.run(None, {key: value for key, value in feed.items() if key in wanted})[0]
    row = np.asarray(logits[0], dtype=np.float64)
    shares = np.exp(row - row.max())
    shares /= shares.sum()
    same, against = _labels(folder)
    return float(shares[same]), float(shares[against])


def _plain(text: str) -> str:
    # half of a surrogate pair cannot be tokenised
    return " ".join(text.encode("utf-8", "replace").decode("utf-8").split())
