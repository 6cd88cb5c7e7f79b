"""A server that takes signed calls, for the tests of the webhook."""

from __future__ import annotations

import hashlib
import hmac
import json
from http.server import BaseHTTPRequestHandler
from typing import Any, ClassVar

SECRET = "key"


class Receiver(BaseHTTPRequestHandler):
    """Answers with `answers` first, then takes what is rightly signed and keeps it in `taken`."""

    answers: ClassVar[list[int]]
    taken: ClassVar[list[Any]]

    def do_POST(self) -> None:
        """Takes a call, or refuses it."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        status = self.answers.pop(0) if self.answers else 204 if self._is_signed(body) else 401
        if status == 204:
            self.taken.append(json.loads(body))
        self.send_response(status)
        self.end_headers()

    def _is_signed(self, body: bytes) -> bool:
        stamp, _, signed = self.headers["X-Dateline-Signature"].partition(",v1=")
        said = stamp.removeprefix("t=").encode() + b"." + body
        return hmac.compare_digest(signed, hmac.new(SECRET.encode(), said, hashlib.sha256).hexdigest())

    def log_message(self, *words: object) -> None:
        """Nothing is printed."""
