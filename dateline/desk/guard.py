"""Who may do what: every view is wrapped by `allow`; every answer passes `Guard`.

Source: OWASP ASVS 5.0, chapters 3 (web frontend), 6 (authentication) and 7 (sessions); W3C Content Security
Policy Level 3.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, Headers, MutableHeaders, UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.desk.accounts import Person, Role
from dateline.desk.atlas import Atlas
from dateline.desk.desk import Desk
from dateline.desk.veil import Veil

COOKIE = "dateline_session"
LOOPBACK = ("127.0.0.1", "localhost", "::1")
LARGEST = 32 * 2**20
SINGLE_USER_CSRF = secrets.token_urlsafe(32)

Endpoint = Callable[[Request], Awaitable[Response]]


class Refused(Exception):
    """A request that is not served: the HTTP status and why, in words for the person."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status
        self.words = words


@dataclass(frozen=True, slots=True)
class Asking:
    """One request as a view sees it: the desk, who asks, and what their form or body holds."""

    desk: Desk
    request: Request
    person: Person
    form: FormData = field(default_factory=FormData)
    body: bytes = b""
    upload: bytes = b""

    @property
    def veil(self) -> Veil | None:
        """What stands between this person and the record."""
        return self.desk.veil(self.person)

    def atlas(self) -> Atlas:
        """The incidents as this person may see them."""
        return self.desk.atlas(self.veil)

    def said(self, name: str) -> str:
        """A form field's text without surrounding blanks; '' where there is none."""
        value = self.form.get(name)
        return value.replace("\0", "").strip() if isinstance(value, str) else ""

    def raw(self, name: str) -> str:
        """A form field's text exactly as sent."""
        value = self.form.get(name)
        return value if isinstance(value, str) else ""


View = Callable[[Asking], Response]


def allow(role: Role, view: View) -> Endpoint:
    """`view`, served to those who may do what `role` may; what changes things needs the session's secret.

    Programs with a token send no cookie, so nobody can make a browser act for them.
    """

    async def endpoint(request: Request) -> Response:
        desk: Desk = request.app.state.desk
        person, by_token = identify(desk, request)
        if person is None:
            return _ask_to_sign_in(request)
        if not person.may(role):
            raise Refused(403, f"This needs the role of a {role}; {person.name} is a {person.role}.")
        asking = Asking(desk, request, person)
        if request.method in ("POST", "DELETE"):
            asking = await _read(asking, by_token=by_token)
        return await run_in_threadpool(view, asking)

    return endpoint


def identify(desk: Desk, request: Request) -> tuple[Person | None, bool]:
    """Who asks, and whether a token says so. In single-user mode everybody is the one user."""
    if desk.accounts is None:
        return Person(desk.user, "admin", SINGLE_USER_CSRF), False
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return desk.accounts.token(token.strip()), True
    cookie = request.cookies.get(COOKIE)
    return (desk.accounts.session(cookie) if cookie else None), False


async def _read(asking: Asking, *, by_token: bool) -> Asking:
    request = asking.request
    if not by_token:
        check_origin(request)
    kind = request.headers.get("content-type", "").partition(";")[0].strip()
    if kind == "application/json" or not kind:
        if not by_token:
            _check_csrf(asking.person, request.headers.get("x-csrf", ""))
        return Asking(asking.desk, request, asking.person, body=await request.body())
    form = await request.form(max_files=1, max_fields=2000, max_part_size=LARGEST)
    if not by_token:
        sent = form.get("csrf")
        _check_csrf(asking.person, sent if isinstance(sent, str) else "")
    file = form.get("file")
    upload = await file.read() if isinstance(file, UploadFile) else b""
    return Asking(asking.desk, request, asking.person, form, upload=upload)


def check_origin(request: Request) -> None:
    """Raises Refused where a browser says that another site's page made it send this."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    foreign = site not in (None, "same-origin", "none")
    if foreign or (origin and urlsplit(origin).netloc != request.headers.get("host")):
        raise Refused(403, "This was sent by a page of another site.")


def _check_csrf(person: Person, sent: str) -> None:
    if not secrets.compare_digest(sent.encode(), person.csrf.encode()) or not person.csrf:
        raise Refused(
            403, "The form is from another session. Go back, load the page again and send it once more."
        )


def _ask_to_sign_in(request: Request) -> Response:
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": "sign in, or send a token"}, 401, {"WWW-Authenticate": "Bearer"})
    if request.method != "GET":
        raise Refused(401, "Your session has ended. Sign in again in another tab, then send this once more.")
    return RedirectResponse(f"/sign-in?to={quote(request.url.path)}", 303)


class Guard:
    """Sets the headers that keep a browser from running or loading anything foreign, and bounds what is sent.

    `hosts`: the names it answers to; in single-user mode those of loopback, so that no other site's name can
    be made to lead here. `tiles`: the origin of the tile server, where the user set one.
    """

    def __init__(self, app: ASGIApp, *, hosts: tuple[str, ...] = (), tiles: str | None = None) -> None:
        self._app = app
        self._hosts = hosts
        images = f"'self' data: {tiles}" if tiles else "'self' data:"
        self._policy = (
            f"default-src 'none'; script-src 'self'; style-src 'self'; img-src {images}; connect-src 'self';"
            " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, or refuses it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refuse(Headers(scope=scope))
        app = refusal or self._app
        await app(scope, _bounded(receive), self._with_headers(send))

    def _refuse(self, headers: Headers) -> Response | None:
        host = urlsplit(f"//{headers.get('host', '')}").hostname or ""
        if self._hosts and host not in self._hosts:
            return Response("This desk answers only to its own name.", 421, media_type="text/plain")
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > LARGEST:
            return Response(f"At most {LARGEST // 2**20} MB at once.", 413, media_type="text/plain")
        return None

    def _with_headers(self, send: Send) -> Send:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = self._policy
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "same-origin"
                headers["Cross-Origin-Opener-Policy"] = "same-origin"
                headers["Cross-Origin-Resource-Policy"] = "same-origin"
                headers.setdefault("Cache-Control", "private, no-cache")
            await send(message)

        return sending


def _bounded(receive: Receive) -> Receive:
    got = 0

    async def receiving() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        return message if got <= LARGEST else {"type": "http.disconnect"}

    return receiving
