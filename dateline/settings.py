"""Where Dateline keeps its own things, and what the user set once and for all.

Gazetteers and settings lie in the platform's user data folder; the environment variable DATELINE_HOME names
another. `settings.toml` in that folder may set `db` and `codebook`; DATELINE_DB and the command line come
first.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.errors import UsageError

DEFAULT_DB = "dateline.db"
DEFAULT_CODEBOOK = "conflict"
KEYS = ("db", "codebook")


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds where a command does not say otherwise. `db` is a path or a database URL."""

    home: Path
    db: str = DEFAULT_DB
    codebook: str = DEFAULT_CODEBOOK


def home_folder() -> Path:
    """The folder for gazetteers and settings: DATELINE_HOME, or the platform's user data folder."""
    named = os.environ.get("DATELINE_HOME")
    if named:
        return Path(named).expanduser()
    from platformdirs import user_data_path

    return user_data_path("dateline")


def load_settings(home: Path | None = None) -> Settings:
    """The settings of `home` (default: `home_folder()`), with the environment over the file.

    Raises UsageError where `settings.toml` is not TOML, or holds an unknown key or a value that is not text.
    """
    home = home or home_folder()
    said = _read_settings(home / "settings.toml")
    if db := os.environ.get("DATELINE_DB"):
        said["db"] = db
    return Settings(home=home, **said)


def _read_settings(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    try:
        said = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{path}: not TOML: {error}", hint=f"correct the file, or move {path} away"
        ) from error
    return {key: _checked(path, key, value) for key, value in said.items()}


def _checked(path: Path, key: str, value: Any) -> str:
    if key not in KEYS:
        raise UsageError(f"{path}: unknown setting '{key}'", hint=f"known settings: {', '.join(KEYS)}")
    if not isinstance(value, str):
        raise UsageError(f"{path}: '{key}' is {value!r}, expected text", hint=f'write {key} = "…"')
    return value
