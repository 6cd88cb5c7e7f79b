"""What a coding depends on besides the report: with the same identity, coding again gives the same record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dateline import CODER
from dateline.run.coder import CoderOptions
from dateline.text.hashing import sha256_hex, short_id


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
    yield f"codebook {_file_digest(Path(options.codebook))}"
    yield f"reader {options.reader or 'shipped'}"
    yield from _gazetteers(options.home)


def _file_digest(path: Path) -> str:
    if path.is_dir():
        return short_id(*(_file_digest(inner) for inner in sorted(path.glob("**/*.yml"))))
    return sha256_hex(path.read_bytes()) if path.is_file() else path.name


def _gazetteers(home: Path) -> Iterator[str]:
    from dateline.places import open_gazetteer

    for source, entries in open_gazetteer(home).sources():
        yield f"gazetteer {source.name} {entries}"
