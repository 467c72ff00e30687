"""Judges by name: `onnx:PATH`, `hf:NAME`, `openai:URL#MODEL`."""

from __future__ import annotations

from rashomon.models.nli import JudgeError, hub_judge, onnx_judge
from rashomon.models.remote import server_judge
from rashomon.ports import Judge


def judge_of(name: str) -> Judge | None:
    """Return the judge that a user names, ready to be asked; None for "".

    Raises:
        JudgeError: says what is wrong with the name or missing at the place.
    """
    kind, _, place = name.partition(":")
    if not name:
        return None
    if kind == "onnx" and place:
        return onnx_judge(place)
    if kind == "hf" and place:
        return hub_judge(place)
    if kind == "openai" and place:
        try:
            return server_judge(place)
        except ValueError as error:
            raise JudgeError(str(error)) from error
    raise JudgeError(f"{name}: expected onnx:PATH, hf:NAME or openai:URL#MODEL")
