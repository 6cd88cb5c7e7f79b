"""Content hashes and the short ids made from them."""

from __future__ import annotations

import hashlib


def sha256_hex(data: bytes) -> str:
    """The SHA-256 of `data` as 64 lower-case hex digits."""
    return hashlib.sha256(data).hexdigest()


def short_id(*parts: str, length: int = 12) -> str:
    """A stable id from its parts: the same parts in the same order give the same id, on any machine.

    The parts are joined by an unused control character, so ("ab", "c") and ("a", "bc") differ.
    """
    return sha256_hex("\x1f".join(parts).encode("utf-8", "surrogatepass"))[:length]
