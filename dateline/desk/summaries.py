"""The atlas kept in a file from one start to the next, so that no start reads every incident again.

Beside an SQLite record: RECORD.db.summary; for a database server in Dateline's own folder. It holds nothing
that the record does not, may be deleted at any time, and is brought up to date against the record when read.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline import __version__
from dateline.desk.atlas import COLUMNS, TERMS, Atlas
from dateline.desk.spots import NAMES, Packed
from dateline.desk.terms import Terms
from dateline.settings import home_folder
from dateline.text.hashing import short_id

LAYOUT = [2, __version__, NAMES, tuple(COLUMNS), tuple(TERMS)]
"""What a file must have been written by; bump the number where a field comes to mean something else."""


def summary_path(record: str) -> Path:
    """Where the summary of a record is kept."""
    if "://" not in record:
        return Path(f"{record}.summary")
    return home_folder() / "summaries" / f"{short_id(record)}.summary"


def keep_atlas(path: Path, atlas: Atlas) -> None:
    """Writes the atlas whole, or not at all: another desk may read it meanwhile."""
    parts: dict[str, NDArray[Any]] = {"layout": _text([LAYOUT, atlas.changed])}
    parts |= {"ids": _text(atlas.spots.ids), "stamps": _text(atlas.spots.stamps)}
    parts |= {"lines": _bytes(b"\n".join(atlas.spots.lines))}
    parts |= {f"column {name}": values for name, values in atlas.columns.items()}
    for name, terms in atlas.terms.items():
        known = _text(list(terms.known))
        parts |= {f"known {name}": known, f"flat {name}": terms.flat, f"counts {name}": terms.counts}
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=path.name, delete=False) as out:
        np.savez(out, allow_pickle=False, **parts)
    Path(out.name).replace(path)


def kept_atlas(path: Path) -> Atlas | None:
    """The atlas that was kept, as it was then; None where there is none, or one that does not fit."""
    try:
        with np.load(path, allow_pickle=False) as parts:
            return _read(parts)
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile):
        return None


def _read(parts: Any) -> Atlas | None:
    layout, changed = _value(parts["layout"])
    if layout != json.loads(json.dumps(LAYOUT)):
        return None
    lines = tuple(parts["lines"].tobytes().split(b"\n"))
    ids, stamps = tuple(_value(parts["ids"])), tuple(_value(parts["stamps"]))
    if not len(ids) == len(stamps) == len(lines):
        return None
    columns = {name: parts[f"column {name}"] for name in COLUMNS}
    terms = {name: _terms(parts, name) for name in TERMS}
    return Atlas(Packed(ids, stamps, lines), changed, columns, terms)


def _terms(parts: Any, name: str) -> Terms:
    known = {term: number for number, term in enumerate(_value(parts[f"known {name}"]))}
    return Terms(known, parts[f"flat {name}"], parts[f"counts {name}"])


def _text(value: Sequence[Any]) -> NDArray[np.uint8]:
    return _bytes(json.dumps(value, separators=(",", ":")).encode())


def _bytes(data: bytes) -> NDArray[np.uint8]:
    return np.frombuffer(data, dtype=np.uint8)


def _value(data: NDArray[np.uint8]) -> Any:
    return json.loads(data.tobytes())
