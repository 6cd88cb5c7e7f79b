"""The web desk: see, check and correct the record in a browser. `make_app` gives the ASGI application."""

from __future__ import annotations

from dateline.desk.app import make_app
from dateline.desk.desk import Desk, open_desk

__all__ = ["Desk", "make_app", "open_desk"]
