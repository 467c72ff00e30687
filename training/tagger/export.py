"""Writes trained weights as int8 ONNX with the linker beside it, and states the digests. torch, onnx, onnxruntime.

    python training/tagger/export.py LAST.pt[,EARLIER.pt...] links.npz tokenizer.json OUT [--kind int8|fp32]

Several checkpoints are averaged.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from export_digests import state_digests
from network import Encoder
from onnxruntime.quantization import QuantType, quantize_dynamic


def averaged(paths: list[str]) -> dict[str, dict[str, torch.Tensor]]:
    states = [torch.load(path) for path in paths]
    return {
        part: {name: sum(s[part][name] for s in states) / len(states) for name in states[0][part]}
        for part in ("net", "chain")
    }


def write_graph(state: dict[str, torch.Tensor], out: Path) -> None:
    net = Encoder()
    net.load_state_dict(state)
    net.eval()
    axes = {"ids": {1: "pieces"}, "labels": {1: "pieces"}}
    sample = torch.randint(1000, 2000, (1, 20))
    torch.onnx.export(
        net,
        (sample,),
        str(out),
        input_names=["ids"],
        output_names=["labels"],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


def shrink(whole: Path, out: Path) -> None:
    """Matrices and embeddings to 8 bits, a scale a column; the last layer stays as it is."""
    graph = onnx.load(whole).graph
    last = [node.name for node in graph.node if node.op_type in {"MatMul", "Gemm"}][-1]
    quantize_dynamic(
        whole,
        out,
        op_types_to_quantize=["MatMul", "Gather"],
        per_channel=True,
        reduce_range=True,  # 7 bits: without VNNI, sums of products of 8-bit numbers overflow (onnxruntime's docs)
        weight_type=QuantType.QInt8,
        nodes_to_exclude=[last],
        extra_options={"MatMulConstBOnly": True},
    )


def main(options: argparse.Namespace) -> None:
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    state = averaged(options.weights.split(","))
    whole = out / "whole.onnx"
    write_graph(state["net"], whole)
    if options.kind == "int8":
        shrink(whole, out / "model.onnx")
        whole.unlink()
    else:
        whole.rename(out / "model.onnx")
    linker = dict(np.load(options.links))
    linker["steps"] = state["chain"]["step"].numpy()
    linker.setdefault("score_weights", np.zeros(11, dtype=np.float32))
    linker.setdefault("score_bias", np.float32(0))
    np.savez(out / "linker.npz", **linker)
    shutil.copyfile(options.tokenizer, out / "tokenizer.json")
    state_digests(out)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    for name in ("weights", "links", "tokenizer", "out"):
        parser.add_argument(name)
    parser.add_argument("--kind", default="int8")
    main(parser.parse_args())
