"""The databases of the store's tests, for what is kept of incidents."""

from __future__ import annotations

from tests.store.conftest import postgres, where

__all__ = ["postgres", "where"]
