"""What the coder works with, opened once: codebook, gazetteer, parser, reader, learned decisions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language

from dateline.code.logistic import Logistic, load_logistics
from dateline.code.parse import load_parser
from dateline.code.reader import SHIPPED, Reader, open_reader
from dateline.codebook import Codebook, load_codebook
from dateline.places import Gazetteer, open_gazetteer


@dataclass(frozen=True, slots=True)
class Kit:
    """Open tools and learned weights; nothing in it changes while reports are coded."""

    codebook: Codebook
    gazetteer: Gazetteer
    parser: Language
    reader: Reader
    decisions: Mapping[str, Logistic]
    floors: Mapping[str, float]
    """The chance from which each decision counts."""


def open_kit(codebook: str = "conflict", home: Path | None = None, reader: str | None = None) -> Kit:
    """Open everything that coding needs.

    `codebook` is a name or path, `home` the folder of the user's gazetteers and readers, `reader` that of a
    reader trained by the user. Raises CodebookError, GazetteerError or ModelError, each saying what to try.
    """
    folder = Path(reader) if reader else _own_reader(home)
    opened = open_reader(folder)
    decisions, floors = load_logistics((folder or SHIPPED) / "decisions.json")
    return Kit(load_codebook(codebook), open_gazetteer(home), load_parser(), opened, decisions, floors)


def _own_reader(home: Path | None) -> Path | None:
    """The reader that `dateline train` made in the user's folder, if there is one."""
    if home is None:
        return None
    folder = home / "reader"
    return folder if (folder / "reader.json").is_file() else None
