"""Signing in and out, and the tokens a person gives to programs."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dateline.desk.accounts import SESSION_SECONDS, Accounts, Person, TooManyAttempts
from dateline.desk.desk import Desk
from dateline.desk.guard import COOKIE, Asking, Refused, check_origin
from dateline.desk.pages import page

NOBODY = Person("", "reader")


async def sign_in(request: Request) -> Response:
    """The sign-in form, and what it sends: a session where name and password fit."""
    from starlette.concurrency import run_in_threadpool

    desk: Desk = request.app.state.desk
    if desk.accounts is None:
        return RedirectResponse("/", 303)
    if request.method == "GET":
        return page(
            Asking(desk, request, NOBODY), "sign_in", problem="", to=request.query_params.get("to", "/")
        )
    check_origin(request)
    asking = Asking(desk, request, NOBODY, await request.form(max_files=0, max_fields=5))
    return await run_in_threadpool(_try, asking, desk.accounts)


def _try(asking: Asking, accounts: Accounts) -> Response:
    address = asking.request.client.host if asking.request.client else ""
    to = asking.said("to")
    try:
        session = accounts.sign_in(asking.said("name"), asking.raw("password"), address)
    except TooManyAttempts:
        words = "Too many attempts. Sign-in is closed for a quarter of an hour."
        return page(asking, "sign_in", status=429, problem=words, to=to)
    if session is None:
        return page(asking, "sign_in", status=401, problem="Name and password do not fit.", to=to)
    inside = to.startswith("/") and not to.startswith(("//", "/\\"))
    answer = RedirectResponse(to if inside else "/", 303)
    secure = asking.request.url.scheme == "https"
    answer.set_cookie(COOKIE, session, SESSION_SECONDS, httponly=True, samesite="lax", secure=secure)
    return answer


def sign_out(asking: Asking) -> Response:
    """Ends the session."""
    cookie = asking.request.cookies.get(COOKIE)
    if asking.desk.accounts and cookie:
        asking.desk.accounts.sign_out(cookie)
    answer = RedirectResponse("/sign-in", 303)
    answer.delete_cookie(COOKIE)
    return answer


def show_account(asking: Asking) -> Response:
    """A person's tokens."""
    accounts = _accounts(asking)
    return page(asking, "account", tokens=accounts.tokens(asking.person.name), new="")


def change_tokens(asking: Asking) -> Response:
    """Makes a token, shown this once, or ends one."""
    accounts, name = _accounts(asking), asking.person.name
    new = ""
    if asking.said("drop"):
        accounts.drop_token(name, asking.said("drop"))
    else:
        new = accounts.make_token(name, asking.said("label") or "a program")
    return page(asking, "account", tokens=accounts.tokens(name), new=new)


def _accounts(asking: Asking) -> Accounts:
    if asking.desk.accounts is None:
        raise Refused(404, "In single-user mode there are no accounts.")
    return asking.desk.accounts
