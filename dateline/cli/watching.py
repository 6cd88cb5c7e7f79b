"""What `dateline watch` does: save areas, see incidents in them, print, feed and call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import click

from dateline.cli.incident_lines import incident_lines
from dateline.errors import UsageError
from dateline.incidents.areas import WatchedArea, area_from_json, area_to_json, read_polygons
from dateline.incidents.watch import WEEKS, Sighting, sightings, tell_news
from dateline.store import Area, IncidentFilter, IncidentVersion, SqlStore

Seen = Sequence[tuple[IncidentVersion, Sighting]]


def list_areas(store: SqlStore) -> None:
    """Prints the saved areas."""
    for saved in store.areas():
        area = area_from_json(saved.name, saved.record)
        valid = f"{area.first or '…'} to {area.last or '…'}"
        click.echo(f"{area.name}  valid {valid}  {', '.join(area.parties)}".rstrip())


def save_area(store: SqlStore, name: str, asked: Mapping[str, Any]) -> None:
    """Saves the area that the options describe. Raises UsageError where they describe none."""
    if not any(asked[key] for key in ("polygon", "around", "admin", "country", "sites")):
        raise UsageError(f"{name}: what area?", hint="--polygon, --around with --radius, --admin or --site")
    area = WatchedArea(
        name=name,
        polygons=read_polygons(asked["polygon"]) if asked["polygon"] else (),
        circle=_circle(asked["around"], asked["radius"]),
        admin=asked["admin"],
        country=asked["country"].upper() if asked["country"] else None,
        sites=asked["sites"],
        first=asked["first"].date() if asked["first"] else None,
        last=asked["last"].date() if asked["last"] else None,
        parties=asked["parties"],
        near=asked["near"],
    )
    store.save_area(Area(name, area_to_json(area)))


def _circle(around: str | None, radius: float | None) -> tuple[float, float, float] | None:
    if around is None and radius is None:
        return None
    try:
        lat, lon = (float(part) for part in (around or "").split(","))
    except ValueError:
        raise UsageError(f"--around {around}: expected LAT,LON", hint="--around 14.80,42.95") from None
    if radius is None:
        raise UsageError("--around without --radius", hint="add --radius KM")
    return lat, lon, radius


def drop_area(store: SqlStore, name: str) -> None:
    """Forgets an area. Raises UsageError where there is none."""
    if not store.drop_area(name):
        raise UsageError(f"no area is called {name!r}", hint="dateline watch")


def _saved(store: SqlStore, name: str) -> Area:
    found = next((area for area in store.areas() if area.name == name), None)
    if found is None:
        raise UsageError(f"no area is called {name!r}", hint=f"dateline watch {name} --save --polygon FILE")
    return found


def see(store: SqlStore, name: str) -> Seen:
    """The area's standing incidents, with how they lie to it."""
    area = area_from_json(name, _saved(store, name).record)
    asked = IncidentFilter(since=area.first, until=area.last)
    found: list[tuple[IncidentVersion, Sighting]] = []
    after: str | None = None
    while page := store.incidents(asked, after=after, limit=500):
        for version in page:
            found += ((version, s) for s in sightings(area, [version.record]))
        after = page[-1].id
    return found


def print_news(store: SqlStore, name: str, seen: Seen, day: date) -> None:
    """Prints the news of a day."""
    area = area_from_json(name, _saved(store, name).record)
    news = tell_news(area, (s for _, s in seen), day)
    click.echo(f"{name}, {day}: {len(news.today)} incidents")
    for sighting in news.today:
        click.echo("\n".join(sighting_lines(sighting)))
    click.echo(
        f"seven days to {day}: {news.this_week}; weekly mean of the {WEEKS} before: {news.weekly_mean_before}"
    )
    for title, counts in (("by day", news.by_day), ("by type", news.by_type), ("by side", news.by_side)):
        if counts:
            click.echo(f"  {title}: " + ", ".join(f"{key} {count}" for key, count in counts.items()))
    if news.undated:
        click.echo(
            f"{len(news.undated)} more without a date: {', '.join(s.record['id'] for s in news.undated)}"
        )


def sighting_lines(sighting: Sighting) -> list[str]:
    """An incident's block, whether it is within or near, and who alleges that it is a breach."""
    lines = [*incident_lines(sighting.record), f"    {sighting.where} the area"]
    if sighting.breach:
        who, by = ", ".join(sighting.breach), ", ".join(sighting.alleged_by)
        lines.append(f"    alleged breach by {who}, as alleged by {by}")
    return lines


def make_feed(store: SqlStore, name: str, seen: Seen) -> bytes:
    """The area's incidents as an Atom feed."""
    from dateline.incidents.feed import write_atom

    return write_atom(name, [v for v, _ in seen], ["\n".join(sighting_lines(s)) for _, s in seen])


def call_webhook(store: SqlStore, name: str, seen: Seen, url: str, secret: str) -> None:
    """Calls for each incident that is new or changed since the last call; what was taken is not sent
    again."""
    import httpx

    from dateline.incidents.webhook import Webhook, call

    hook = Webhook(url, secret)
    with httpx.Client(timeout=20) as client:
        for version, sighting in sorted(seen, key=lambda pair: (pair[0].at, pair[0].id)):
            saved = _saved(store, name)
            told = dict(saved.record.get("told", {})).get(url, {})
            if told.get(version.id) == version.version:
                continue
            change = "changed" if version.id in told else "new"
            incident = {
                "change": change,
                "version": version.version,
                "at": version.at,
                "where": sighting.where,
            }
            breach = {"breach": list(sighting.breach), "alleged_by": list(sighting.alleged_by)}
            call(hook, {"area": name, **incident, **breach, "incident": dict(version.record)}, client)
            _remember(store, saved, url, {**told, version.id: version.version})


def _remember(store: SqlStore, saved: Area, url: str, told: Mapping[str, int]) -> None:
    every = {**saved.record.get("told", {}), url: dict(told)}
    store.save_area(replace(saved, record={**saved.record, "told": every}))
