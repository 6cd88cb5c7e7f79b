"""The desk's rules: what readers do not see, and what is folded; set by a YAML file beside the database."""

from __future__ import annotations

from dataclasses import dataclass, fields
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from dateline.errors import UsageError
from dateline.settings import home_folder
from dateline.text.hashing import short_id

FURTHEST_KM = 1000.0


@dataclass(frozen=True, slots=True)
class Rules:
    """See `data/rules.yml`, which says what each key means and what holds where nothing is set."""

    hide_persons: bool
    also_hide: tuple[str, ...]
    never_hide: tuple[str, ...]
    texts: str
    coarsen_km: float
    fold: tuple[str, ...]

    @property
    def veil(self) -> bool:
        """Whether readers see less than the others."""
        return self.hide_persons or self.coarsen_km > 0 or self.texts == "withheld"


def rules_path(record: str) -> Path:
    """Where a record's rules are: beside its SQLite file, or in Dateline's own folder for a server."""
    if "://" not in record:
        return Path(f"{record}.rules.yml")
    return home_folder() / "rules" / f"{short_id(record)}.yml"


def load_rules(record: str) -> Rules:
    """The rules of a record. Raises UsageError that names the file and the key where one does not fit."""
    shipped = yaml.safe_load(files("dateline.desk").joinpath("data/rules.yml").read_text("utf-8"))
    path = rules_path(record)
    own = _read(path) if path.is_file() else {}
    return Rules(**{f.name: _checked(path, f.name, {**shipped, **own}[f.name]) for f in fields(Rules)})


def _read(path: Path) -> dict[str, Any]:
    try:
        said = yaml.safe_load(path.read_text("utf-8")) or {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: no YAML: {error}", hint="correct the file, or move it away") from error
    known = [f.name for f in fields(Rules)]
    unknown = [key for key in said if key not in known] if isinstance(said, dict) else ["a list or a text"]
    if unknown:
        raise UsageError(f"{path}: unknown rule {unknown[0]!r}", hint=f"known rules: {', '.join(known)}")
    return dict(said)


def _checked(path: Path, key: str, value: Any) -> Any:
    expected = {"hide_persons": "true or false", "texts": "shown or withheld", "coarsen_km": "0 to 1000"}
    if key == "hide_persons":
        fits = isinstance(value, bool)
    elif key == "texts":
        fits = value in ("shown", "withheld")
    elif key == "coarsen_km":
        fits = not isinstance(value, bool) and isinstance(value, int | float) and 0 <= value <= FURTHEST_KM
    else:
        fits = isinstance(value, list) and all(isinstance(v, str) for v in value)
    if not fits:
        raise UsageError(
            f"{path}: {key} is {value!r}", hint=f"write {expected.get(key, 'a list: [one, two]')}"
        )
    return tuple(value) if isinstance(value, list) else value
