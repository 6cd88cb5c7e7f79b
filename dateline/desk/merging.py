"""Merging incidents, splitting them, and taking such a decision back."""

from __future__ import annotations

from urllib.parse import quote

from starlette.responses import RedirectResponse, Response

from dateline.desk.guard import Asking, Refused
from dateline.desk.judging import Moved, rule_incidents, take_back_ruling
from dateline.desk.looking import show_incident
from dateline.errors import JudgementError
from dateline.incidents.keep import members
from dateline.model.incident import EventKey

SEEN = "Somebody changed this incident meanwhile: nothing of yours was kept. Look at it as it now is."


def rule(asking: Asking) -> Response:
    """Merges this incident with another, splits events away from it, or takes such a decision back."""
    id, what = asking.request.path_params["id"], asking.request.path_params["what"]
    if what not in RULINGS:
        raise Refused(404, "There is nothing at this address.")
    ours = members(asking.desk.store, id)
    try:
        RULINGS[what](asking, id, ours)
    except Moved:
        raise Refused(409, SEEN) from None
    except (JudgementError, Refused) as error:
        words = error.words if isinstance(error, Refused) else str(error)
        return show_incident(asking, status=400, problem=words)
    now = next(iter(asking.desk.store.incidents_of(*ours[0])), id)
    return RedirectResponse(f"/incidents/{quote(now)}", 303)


def _seen(asking: Asking, id: str) -> dict[str, int]:
    version = asking.said("version")
    return {id: int(version)} if version.isdigit() else {}


def _merge(asking: Asking, id: str, ours: tuple[EventKey, ...]) -> None:
    theirs = members(asking.desk.store, asking.said("other").rpartition("/")[2])
    everything = tuple(dict.fromkeys((*ours, *theirs)))
    who, why = asking.person.name, asking.said("why")[:1000]
    rule_incidents(asking.desk, "same", everything, (), who=who, why=why, seen=_seen(asking, id))


def _split(asking: Asking, id: str, ours: tuple[EventKey, ...]) -> None:
    said = asking.form.getlist("event")
    away = tuple(key for key in ours if str(key) in said)
    rest = tuple(key for key in ours if key not in away)
    who, why = asking.person.name, asking.said("why")[:1000]
    rule_incidents(asking.desk, "not_same", away or ours, rest, who=who, why=why, seen=_seen(asking, id))


def _take_back(asking: Asking, id: str, ours: tuple[EventKey, ...]) -> None:
    number = asking.said("number")
    take_back_ruling(asking.desk, int(number) if number.isdigit() else 0, who=asking.person.name)


RULINGS = {"merge": _merge, "split": _split, "take-back": _take_back}
