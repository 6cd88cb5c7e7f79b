"""The coder: Report -> events.

    kit = open_kit()
    coded = code_report(report, kit)

One direction: read the scene (parse, names, voices, dates, weapons, tolls, the trained reader), find
sightings, fill their roles, join those that tell of one occurrence, judge which count, compose the events.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.code.coder import code_report
    from dateline.code.kit import Kit, open_kit

__all__ = ["Kit", "code_report", "open_kit"]

_WHERE = {"code_report": "coder", "Kit": "kit", "open_kit": "kit"}


def __getattr__(name: str) -> Any:
    """Import the coder only when it is asked for: its parts (tolls, chains) are used without it too."""
    from importlib import import_module

    if name not in _WHERE:
        raise AttributeError(name)
    return getattr(import_module(f"dateline.code.{_WHERE[name]}"), name)
