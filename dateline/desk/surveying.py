"""Reading the standing incidents into an atlas, and of a known one only what changed since."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, and_, func, select

from dateline.desk.atlas import Atlas
from dateline.desk.spots import Spot, folded, place_words
from dateline.store import SqlStore
from dateline.store.engine import reading
from dateline.store.tables import event_places, events, incident_events, incidents, reports

BATCH = 500


def load_atlas(
    store: SqlStore, known: Atlas | None = None, *, seen: Callable[[Spot], Spot] | None = None
) -> Atlas:
    """The atlas of the record; `known` is the one before, of which only what changed since is read again.

    `seen` makes of each incident what those see who use this atlas.
    """
    since = known.changed if known else ""
    with reading(store.engine) as connection:
        newest = connection.execute(select(func.max(incidents.c.changed_at))).scalar() or ""
        if known and newest == since:
            return known
        changed = select(incidents.c.id).where(incidents.c.changed_at >= since) if known else None
        ids = None if changed is None else connection.execute(changed).scalars().all()
        # By id: asked by the time of their change, a database looks through every event for a few incidents.
        batches = [None] if ids is None else _batches(ids)
        read = [pair for some in batches for pair in _read(connection, some)]
    come = [seen(spot) if seen else spot for _, spot in read if spot]
    if known is None:
        return Atlas.of(come, newest)
    return known.after(frozenset(id for id, _ in read), come, newest)


def refresh_atlas(store: SqlStore, kept: Atlas) -> Atlas:
    """An atlas of some earlier time brought up to date: only incidents of other stamps than then are read.

    It need not be of this very database: one put back from an older copy is told by its stamps.
    """
    ours = Counter(kept.spots.stamps)
    with reading(store.engine) as connection:
        # By stamp, since the index of stamps is small and the incidents themselves are not.
        stamps = select(incidents.c.changed_at, func.count()).group_by(incidents.c.changed_at)
        now = {at: count for at, count in connection.execute(stamps)}  # noqa: C416
        other = sorted(at for at in {*now, *ours} if now.get(at, 0) != ours[at])
        ids = [id for some in _batches(other) for id in connection.execute(_stamped(some)).scalars()]
        read = [pair for some in _batches(ids) for pair in _read(connection, some)]
    different = frozenset(other)
    gone = {id for id, at in zip(kept.spots.ids, kept.spots.stamps, strict=True) if at in different}
    known = gone | {id for id, _ in read}
    return kept.after(frozenset(known), [spot for _, spot in read if spot], max(now, default=""))


def _stamped(stamps: Sequence[str]) -> Select[Any]:
    return select(incidents.c.id).where(incidents.c.changed_at.in_(stamps))


def _batches(values: Sequence[str]) -> Iterator[Sequence[str]]:
    yield from (values[n : n + BATCH] for n in range(0, len(values), BATCH))


def _read(connection: Connection, ids: Sequence[str] | None) -> Iterator[tuple[str, Spot | None]]:
    """The incidents of these ids (of all, where None), None for those that no longer stand."""
    precisions = {id: km for id, km in connection.execute(_only(_precisions(), ids))}  # noqa: C416
    outlets: dict[str, list[str]] = defaultdict(list)
    for id, outlet in connection.execute(_only(_outlets(), ids)):
        outlets[id].append(outlet)
    asked = select(incidents) if ids is None else select(incidents).where(incidents.c.id.in_(ids))
    for row in connection.execution_options(yield_per=BATCH).execute(asked).mappings():
        yield row["id"], _spot(row, precisions, outlets.get(row["id"], [])) if row["standing"] else None


def _only(asked: Select[Any], ids: Sequence[str] | None) -> Select[Any]:
    return asked if ids is None else asked.where(incident_events.c.incident.in_(ids))


def _precisions() -> Select[Any]:
    member = and_(
        events.c.current,
        events.c.report_id == incident_events.c.report_id,
        events.c.id == incident_events.c.event_id,
    )
    same_point = and_(event_places.c.lat == incidents.c.lat, event_places.c.lon == incidents.c.lon)
    return (
        select(incidents.c.id, func.max(event_places.c.precision))
        .join(incident_events, incident_events.c.incident == incidents.c.id)
        .join(events, member)
        .join(event_places, and_(event_places.c.event == events.c.pk, same_point))
        .group_by(incidents.c.id)
    )


def _outlets() -> Select[Any]:
    # An incident that no longer stands has no events.
    return (
        select(incident_events.c.incident, reports.c.outlet)
        .join(reports, reports.c.id == incident_events.c.report_id)
        .where(reports.c.outlet.is_not(None))
        .order_by(incident_events.c.incident, reports.c.outlet)
        .distinct()
    )


def _spot(row: RowMapping, precisions: Mapping[str, float | None], outlets: Sequence[str]) -> Spot:
    record = json.loads(row["record"])
    best, fields = record.get("best", {}), record.get("fields", {})
    known = row["latest"] is not None
    sides = [str(said["value"]) for name in ("actors", "targets") for said in _values(fields, name)]
    places = [said["value"] for said in _values(fields, "places")]
    quoted = [who for name in fields for said in _values(fields, name) for who in said["by"]]
    sources = [*outlets, *quoted]
    around = [name for place in places for name in (place["name"], *place["admin"])]
    named = dict.fromkeys([*sides, *around, *sources])
    return Spot(
        **{name: row[name] for name in ("id", "type", "family", "status", "country", "lat", "lon")},
        **{name: row[name] for name in ("reports", "origins", "confidence")},
        first=row["day"].toordinal() if known else None,
        last=row["latest"].toordinal() if known else None,
        precision=precisions.get(row["id"]),
        contested=tuple(record.get("contested", ())),
        place=(best.get("places") or {}).get("name", ""),
        actor=best.get("actors") or "",
        target=best.get("targets") or "",
        words=tuple(dict.fromkeys(word for name in named for word in folded(name).split())),
        sides=tuple(dict.fromkeys(sides)),
        sources=tuple(dict.fromkeys(sources)),
        places=tuple(dict.fromkeys(place_words(place) for place in places)),
        unplaced=bool(places) and all(place["lat"] is None for place in places),
        events=tuple(f"{report}/{event}" for report, event in record.get("events", ())),
        changed=row["changed_at"],
    )


def _values(fields: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    yield from fields.get(name, {}).get("values", ())
