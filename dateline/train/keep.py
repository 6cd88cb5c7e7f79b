"""Keeping a reader as a folder that `open_kit` opens: graphs, tokenizer, decisions, card."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from dateline.code.kit import Kit
from dateline.text.hashing import short_id
from dateline.train.decisions import save_decisions

GRAPHS = ("trunk.onnx", "roles.onnx", "tokenizer.json")
CARD = "reader.json"
DECISIONS = "decisions.json"


def keep_reader(kit: Kit, folder: Path, taught: Mapping[str, Any]) -> str:
    """Write the kit's reader with its decisions to `folder`, in place of what stood there; gives its version.

    `taught` goes into the card. The folder is whole at every moment: it is made beside and then moved.
    """
    fresh, old = folder.with_name(folder.name + ".new"), folder.with_name(folder.name + ".old")
    for left in (fresh, old):
        shutil.rmtree(left, ignore_errors=True)
    fresh.mkdir(parents=True)
    for name in GRAPHS:
        shutil.copyfile(kit.reader.folder / name, fresh / name)
    save_decisions(kit, fresh / DECISIONS)
    base = str(kit.reader.card["version"]).partition("+")[0]
    version = f"{base}+{short_id((fresh / DECISIONS).read_text('utf-8'))[:8]}"
    write_card({**kit.reader.card, "version": version, "taught": dict(taught)}, fresh)
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
    return version


def write_card(card: Mapping[str, Any], folder: Path) -> None:
    """Write what the reader is to its folder."""
    (folder / CARD).write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def name_reports(ids: Iterable[str]) -> str:
    """A short digest of which reports something was learned from."""
    return short_id(*sorted(ids))
