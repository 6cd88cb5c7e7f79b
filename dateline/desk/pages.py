"""Templates and what all pages share. All is escaped that a template does not mark as the desk's own."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse, Response

from dateline.desk.guard import Asking
from dateline.model import EFFECTS, LEVELS, STATUSES
from dateline.publish.outlines import CREDIT
from dateline.publish.page_parts import family_class, toll_words, type_title


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The desk's templates."""
    env = Environment(
        loader=PackageLoader("dateline.desk", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters["exact"] = exact
    env.filters["path"] = lambda id: quote(str(id), safe="")
    env.globals.update(
        statuses=STATUSES, effects=EFFECTS, levels=LEVELS, credit=CREDIT, toll_words=toll_words
    )
    return env


def exact(text: str) -> Markup:
    """A report's text escaped so that a browser keeps every code point: it makes line ends of its own."""
    return Markup(escape(text).replace("\r", Markup("&#13;")))  # noqa: S704 - escaped


def page(asking: Asking, template: str, *, status: int = 200, **values: Any) -> Response:
    """The page made of `template`.html.j2."""
    desk = asking.desk
    book = desk.codebook
    shared = {
        "person": asking.person,
        "single_user": desk.accounts is None,
        "here": asking.request.url.path,
        "book": book,
        "tiles": desk.tiles,
        "title_of": lambda type: type_title(type, book),
        "class_of": lambda family: family_class(family, book),
        "busy": desk.jobs.under_way(),
        "fold": desk.rules.fold,
        "veiled": asking.veil is not None,
    }
    made = environment().get_template(f"{template}.html.j2").render(**shared, **values)
    return HTMLResponse(made.encode("utf-8", "replace"), status)


def report_link(report_id: str) -> str:
    """Where a report's page is."""
    return f"/reports/{quote(report_id, safe='')}"
