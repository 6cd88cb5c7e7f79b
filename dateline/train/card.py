"""The figures in the model card, made from those that ship beside the weights.

python -m dateline.train.card [--check] docs/model-card.md
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dateline.code.reader import SHIPPED

NAMES = (
    *("found", "typed", "record", "status", "date", "chain"),
    *("actors", "targets", "places", "toll", "weapons"),
)
BLOCK = r"(?<=<!-- figures -->\n).*?(?=<!-- end of figures -->)"


def write_card(page: str, figures: Mapping[str, Mapping[str, Any]]) -> str:
    """The card with `figures` in its table: F1 of events and fillers, share right of the others."""
    head = f"| measured on | {' | '.join(NAMES)} |\n|{'---|' * (len(NAMES) + 1)}\n"
    table = head + "".join(_row(name, row) for name, row in figures.items())
    notes = "".join(f"\n{name}: {row['what']}.\n" for name, row in figures.items() if row.get("what"))
    return re.sub(BLOCK, lambda _: f"\n{table}{notes}\n", page, count=1, flags=re.DOTALL)


def load_figures() -> dict[str, Any]:
    """The figures of the shipped reader."""
    figures: dict[str, Any] = json.loads((SHIPPED / "figures.json").read_text("utf-8"))
    return {name: row for name, row in figures.items() if isinstance(row, dict) and "typed" in row}


def _row(name: str, row: Mapping[str, Any]) -> str:
    return f"| {name} | {' | '.join(_cell(row.get(field)) for field in NAMES)} |\n"


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    return f"{value[-1] if isinstance(value, list) else value:.2f}"


def main(arguments: list[str]) -> int:
    """Writes the card; with --check tells by the exit status whether it is up to date."""
    path = Path(next(a for a in arguments if a != "--check"))
    page = path.read_text("utf-8")
    made = write_card(page, load_figures())
    if "--check" in arguments:
        return int(made != page)
    path.write_text(made, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
