"""MiniLM-L6 as plain torch, a linear head over seven labels, and a linear-chain CRF over the words."""

from __future__ import annotations

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

LAYERS, SIZE, HEADS, INNER, LABELS = 6, 384, 12, 1536, 7
FORBIDDEN = -1e4


class Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(SIZE, SIZE) for _ in range(4))
        self.up, self.down = nn.Linear(SIZE, INNER), nn.Linear(INNER, SIZE)
        self.norm1, self.norm2 = nn.LayerNorm(SIZE, 1e-12), nn.LayerNorm(SIZE, 1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, _ = x.shape
        q, k, v = (
            part(x).view(batch, length, HEADS, SIZE // HEADS).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        seen = attend(q, k, v, mask).transpose(1, 2).reshape(batch, length, SIZE)
        x = self.norm1(x + self.drop(self.out(seen)))
        return self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))


def attend(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None) -> Tensor:
    if torch.onnx.is_in_onnx_export():
        return torch.softmax(q @ k.transpose(2, 3) * (SIZE // HEADS) ** -0.5, -1) @ v
    return functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)


class Encoder(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, SIZE)
        self.places = nn.Embedding(512, SIZE)
        self.norm = nn.LayerNorm(SIZE, 1e-12)
        self.drop = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.head = nn.Linear(SIZE, LABELS)

    def forward(self, ids: Tensor, mask: Tensor | None = None) -> Tensor:
        x = self.words(ids) + self.places.weight[: ids.shape[1]]
        x = self.drop(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        return self.head(self.drop(x))


def weight_names() -> dict[str, str]:
    """Map the names of our weights to those of the released ones."""
    names = {"norm": "embeddings.LayerNorm"}
    inside = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "out": "attention.output.dense",
        "norm1": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm2": "output.LayerNorm",
    }
    for n in range(LAYERS):
        names |= {f"layers.{n}.{ours}": f"encoder.layer.{n}.{theirs}" for ours, theirs in inside.items()}
    return names


def from_minilm(path: str) -> Encoder:
    """Fill the encoder with the released weights; the one kind of segment goes into the places."""
    given = load_file(path)
    given = {name.removeprefix("bert."): value.float() for name, value in given.items()}
    net = Encoder()
    state = net.state_dict()
    state["words.weight"] = given["embeddings.word_embeddings.weight"]
    state["places.weight"] = (
        given["embeddings.position_embeddings.weight"] + given["embeddings.token_type_embeddings.weight"][0]
    )
    for ours, theirs in weight_names().items():
        for part in ("weight", "bias"):
            state[f"{ours}.{part}"] = given[f"{theirs}.{part}"]
    net.load_state_dict(state)
    nn.init.normal_(net.head.weight, std=0.02)
    nn.init.zeros_(net.head.bias)
    return net


def forbidden() -> tuple[Tensor, Tensor]:
    """A further word (2, 4, 6) follows only its own role; none stands first."""
    pairs, first = torch.zeros(LABELS, LABELS), torch.zeros(LABELS)
    for inner in (2, 4, 6):
        first[inner] = FORBIDDEN
        for before in range(LABELS):
            if before not in (inner, inner - 1):
                pairs[before, inner] = FORBIDDEN
    return pairs, first


class Chain(nn.Module):
    """Scores of label after label; `loss` is the mean negative log-likelihood of a word."""

    def __init__(self) -> None:
        super().__init__()
        self.step = nn.Parameter(torch.zeros(LABELS, LABELS))
        pairs, first = forbidden()
        self.register_buffer("pairs", pairs)
        self.register_buffer("first", first)

    def loss(self, scores: Tensor, labels: Tensor, mask: Tensor) -> Tensor:
        step = self.step + self.pairs
        # a window may begin inside a span, so its first word may have any label
        alpha = scores[:, 0]
        for n in range(1, scores.shape[1]):
            following = torch.logsumexp(alpha[:, :, None] + step, 1) + scores[:, n]
            alpha = torch.where(mask[:, n, None], following, alpha)
        path = (scores.gather(2, labels[:, :, None])[:, :, 0] * mask).sum(1)
        path = path + (step[labels[:, :-1], labels[:, 1:]] * mask[:, 1:]).sum(1)
        return (torch.logsumexp(alpha, 1) - path).sum() / mask.sum()
