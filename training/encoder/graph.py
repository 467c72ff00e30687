"""The released int8 graph as a torch BertModel and back: only the numbers of its matrices change, never its form."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from transformers import BertConfig, BertModel

SHAPE = {
    "hidden_size": 384,
    "num_hidden_layers": 12,
    "num_attention_heads": 12,
    "intermediate_size": 1536,
    "vocab_size": 30522,
}


def matrices(graph: onnx.GraphProto) -> dict[str, tuple[str, str, str]]:
    """Map each weight matrix of the model to the names of its quantised values, scale and zero point.

    Every quantised product ends in the addition of a bias, and biases carry their names.
    """
    values = {tensor.name for tensor in graph.initializer}
    uses: dict[str, list[onnx.NodeProto]] = {}
    for node in graph.node:
        for name in node.input:
            uses.setdefault(name, []).append(node)
    found = {}
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            bias = _bias_after(node.output[0], uses, values)
            stem = node.input[1].removesuffix("_quantized")
            found[bias.removesuffix(".bias") + ".weight"] = (node.input[1], stem + "_scale", node.input[3])
    return found


def _bias_after(name: str, uses: dict[str, list[onnx.NodeProto]], values: set[str]) -> str:
    while True:
        node = uses[name][0]
        if node.op_type == "Add":
            return next(part for part in node.input if part in values)
        name = node.output[0]


def to_torch(path: Path) -> BertModel:
    """Build a BertModel from the int8 graph; embeddings included."""
    graph = onnx.load(str(path)).graph
    values = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    state = {name: values[name].copy() for name in values if name.endswith((".bias", "LayerNorm.weight"))}
    for name, (quantised, scale, zero) in matrices(graph).items():
        state[name] = ((values[quantised].astype(np.float32) - values[zero]) * values[scale]).T.copy()
    for name in ("word", "position", "token_type"):
        state |= _embedding(f"embeddings.{name}_embeddings.weight", values)
    model = BertModel(BertConfig(**SHAPE), add_pooling_layer=False)
    missing, unknown = model.load_state_dict({k: torch.tensor(v) for k, v in state.items()}, strict=False)
    assert not [name for name in missing if "position_ids" not in name and "token_type_ids" not in name], (
        missing
    )
    assert not unknown, unknown
    return model


def _embedding(name: str, values: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    if name in values:
        return {name: values[name].copy()}
    whole = values[name + "_quantized"].astype(np.float32)
    return {name: (whole - values[name + "_zero_point"]) * values[name + "_scale"]}


def to_int8(model: BertModel, source: Path, target: Path) -> None:
    """Write a tuned model into a copy of the graph: weights int8 with one scale a column, embeddings as they were."""
    proto = onnx.load(str(source))
    tensors = {tensor.name: tensor for tensor in proto.graph.initializer}
    state = {name: value.detach().float().numpy() for name, value in model.state_dict().items()}
    for name, tensor in tensors.items():
        if name in state and "embeddings." not in name:
            tensor.CopyFrom(numpy_helper.from_array(state[name], name))
    for name, parts in matrices(proto.graph).items():
        _quantise(state[name].T, [tensors[part] for part in parts])
    target.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(proto, str(target))


def _quantise(matrix: np.ndarray, tensors: list[onnx.TensorProto]) -> None:
    kind = numpy_helper.to_array(tensors[0]).dtype
    middle = 128 if kind == np.uint8 else 0
    scale = np.maximum(np.abs(matrix).max(axis=0), 1e-8).astype(np.float32) / 127
    values = np.clip(np.round(matrix / scale), -127, 127).astype(np.int16) + middle
    zero = np.full(scale.shape, middle, dtype=kind)
    for tensor, value in zip(tensors, (values.astype(kind), scale, zero), strict=True):
        tensor.CopyFrom(numpy_helper.from_array(np.ascontiguousarray(value), tensor.name))
