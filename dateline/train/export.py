"""A trained reader as two ONNX graphs with int8 weights, small enough to ship and free of PyTorch."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from dateline.code.labels import REACH
from dateline.code.reader import OUTPUTS
from dateline.train.net import Reader

OPSET = 17
FULL = r"/layer\.\d+/output/dense/MatMul$"
"""The trunk's products that keep 32 bits: what goes into the second half of a feed-forward layer has outliers
that 8 bits flatten (Bondarenko and others 2021, "Understanding and overcoming the challenges of efficient
transformer quantization")."""


def export_reader(reader: Reader, folder: Path) -> None:
    """Write `trunk.onnx` and `roles.onnx` to `folder`.

    Weights take 7 of 8 bits (`reduce_range`): on processors without VNNI 8 bits overflow in the 16-bit sums,
    and the same report would be read differently from one machine to the next.
    """
    folder.mkdir(parents=True, exist_ok=True)
    reader.eval()
    pieces = torch.ones(2, 9, dtype=torch.long)
    _export(
        reader.trunk,
        (pieces, pieces, torch.ones(2, 5, dtype=torch.long)),
        folder / "trunk.onnx",
        inputs={"pieces": ("n", "pieces"), "mask": ("n", "pieces"), "heads": ("n", "words")},
        outputs=dict.fromkeys(OUTPUTS, ("n", "words")),
        whole=FULL,
    )
    words = torch.ones(2, 5, dtype=torch.long)
    width = reader.trunk.bert.config.hidden_size
    _export(
        reader.roles,
        (torch.zeros(2, 5, width), words, words, torch.zeros(2, dtype=torch.long), words * (REACH + 1)),
        folder / "roles.onnx",
        inputs={
            "states": ("n", "words"),
            "mask": ("n", "words"),
            "marked": ("n", "words"),
            "kind": ("n",),
            "distance": ("n", "words"),
        },
        outputs={"roles": ("n", "words")},
    )


def _export(
    part: nn.Module,
    example: tuple[torch.Tensor, ...],
    path: Path,
    *,
    inputs: dict[str, tuple[str, ...]],
    outputs: dict[str, tuple[str, ...]],
    whole: str | None = None,
) -> None:
    axes = {name: dict(enumerate(dims)) for name, dims in {**inputs, **outputs}.items()}
    with tempfile.TemporaryDirectory() as scratch:
        full = Path(scratch) / "full.onnx"
        torch.onnx.export(
            part,
            example,
            str(full),
            input_names=list(inputs),
            output_names=list(outputs),
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )
        quantize_dynamic(
            str(full),
            str(path),
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
            nodes_to_exclude=_named(full, whole) if whole else [],
        )
    onnx.checker.check_model(str(path))


def _named(graph: Path, pattern: str) -> list[str]:
    """The nodes of a graph whose names fit a pattern."""
    return [node.name for node in onnx.load(str(graph)).graph.node if re.search(pattern, node.name)]
