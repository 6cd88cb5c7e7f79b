"""The desk as an ASGI application: which address leads to which view, for whom."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from dateline.desk import (
    adding,
    api,
    api_map,
    api_writing,
    blind,
    consulting,
    deciding,
    downloads,
    looking,
    merging,
    queueing,
    reviewing,
    signing,
)
from dateline.desk.accounts import Person, Role
from dateline.desk.desk import Desk
from dateline.desk.guard import LOOPBACK, Asking, Guard, Refused, View, allow, identify
from dateline.desk.land import land_geojson
from dateline.desk.openapi import describe_api
from dateline.desk.pages import page
from dateline.errors import DatelineError
from dateline.publish.page_parts import family_style, read_part

DAY = "public, max-age=86400"
log = logging.getLogger("dateline.desk")

PAGES: tuple[tuple[str, str, Role, View], ...] = (
    ("/", "GET", "reader", looking.show_incidents),
    ("/incidents/{id}", "GET", "reader", looking.show_incident),
    ("/incidents/{id}/{what}", "POST", "reviewer", merging.rule),
    ("/events", "GET", "reader", looking.show_events),
    ("/downloads", "GET", "reader", downloads.show_downloads),
    ("/queue", "GET", "coder", queueing.show_queue),
    ("/queue", "POST", "coder", queueing.assign),
    ("/codebook", "GET", "reader", consulting.show_codebook),
    ("/sources", "GET", "reader", consulting.show_sources),
    ("/gazetteer", "GET", "reader", consulting.show_gazetteer),
    ("/areas", "GET", "reader", consulting.show_areas),
    ("/areas", "POST", "coder", consulting.change_areas),
    ("/history", "GET", "reader", deciding.show_history),
    ("/agreement", "GET", "coder", deciding.show_agreement),
    ("/blind", "GET", "coder", blind.show_blind_queue),
    ("/add", "GET", "coder", adding.show_add),
    ("/add", "POST", "coder", adding.take_report),
    ("/jobs/{id}", "GET", "coder", adding.show_job),
    ("/reports/{id:path}/add", "GET", "coder", reviewing.show_form),
    ("/reports/{id:path}/add", "POST", "coder", reviewing.save_form),
    ("/reports/{id:path}/events/{event}/blind", "GET", "coder", blind.show_blind),
    ("/reports/{id:path}/events/{event}/blind", "POST", "coder", blind.save_blind),
    ("/reports/{id:path}/events/{event}/edit", "GET", "coder", reviewing.show_form),
    ("/reports/{id:path}/events/{event}/edit", "POST", "coder", reviewing.save_form),
    ("/reports/{id:path}", "GET", "reader", reviewing.show_report),
    ("/sign-out", "POST", "reader", signing.sign_out),
    ("/account", "GET", "reader", signing.show_account),
    ("/account", "POST", "reader", signing.change_tokens),
)
DECISIONS: dict[str, Role] = {"accept": "coder", "delete": "coder", "undo": "coder", "sign-off": "reviewer"}
API: tuple[tuple[str, str, Role, View], ...] = (
    ("/events", "GET", "reader", api.list_events),
    ("/publish/{form}", "GET", "reader", downloads.download),
    ("/incidents", "GET", "reader", api.list_incidents),
    ("/incidents/{id}", "GET", "reader", api.get_incident),
    ("/judgements", "GET", "reader", api.list_judgements),
    ("/judgements/export", "GET", "coder", api.export_judgements),
    ("/judgements/check", "GET", "reader", api.check_judgements),
    ("/agreement", "GET", "coder", api.get_agreement),
    ("/sources", "GET", "reader", api.list_sources),
    ("/areas", "GET", "reader", api_map.list_areas),
    ("/areas", "POST", "coder", api_writing.save_area),
    ("/areas/{name:path}", "DELETE", "coder", api_writing.drop_area),
    ("/map", "GET", "reader", api_map.get_map),
    ("/timeline", "GET", "reader", api_map.get_timeline),
    ("/places", "GET", "reader", api_map.find_places),
    ("/reports", "POST", "coder", api_writing.add_report),
    ("/jobs/{id}", "GET", "coder", api_writing.get_job),
    ("/reports/{id:path}/judgements", "POST", "coder", api_writing.judge_event),
    ("/reports/{id:path}", "GET", "reader", api.get_report),
)


def make_app(desk: Desk, *, hosts: tuple[str, ...] | None = None) -> Starlette:
    """The application over an open desk, which it closes when it ends.

    `hosts`: the names it answers to; by default those of loopback in single-user mode, any with accounts.
    """
    names = hosts if hosts is not None else LOOPBACK if desk.accounts is None else ()
    parts = urlsplit(desk.tiles or "")
    tiles = f"{parts.scheme}://{parts.netloc}".replace("{s}", "*") if parts.netloc else None

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        yield
        desk.close()

    app = Starlette(
        routes=list(_routes(desk)),
        middleware=[
            Middleware(Guard, hosts=names, tiles=tiles),
            Middleware(GZipMiddleware, minimum_size=2000),
        ],
        exception_handlers=HANDLERS,
        lifespan=lifespan,
    )
    app.state.desk = desk
    return app


def _routes(desk: Desk) -> list[BaseRoute]:
    found: list[BaseRoute] = [Route("/sign-in", signing.sign_in, methods=["GET", "POST"])]
    found += [
        Route(f"/reports/{{id:path}}/events/{{event}}/{what}", allow(role, _deciding(what)), methods=["POST"])
        for what, role in DECISIONS.items()
    ]
    found += [Route(path, allow(role, view), methods=[method]) for path, method, role, view in PAGES]
    described = describe_api(API, desk.codebook)
    found += [
        Route(f"/api/v1{path}", allow(role, view), methods=[method]) for path, method, role, view in API
    ]
    found += [
        Route("/api/v1/openapi.json", lambda request: JSONResponse(described)),
        Route("/static/outlines.json", _fixed(land_geojson, "application/json")),
        Route("/static/page.js", _fixed(lambda: read_part("page.js"), "text/javascript")),
        Route(
            "/static/page.css",
            _fixed(lambda: read_part("page.css") + family_style(desk.codebook), "text/css"),
        ),
        Mount("/static", StaticFiles(directory=Path(str(files("dateline.desk").joinpath("static"))))),
    ]
    return found


def _deciding(what: str) -> View:
    def view(asking: Asking) -> Response:
        asking.request.path_params["what"] = what
        return reviewing.decide(asking)

    return view


def _fixed(make: Callable[[], str], kind: str) -> Callable[[Request], Response]:
    body: list[str] = []

    def view(request: Request) -> Response:
        if not body:
            body.append(make())
        return Response(body[0], media_type=kind, headers={"Cache-Control": DAY})

    return view


def _refused(request: Request, error: Refused) -> Response:
    return _tell(request, error.status, error.words)


def _troubled(request: Request, error: DatelineError) -> Response:
    return _tell(request, 400, str(error))


def _missing(request: Request, error: HTTPException) -> Response:
    words = {404: "There is nothing at this address.", 405: "That cannot be done at this address."}
    return _tell(request, error.status_code, words.get(error.status_code, error.detail))


def _failed(request: Request, error: Exception) -> Response:
    log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return _tell(request, 500, "Something went wrong here; the server's log says what. Nothing was changed.")


def _tell(request: Request, status: int, words: str) -> Response:
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": words}, status)
    desk: Desk = request.app.state.desk
    person, _ = identify(desk, request)
    return page(Asking(desk, request, person or Person("", "reader")), "trouble", status=status, words=words)


HANDLERS: dict[Any, Any] = {
    Refused: _refused,
    DatelineError: _troubled,
    HTTPException: _missing,
    500: _failed,
}
