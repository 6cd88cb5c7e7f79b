"""A webhook call for each new or changed incident: signed, and tried again where the other side is not ready.

The signature is HMAC-SHA256 over 'TIMESTAMP.BODY' in hex, in the header X-Dateline-Signature as
't=TIMESTAMP,v1=HEX': the receiver checks it with the shared secret and refuses old timestamps.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from dateline.errors import FetchError

TRIES = 5
FIRST_WAIT = 1.0
LONGEST_WAIT = 60.0


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where to call, with which secret; `clock` gives seconds since 1970, `wait` sleeps for seconds."""

    url: str
    secret: str
    clock: Callable[[], float] = time.time
    wait: Callable[[float], None] = time.sleep


def sign(secret: str, timestamp: int, body: bytes) -> str:
    """The signature header's value."""
    digest = hmac.new(secret.encode(), f"{timestamp}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={timestamp},v1={digest}"


def call(hook: Webhook, payload: Mapping[str, Any], client: httpx.Client) -> int:
    """Posts the payload as JSON; returns how many tries it took.

    Tried again, twice as late each time, where there is no answer or the answer is 429 or 5xx. Raises
    FetchError where the other side refuses (4xx), or did not take it after `TRIES` tries.
    """
    body = json.dumps(payload, ensure_ascii=False, sort_keys=True).encode()
    found = ""
    for attempt in range(1, TRIES + 1):
        found = _post(hook, body, client)
        if not found:
            return attempt
        if found.startswith("refused"):
            break
        if attempt < TRIES:
            hook.wait(min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempt - 1)))
    raise FetchError(
        f"{hook.url}: {found}", hint="check the address; what was not sent is sent the next time"
    )


def _post(hook: Webhook, body: bytes, client: httpx.Client) -> str:
    """What went wrong, or nothing."""
    headers = {
        "Content-Type": "application/json",
        "X-Dateline-Signature": sign(hook.secret, int(hook.clock()), body),
    }
    try:
        status = client.post(hook.url, content=body, headers=headers).status_code
    except httpx.HTTPError as error:
        return f"no answer: {error}"
    if status < 300:
        return ""
    return f"not ready ({status})" if status == 429 or status >= 500 else f"refused ({status})"
