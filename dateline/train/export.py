"""A trained reader as two ONNX graphs with weights of few bits, small enough to ship and free of PyTorch."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Literal

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from torch import nn

from dateline.code.labels import REACH
from dateline.code.reader import OUTPUTS
from dateline.train.net import Reader

OPSET = 17
FULL = r"/layer\.\d+/output/dense/MatMul$"
"""The trunk's products that keep 32 bits: what goes into the second half of a feed-forward layer has outliers
that 8 bits flatten (Bondarenko and others 2021, "Understanding and overcoming the challenges of efficient
transformer quantization")."""
BLOCK = 32
"""Weights that share a scale and a zero where they take 4 bits."""
_FOUR_BIT_AXES = (("MatMul", 0), ("Gather", 1))


def export_reader(reader: Reader, folder: Path, *, bits: Literal[4, 8] = 8) -> None:
    """Write `trunk.onnx`, its weights of `bits` bits, and `roles.onnx` (8 bits) to `folder`.

    Of 8 bits 7 are taken (`reduce_range`): on processors without VNNI 8 bits overflow in the 16-bit sums,
    and the same report would be read differently from one machine to the next. Of 4 bits are the products
    and the word vectors; they are reckoned with at 32.
    """
    folder.mkdir(parents=True, exist_ok=True)
    reader.eval()
    pieces = torch.ones(2, 9, dtype=torch.long)
    _export(
        reader.trunk,
        _to_four_bits if bits == 4 else partial(_to_eight_bits, whole=FULL),
        (pieces, pieces, torch.ones(2, 5, dtype=torch.long)),
        folder / "trunk.onnx",
        inputs={"pieces": ("n", "pieces"), "mask": ("n", "pieces"), "heads": ("n", "words")},
        outputs=dict.fromkeys(OUTPUTS, ("n", "words")),
    )
    words = torch.ones(2, 5, dtype=torch.long)
    width = reader.roles.norm.normalized_shape[0]
    _export(
        reader.roles,
        _to_eight_bits,
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
    shrink: Callable[[Path, Path], None],
    example: tuple[torch.Tensor, ...],
    path: Path,
    *,
    inputs: dict[str, tuple[str, ...]],
    outputs: dict[str, tuple[str, ...]],
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
        shrink(full, path)


def _to_eight_bits(full: Path, path: Path, whole: str | None = None) -> None:
    quantize_dynamic(
        str(full),
        str(path),
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        nodes_to_exclude=_named(full, whole) if whole else [],
    )
    onnx.checker.check_model(str(path))


def _to_four_bits(full: Path, path: Path) -> None:
    made = MatMulNBitsQuantizer(
        onnx.load(str(full)),
        block_size=BLOCK,
        is_symmetric=False,
        op_types_to_quantize=("MatMul", "Gather"),
        quant_axes=_FOUR_BIT_AXES,
    )
    with np.errstate(invalid="ignore"):  # a block of zeros has no scale; it is written as zeros all the same
        made.process()
    made.model.save_model_to_file(str(path), False)


def _named(graph: Path, pattern: str) -> list[str]:
    """The nodes of a graph whose names fit a pattern."""
    return [node.name for node in onnx.load(str(graph)).graph.node if re.search(pattern, node.name)]
