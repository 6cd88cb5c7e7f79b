"""The screens that take reports in: paste or upload, and how far a report is."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from starlette.responses import RedirectResponse, Response

from dateline.desk.guard import Asking, Refused
from dateline.desk.intake import add_bytes
from dateline.desk.pages import page, report_link


def show_add(asking: Asking, *, status: int = 200, problem: str = "") -> Response:
    """The form for a pasted text or a file."""
    return page(
        asking,
        "add",
        status=status,
        problem=problem,
        said={k: v for k, v in asking.form.items() if k != "file"},
    )


def take_report(asking: Asking) -> Response:
    """Starts coding what was pasted or uploaded and leads to the page that follows it."""
    text = asking.raw("text")
    if not asking.upload and not text.strip():
        return show_add(asking, status=400, problem="There is neither a text nor a file.")
    try:
        published = date.fromisoformat(asking.said("published")) if asking.said("published") else None
    except ValueError:
        return show_add(asking, status=400, problem="The day of publication is not written YYYY-MM-DD.")
    known: dict[str, Any] = {name: asking.said(name)[:500] or None for name in ("outlet", "title", "url")}
    known["published"] = published
    if asking.upload:
        name = getattr(asking.form["file"], "filename", "") or "upload"
        job = add_bytes(asking.desk, asking.upload, name=name[:200], **known)
    else:
        # Forms send CR LF for each line end; the report has them as they were typed.
        data = text.replace("\r\n", "\n").encode("utf-8", "replace")
        job = add_bytes(asking.desk, data, name="pasted.txt", media_type="text/plain; charset=utf-8", **known)
    return RedirectResponse(f"/jobs/{job.id}", 303)


def show_job(asking: Asking) -> Response:
    """How far a report is; leads on to it once it is coded."""
    job = asking.desk.jobs.get(asking.request.path_params["id"])
    if job is None:
        raise Refused(404, "That job is done and forgotten; its reports are in the record.")
    if job.state == "done" and len(job.reports) == 1 and not job.problems:
        return RedirectResponse(report_link(job.reports[0]), 303)
    made = page(asking, "job", job=asdict(job))
    if job.state in ("waiting", "working"):
        made.headers["Refresh"] = "1"
    return made
