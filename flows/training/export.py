"""From trained weights to the files that the runtime loads: int8 for the encoder, float32 for the small heads."""

from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from flows.extract.encoder import HEADS, VECTOR
from flows.training.losses import Reader
from flows.training.network import plain_tokenizer

OPSET = 17


def export(reader: Reader, folder: Path) -> None:
    """Write the encoder, the heads and the tokenizer into `folder`, replacing what is there."""
    folder.mkdir(parents=True, exist_ok=True)
    reader.eval()
    plain_tokenizer().save(str(folder / "tokenizer.json"), pretty=False)
    example = torch.ones(1, 16, dtype=torch.int64)
    pieces = {0: "windows", 1: "pieces"}
    with TemporaryDirectory() as scratch:
        full = Path(scratch) / "encoder.onnx"
        axes = {"ids": pieces, "shapes": pieces, "vectors": pieces, "tags": pieces}
        _write(reader.encoder, (example, example), full, axes)
        quantize_dynamic(
            full, folder / "encoder.onnx", per_channel=True, reduce_range=True, weight_type=QuantType.QInt8
        )
    for name in HEADS:
        head = getattr(reader, name)
        if name == "capacity":
            _write(
                head,
                (torch.zeros(2, 2 * VECTOR),),
                folder / "capacity.onnx",
                {"mentions": {0: "people"}, "logits": {0: "people"}},
            )
        else:
            inputs = (
                torch.zeros(3, head.left.in_features),
                torch.zeros(4, head.right.in_features),
                torch.zeros(5, 2, dtype=torch.int64),
                torch.zeros(5, 3, dtype=torch.int64),
            )
            axes = {"left": {0: "lefts"}, "right": {0: "rights"}, "pairs": {0: "pairs"}, "features": {0: "pairs"}}
            _write(head, inputs, folder / f"{name}.onnx", axes | {"logits": {0: "pairs"}, "alone": {0: "lefts"}})


def _write(module: nn.Module, inputs: tuple[torch.Tensor, ...], path: Path, axes: dict[str, dict[int, str]]) -> None:
    names = list(axes)
    torch.onnx.export(
        module, inputs, path, input_names=names[: len(inputs)], output_names=names[len(inputs) :],
        dynamic_axes=axes, opset_version=OPSET, dynamo=False,
    )  # fmt: skip


def write_card(folder: Path, settings: dict[str, object], measured: dict[str, float]) -> None:
    """Write `model.toml`: what the weights were trained on, how, and the held-out figures."""
    lines = [
        "# The encoder's weights: written by `python -m flows.training`.",
        'base = "MiniLM-L6-H384 (all-MiniLM-L6-v2, Apache-2.0), word embeddings unchanged, int8"',
        *(f"{name} = {value}" for name, value in settings.items()),
        "",
        "# On every fifth document, held out until the training went on with all: F1; accuracy for capacity and as_of.",
        "[held_out]",
        *(f"{name.replace(' ', '_')} = {value:.3f}" for name, value in measured.items()),
    ]
    (folder / "model.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
