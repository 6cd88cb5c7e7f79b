"""How the API answers: JSON with an ETag, and lists a page at a time.

Source: RFC 9110 (ETag, If-None-Match), RFC 7946 (GeoJSON).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response

from dateline.desk.guard import Asking, Refused
from dateline.text.hashing import short_id

GEOJSON = "application/geo+json"
JSON_LINES = "application/x-ndjson"


def answer(asking: Asking, value: Any, *, status: int = 200, kind: str = "application/json") -> Response:
    """`value` as JSON with an ETag; 304 where the caller holds it already."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    tag = f'"{short_id(body.decode())}"'
    headers = {"ETag": tag}
    held = [t.strip().removeprefix("W/") for t in asking.request.headers.get("if-none-match", "").split(",")]
    if status == 200 and asking.request.method == "GET" and (tag in held or "*" in held):
        return Response(status_code=304, headers=headers)
    return Response(body, status, headers, media_type=kind)


def page_of(asking: Asking, items: list[Any], after: str | None) -> Response:
    """Some items, and the address of those that follow."""
    rest = [(k, v) for k, v in asking.request.query_params.multi_items() if k != "after"]
    following = f"{asking.request.url.path}?{urlencode([*rest, ('after', after)])}" if after else None
    return answer(asking, {"items": items, "next": following})


def body_of(asking: Asking) -> Mapping[str, Any]:
    """The JSON object that was sent. Raises Refused where it is none."""
    try:
        said = json.loads(asking.body)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise Refused(400, "The body is no JSON object.")
    return said


def is_storable(words: str) -> bool:
    """Whether a database can hold these words."""
    return "\0" not in words and not any("\ud800" <= c <= "\udfff" for c in words)
