"""Sides and places as comparison tells them apart: by id, or else by folded name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from sys import intern
from typing import Any

from anyascii import anyascii

from dateline.codebook import Codebook, load_codebook
from dateline.incidents.record import LinkActor, LinkPlace
from dateline.incidents.words import content_stems, generic_stems, stems


def read_actor(data: Mapping[str, Any]) -> LinkActor:
    """A side from its JSON: by its codebook id, that of the actor its name stands for, or its folded name."""
    name = data.get("name") or data.get("text") or ""
    every = frozenset(content_stems(name)) or frozenset(stems(name))
    own = every - generic_stems()
    id, country = (data["id"], data.get("country")) if data.get("id") else _listed(name, bool(own))
    return LinkActor(intern(id or fold(name)), name, own, every, data.get("country") or country)


@lru_cache(maxsize=50_000)
def _listed(name: str, telling: bool) -> tuple[str | None, str | None]:
    """The codebook's id and country for a side that the coding left without an id."""
    codebook = _codebook()
    entry = codebook.find_actor(name)
    if entry is None:
        return None, codebook.country_of(name)
    return entry.id if telling else None, entry.country


@cache
def _codebook() -> Codebook:
    return load_codebook()


def read_place(data: Mapping[str, Any]) -> LinkPlace:
    """A place from its JSON: by gazetteer id where it has one, by folded name otherwise."""
    name = data.get("name") or data.get("text") or ""
    return LinkPlace(
        key=intern(str(data.get("id") or fold(name))),
        name=name,
        level=intern(data.get("level") or "settlement"),
        lat=data.get("lat"),
        lon=data.get("lon"),
        precision=data.get("precision"),
        admin=frozenset(fold(a) for a in data.get("admin") or ()),
        country=data.get("country"),
    )


def fold(name: str) -> str:
    """A name without case, accents, punctuation or leading article."""
    plain = re.sub(r"[^a-z0-9]+", " ", anyascii(name).lower()).strip()
    return intern(plain.removeprefix("the "))
