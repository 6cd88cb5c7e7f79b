"""The trained reader at work: a report's text in, the chances of triggers, types, statuses and roles out.

Runs the two graphs that ship with the package through onnxruntime, on one thread, so that the same text
gives the same numbers. No PyTorch, no network.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from dateline.code.labels import REACH
from dateline.code.reading import FloatArray, RawMention, RawReading
from dateline.code.spot import Spot, softmax, spot_mentions
from dateline.code.words import IntArray, Window, cut_windows, split_words
from dateline.errors import ModelError

SHIPPED = Path(__file__).parent / "weights"
BATCH = 16
OUTPUTS = ("states", "triggers", "statuses", "links")
"""What the first graph gives for each word."""


@dataclass(frozen=True)
class Reader:
    """A trained reader in `folder`: trunk.onnx, roles.onnx, tokenizer.json, reader.json."""

    folder: Path

    @cached_property
    def card(self) -> dict[str, Any]:
        """What the reader is: name, version, the order of its types."""
        card: dict[str, Any] = json.loads((self.folder / "reader.json").read_text(encoding="utf-8"))
        return card

    @cached_property
    def types(self) -> tuple[str, ...]:
        """The type ids that the reader knows, in the order of its scores."""
        return tuple(self.card["types"])

    @property
    def name(self) -> str:
        """Name and version, as reasons cite it."""
        return f"{self.card['name']}@{self.card['version']}"

    @cached_property
    def tokenizer(self) -> Tokenizer:
        """The word-piece tokenizer the reader was trained with."""
        tokenizer = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    @cached_property
    def trunk(self) -> Any:
        """The session of the first graph; ModelError where an older Dateline made it."""
        session = _session(self.folder / "trunk.onnx")
        if len(session.get_outputs()) != len(OUTPUTS):
            raise ModelError(
                f"{self.folder}: this reader was made by an older Dateline",
                hint="train it again: dateline train",
            )
        return session

    @cached_property
    def roles(self) -> Any:
        """The session of the second graph."""
        return _session(self.folder / "roles.onnx")


def open_reader(folder: Path | None = None) -> Reader:
    """The reader in `folder`, or the one that ships with the package.

    Raises ModelError where a file is missing or the graphs were made for other labels.
    """
    folder = folder or SHIPPED
    for file in ("reader.json", "tokenizer.json", "trunk.onnx", "roles.onnx"):
        if not (folder / file).is_file():
            raise ModelError(
                f"no trained reader in {folder}: {file} is missing", hint="reinstall, or `dateline train`"
            )
    return Reader(folder)


def _session(path: Path) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def read_report(text: str, reader: Reader) -> RawReading:
    """Read `text`: every run of words that may be a mention, with its chances and the roles around it."""
    words = split_words(text)
    windows = cut_windows(text, words, reader.tokenizer)
    mentions: list[RawMention] = []
    all_triggers, all_statuses, all_links = [], [], []
    for window in windows:
        states, triggers, statuses, links = _read_window(window, reader)
        own = slice(window.decide - window.first, window.until - window.first)
        all_triggers.append(triggers[own])
        all_statuses.append(statuses[own])
        all_links.append(links[own])
        spots = spot_mentions(triggers[own], statuses[own])
        mentions.extend(_read_roles(window, states, spots, reader))
    chances = (np.concatenate(rows) for rows in (all_triggers, all_statuses, all_links))
    return RawReading(words, tuple(mentions), *chances)


def _read_window(window: Window, reader: Reader) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    pieces = window.pieces[None]
    feed = {"pieces": pieces, "mask": np.ones_like(pieces), "heads": window.heads[None]}
    states, triggers, statuses, links = reader.trunk.run(OUTPUTS, feed)
    return states[0], softmax(triggers[0]), softmax(statuses[0]), links[0]


def _read_roles(
    window: Window, states: FloatArray, spots: Sequence[Spot], reader: Reader
) -> Iterator[RawMention]:
    shift, size = window.decide - window.first, window.last - window.first
    placed = [(s, s.first + shift, s.last + shift) for s in spots]
    for i in range(0, len(placed), BATCH):
        batch = placed[i : i + BATCH]
        crops = [(max(0, first - REACH), min(size, last + REACH)) for _, first, last in batch]
        scores = reader.roles.run(None, _stack(states, batch, crops))[0]
        for (spot, first, last), crop, rows in zip(batch, crops, scores, strict=True):
            yield RawMention(
                first=first + window.first,
                last=last + window.first,
                chance=spot.chance,
                types=spot.types,
                statuses=spot.statuses,
                crop=(crop[0] + window.first, crop[1] + window.first),
                roles=softmax(rows[: crop[1] - crop[0]]),
            )


def _stack(
    states: FloatArray, batch: Sequence[tuple[Spot, int, int]], crops: Sequence[tuple[int, int]]
) -> dict[str, Any]:
    size = max(end - start for start, end in crops)
    stacked = np.zeros((len(batch), size, states.shape[1]), np.float32)
    mask, marked, distance = (np.zeros((len(batch), size), np.int64) for _ in range(3))
    for row, ((_, first, last), (start, end)) in enumerate(zip(batch, crops, strict=True)):
        stacked[row, : end - start] = states[start:end]
        mask[row, : end - start] = 1
        marked[row, first - start : last - start] = 1
        distance[row] = _distances(size, first - start, last - start)
    kind = np.array([int(spot.types.argmax()) for spot, _, _ in batch], np.int64)
    return {"states": stacked, "mask": mask, "marked": marked, "kind": kind, "distance": distance}


def _distances(size: int, first: int, last: int) -> IntArray:
    at = np.arange(size)
    signed = np.where(at < first, at - first, np.where(at >= last, at - last + 1, 0))
    return np.clip(signed, -REACH - 1, REACH + 1) + REACH + 1
