"""What a coding depends on besides the report: with the same identity, coding again gives the same record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import dateline
from dateline import CODER
from dateline.run.coder import CoderOptions
from dateline.text.hashing import sha256_hex, short_id

SHIPPED_READER = Path(dateline.__file__).parent / "code" / "weights"


@dataclass(frozen=True, slots=True)
class Identity:
    """Codebook and coder as records name them, and a digest of the files they were made of."""

    codebook: str
    coder: str
    settings: str


def identify_coder(options: CoderOptions) -> Identity:
    """The identity of the coder that `options` would open, found without opening it.

    Raises CodebookError where the codebook cannot be loaded.
    """
    from dateline.codebook import load_codebook

    codebook = load_codebook(options.codebook)
    return Identity(codebook.id, CODER, short_id(*_parts(options)))


def _parts(options: CoderOptions) -> Iterator[str]:
    yield f"codebook {_digest(Path(options.codebook), '**/*.yml')}"
    yield f"reader {_digest(_reader_folder(options), '*')}"
    yield from _gazetteers(options.home)


def _reader_folder(options: CoderOptions) -> Path:
    """The reader that `open_kit` takes: the one asked for, the user's own, or the shipped one."""
    if options.reader:
        return Path(options.reader)
    own = options.home / "reader"
    return own if (own / "reader.json").is_file() else SHIPPED_READER


def _digest(path: Path, pattern: str) -> str:
    """A digest of a file, or of the files in a folder; a name that is no path stands for itself."""
    if path.is_dir():
        files = sorted(inner for inner in path.glob(pattern) if inner.is_file())
        return short_id(*(f"{file.name} {_digest(file, pattern)}" for file in files))
    return sha256_hex(path.read_bytes()) if path.is_file() else path.name


def _gazetteers(home: Path) -> Iterator[str]:
    from dateline.places import open_gazetteer

    for source, entries in open_gazetteer(home).sources():
        yield f"gazetteer {source.name} {entries}"
