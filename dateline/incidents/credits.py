"""Which agencies a report credits: in brackets or after a dash at its head and foot, or in a credit line."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from dateline.codebook import Codebook, load_codebook

HEAD = 200
FOOT = 250
_NAME = r"(?:[A-Z][\w’'.-]*)(?: (?:[A-Z][\w’'.-]*|of|de|the)){0,4}"
_BRACKETED = re.compile(rf"[(\[]\s*({_NAME}(?:\s*[/,&]\s*{_NAME})*)\s*[)\]]")
_DASHED = re.compile(rf"[—–-]{{1,2}}\s*({_NAME})\s*(?:$|\n)|(?:^|\n)\s*({_NAME})\s*[—–-]")
_CREDITED = re.compile(
    rf"(?:reporting by|contributed by|with|source|by)[:\s]+({_NAME}(?:(?: and |, | & ){_NAME})*)",
    re.IGNORECASE,
)
_DIVIDE = re.compile(r"\s*(?:[/,&]| and )\s*")


@cache
def _book() -> Codebook:
    return load_codebook()


@lru_cache(maxsize=50_000)
def agency_of(name: str) -> str | None:
    """The agency known by that name, by its one name, or None."""
    entry = _book().find_source(name.strip(" .")) if name.strip(" .") else None
    return entry.name if entry and entry.kind == "agency" else None


def find_credits(text: str, outlet: str | None = None) -> frozenset[str]:
    """The names of the agencies that the report rests on as a whole.

    Arguments: `text`, the report's; `outlet`, who published it: an agency's own report is its own credit.
    """
    ends = text[:HEAD], text[-FOOT:] if len(text) > HEAD else ""
    names = [outlet or ""]
    for end in ends:
        for pattern in (_BRACKETED, _DASHED, _CREDITED):
            for match in pattern.finditer(end):
                names += [n for found in match.groups() if found for n in _DIVIDE.split(found)]
    return frozenset(agency for name in names if (agency := agency_of(name)))
