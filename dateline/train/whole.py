"""The whole reader from annotated reports and a seed: fit, export, card."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import torch
from tokenizers import Tokenizer

from dateline.train.build import Base, build_reader, start_from
from dateline.train.data import Page, make_pages
from dateline.train.export import export_reader
from dateline.train.fit import Plan, fit_reader
from dateline.train.fit_roles import fit_roles
from dateline.train.keep import name_reports, write_card
from dateline.train.net import Reader, Shape


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
    base: Base,
    plan: Plan,
    start: Sequence[Path] = (),
    roles: Path | None = None,
) -> Reader:
    """A reader trained on `reports`, from the weights in `start` and the role layers in `roles` where given.

    Raises ModelError where one of them was made for other types or another encoder.
    """
    torch.set_num_threads(1)
    reader = build_reader(base, Shape(len(types)), plan.seed)
    start_from(reader, start, roles)
    pages = pages_of(reports, types, base.encoder)
    return fit_roles(fit_reader(reader, pages, plan), pages, plan)


def write_reader(
    reader: Reader,
    folder: Path,
    types: Sequence[str],
    encoder: Path,
    plan: Plan,
    ids: Sequence[str],
    *,
    bits: Literal[4, 8] = 8,
) -> None:
    """Write graphs, tokenizer and card to `folder`, and the weights to train on from to `folder`.pt."""
    export_reader(reader, folder, bits=bits)
    shutil.copyfile(encoder / "tokenizer.json", folder / "tokenizer.json")
    taught = {"reports": len(ids), "which": name_reports(ids), "seed": plan.seed, "epochs": plan.epochs}
    card = {"name": "reader", "version": f"own-{name_reports(ids)[:8]}", "types": list(types)}
    write_card({**card, "encoder": encoder.name, "taught": taught}, folder)
    torch.save(reader.state_dict(), folder.with_name(folder.name + ".pt"))
