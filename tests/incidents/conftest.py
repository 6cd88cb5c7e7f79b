"""The databases of the store's tests, for what is kept of incidents; and a server that takes signed calls."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from threading import Thread

import pytest

from tests.incidents.receiving import Receiver
from tests.store.conftest import postgres, where

__all__ = ["postgres", "receiver", "where"]


@pytest.fixture
def receiver() -> Iterator[tuple[str, type[Receiver]]]:
    """The address of a server that takes signed calls, and what it does with them."""
    handler = type("Fresh", (Receiver,), {"answers": [], "taken": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/hook", handler
    server.shutdown()
    server.server_close()
