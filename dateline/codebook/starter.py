"""Beginning a codebook of one's own."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from dateline.errors import CodebookError


def write_starter(path: Path) -> None:
    """Write a commented codebook that adds one type to the shipped one.

    Raises CodebookError where `path` exists, is not named as YAML, or cannot be written.
    """
    if path.suffix not in (".yml", ".yaml"):
        raise CodebookError(
            f"{path}: found the ending '{path.suffix}', expected .yml", hint=f"{path.with_suffix('.yml')}"
        )
    text = files("dateline.codebook").joinpath("starter.yml").read_text(encoding="utf-8")
    try:
        with path.open("x", encoding="utf-8") as out:
            out.write(text)
    except FileExistsError as error:
        raise CodebookError(
            f"{path}: exists already", hint="give another name, or delete it first"
        ) from error
    except OSError as error:
        raise CodebookError(
            f"{path}: cannot be written: {error.strerror}", hint="check the folder"
        ) from error
