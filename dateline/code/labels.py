"""What the reader is taught to tell apart: the order of these lists is part of the trained weights."""

from __future__ import annotations

ROLES: tuple[str, ...] = (
    "actor",
    "target",
    "place",
    "date",
    "weapon",
    "source",
    "killed",
    "injured",
    "missing",
    "detained",
    "displaced",
    "same",
)
"""What a stretch of words can be to an event; 'same' is another mention of the same event."""

EFFECT_ROLES: frozenset[str] = frozenset({"killed", "injured", "missing", "detained", "displaced"})

OUTSIDE, BEGIN, INSIDE = 0, 1, 2
"""A word begins a stretch, goes on with it, or is no part of one."""

LINK = 64
"""Numbers in the vector by which mentions of one occurrence are told from those of others."""

REACH = 40
"""Words to either side of a mention in which its roles are looked for."""
