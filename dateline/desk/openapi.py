"""The API's description, made from the table of its addresses, so that the two cannot part."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from dateline import __version__
from dateline.codebook import Codebook
from dateline.model import STATUSES

Json = dict[str, Any]
TEXT: Json = {"type": "string"}
DAY: Json = {"type": "string", "format": "date"}
SHARE: Json = {"type": "number", "minimum": 0, "maximum": 1}
BOX = "WEST,SOUTH,EAST,NORTH in WGS84 degrees"


def _queries(book: Codebook) -> dict[str, list[Json]]:
    types = {"type": "array", "items": {"type": "string", "enum": list(book.types)}}
    statuses = {"type": "array", "items": {"type": "string", "enum": list(STATUSES)}}
    both = [
        _query("since", DAY, "not over before this day"),
        _query("until", DAY, "begun by this day"),
        _query("type", types, "event types"),
        _query("status", statuses, "statuses"),
        _query("country", TEXT, "ISO 3166-1 alpha-2"),
        _query("q", TEXT, "words, in any order"),
        _query("min_confidence", SHARE, "0 to 1"),
    ]
    pages = [
        _query("limit", {"type": "integer", "minimum": 1, "maximum": 500}, "how many at once"),
        _query("after", TEXT, "from the `next` of the page before"),
    ]
    incidents = [
        *both,
        _query("contested", {"type": "string", "enum": ["1"]}, "only where tellings contest something"),
        _query("min_origins", {"type": "integer", "minimum": 0}, "independent origins"),
        _query("box", TEXT, BOX),
        _query("side", TEXT, "part of the name of a side: who did it, or to whom"),
        _query("source", TEXT, "part of the name of an outlet or of somebody quoted"),
        _query("area", TEXT, "the name of a saved area"),
    ]
    names = ("place", "actor", "source", "report")
    parts = [
        _query(name, TEXT, f"part of a {name}'s name" if name != "report" else "its id") for name in names
    ]
    files = [
        _query("part", {"enum": ["file", "trace"]}, "the file, or the trace that leads back from it"),
        _query("apart", {"enum": ["1"]}, "one row an event, incidents not joined"),
        _query("public", {"enum": ["1"]}, "as the public may see it; below a reviewer always"),
        _query("of", {"enum": ["incidents"]}, "the filters are those of incidents: all their events"),
    ]
    known = {query["name"] for query in (*both, *parts)}
    files += [query for query in incidents if query["name"] not in known]
    return {
        "/publish/{form}": [*both, *parts, *files],
        "/events": [*both, *parts, _query("order", {"enum": ["newest", "date", "unsure"]}, "order"), *pages],
        "/incidents": [*incidents, *pages],
        "/map": [
            *incidents,
            _query("zoom", {"type": "integer", "minimum": 0, "maximum": 22}, "of a web map"),
        ],
        "/timeline": incidents,
        "/judgements": [_query("subject", TEXT, "'event REPORT/EVENT'"), *pages],
        "/places": [_query("q", TEXT, "a name")],
        "/sources": [_query("q", TEXT, "part of a name")],
    }


def _query(name: str, schema: Json, words: str) -> Json:
    return {"name": name, "in": "query", "schema": schema, "description": words}


NUMBERS: Json = {"type": "array", "items": {"type": "number"}}
BODIES: dict[str, Json] = {
    "/areas": {
        "type": "object",
        "required": ["name"],
        "properties": {
            "name": TEXT,
            "ring": {
                "type": "array",
                "items": NUMBERS,
                "description": "[longitude, latitude] of each corner",
            },
            "box": {**NUMBERS, "description": f"[{BOX}]"},
            "circle": {**NUMBERS, "description": "[latitude, longitude, km]"},
            "admin": {"type": "string", "description": "a division's name"},
            "country": {"type": "string", "description": "ISO 3166-1 alpha-2"},
        },
    },
    "/reports": {
        "type": "object",
        "required": ["text"],
        "properties": {"text": TEXT, "published": DAY, "outlet": TEXT, "title": TEXT, "url": TEXT},
    },
    "/reports/{id}/judgements": {
        "type": "object",
        "required": ["event", "decision"],
        "properties": {
            "event": TEXT,
            "decision": {"enum": ["accept", "change", "delete", "add"]},
            "to": {"type": "object", "description": "the event as it is to be, for change and add"},
            "seen": {"type": "integer", "description": "the latest judgement's number that you have seen"},
            "why": TEXT,
        },
    },
}
STREAMS = ("/publish/{form}", "/judgements/export")
"""What is answered as a stream, without an ETag."""

TROUBLE = {
    "400": "What was sent does not fit; `error` says what does.",
    "401": "No session and no token.",
    "403": "The role does not allow it.",
    "404": "There is no such thing.",
    "409": "Somebody else decided meanwhile.",
}


def describe_api(table: Iterable[tuple[str, str, str, Any]], book: Codebook) -> Json:
    """The OpenAPI 3.1 document of `table`: path, method, the least role, and the view that answers."""
    queries, paths = _queries(book), dict[str, Json]()
    for path, method, role, view in table:
        plain = re.sub(r":path\}", "}", path)
        said = view.__doc__.strip().splitlines()[0]
        paths.setdefault(plain, {})[method.lower()] = _operation(
            plain, method, role, said, queries.get(path, [])
        )
    return {
        "openapi": "3.1.0",
        "info": {"title": "Dateline desk", "version": __version__},
        "servers": [{"url": "/api/v1"}],
        "paths": paths,
        "components": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
        "security": [{"token": []}],
    }


def _operation(path: str, method: str, role: str, said: str, queries: list[Json]) -> Json:
    named = [
        {"name": name, "in": "path", "required": True, "schema": TEXT}
        for name in re.findall(r"\{(\w+)\}", path)
    ]
    done = {"GET": "200", "POST": "202" if path == "/reports" else "201", "DELETE": "200"}[method]
    answers = {
        done: {"description": said},
        **{code: {"description": words} for code, words in TROUBLE.items()},
    }
    made: Json = {"summary": said, "description": f"Needs the role: {role}.", "responses": answers}
    if method == "GET" and path not in STREAMS:
        answers["304"] = {"description": "You hold it already (ETag)."}
    if named or queries:
        made["parameters"] = [*named, *queries]
    if method == "POST":
        made["requestBody"] = {"required": True, "content": {"application/json": {"schema": BODIES[path]}}}
    return made
