"""`dateline gazetteer` and `dateline places`: add, list and ask gazetteers; every place name of a report."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from dateline.errors import InputError
from dateline.places import Candidate, Gazetteer, open_gazetteer
from dateline.places.add import add_gazetteer
from dateline.places.write import Progress


@click.group()
def gazetteer() -> None:
    """Add gazetteers, list them with their credits, and look names up.

    \b
      dateline gazetteer add SY                 download GeoNames' Syria
      dateline gazetteer add places.csv         your own list: name, lat, lon …
      dateline gazetteer find "Khan Sheikhoun"
    """


@gazetteer.command()
@click.argument("what")
@click.pass_obj
def add(options: dict[str, Any] | None, what: str) -> None:
    """Add a file, folder or two-letter country code (WHAT).

    Takes GeoNames dumps (SY.txt, SY.zip, allCountries.zip, alternateNamesV2.zip, admin codes), Who's On First
    repositories, tarballs and SQLite files, OCHA p-codes and COD tables, and a CSV of your own (name, lat,
    lon).
    """
    added = add_gazetteer(what, progress=_progress(options))
    what_kind = "names" if added.names_only else "places"
    click.echo(f"{added.source.name}: {added.places:,} {what_kind}. Credit: {added.source.credit}", err=True)


@gazetteer.command("list")
@click.pass_obj
def list_sources(options: dict[str, Any] | None) -> None:
    """List the gazetteers in use, with the credit that each licence asks for."""
    known = _open(options)
    places, names = known.count()
    for source, count in known.sources():
        click.echo(f"{source.name}\t{count:,} places\t{source.licence}\t{source.credit}")
    click.echo(f"{places:,} places, {names:,} names in {known.path}")


@gazetteer.command()
@click.argument("name")
@click.option("--country", help="Only in this country (ISO 3166-1 alpha-2).")
@click.option("--within", help="Only in this division or country (name or id).")
@click.option("--limit", default=10, show_default=True, help="At most so many.")
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
@click.pass_obj
def find(
    options: dict[str, Any] | None, name: str, country: str | None, within: str | None, limit: int, form: str
) -> None:
    """Look NAME up, as written and by ear, best first. Exit status 1 where nothing is close."""
    known = _open(options)
    found = known.find(name, country=country, within=within, limit=limit)
    for candidate in found:
        click.echo(
            json.dumps(_candidate(candidate, known), ensure_ascii=False)
            if form == "jsonl"
            else _line(candidate)
        )
    if not found:
        click.echo(f"nothing is close to {name!r}", err=True)
        sys.exit(1)


@gazetteer.command()
@click.argument("names", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--limit", default=3, show_default=True, help="At most so many candidates a name.")
@click.pass_obj
def resolve(options: dict[str, Any] | None, names: str, limit: int) -> None:
    """Look up NAMES (JSON Lines of {"name", "country"?, "within"?}), one answer a line.

    An answer repeats the question and adds `place`, the best candidate where one is sure (else null),
    `candidates` with scores and reasons and, where `place` is null, the area said to enclose it.
    """
    known = _open(options)
    for number, query in _queries(names):
        click.echo(json.dumps(_answer(query, known, limit, names, number), ensure_ascii=False))


@click.command()
@click.argument("reports", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--format", "form", type=click.Choice(["jsonl"]), default="jsonl", show_default=True)
@click.option("--demonyms", is_flag=True, help="Count words for a people or nation ('Syrian') as well.")
@click.pass_obj
def places(options: dict[str, Any] | None, reports: str, form: str, demonyms: bool) -> None:
    """Every place name in REPORTS (JSON Lines with "text"), resolved, one report a line."""
    from dateline.places.wire import places_to_json, report_places

    known = _open(options)
    for number, report in _queries(reports):
        if not isinstance(report.get("text"), str):
            raise InputError(f'{reports}, line {number}: no "text"', hint='one report a line: {"id", "text"}')
        refs = report_places(report, known, demonyms=demonyms)
        click.echo(json.dumps(places_to_json(report, refs), ensure_ascii=False))


def _answer(query: dict[str, Any], known: Gazetteer, limit: int, file: str, number: int) -> dict[str, Any]:
    from dateline.places.lookup import look_up

    if not isinstance(query.get("name"), str):
        raise InputError(f'{file}, line {number}: no "name"', hint='{"name": "Latamneh", "country": "SY"}')
    best, candidates = look_up(known, query["name"], country=query.get("country"), within=query.get("within"))
    shown = [_candidate(c, known) for c in candidates[:limit]]
    answer = {**query, "place": _candidate(best, known) if best else None, "candidates": shown}
    if best is None and query.get("within"):
        areas = known.enclosing(query["within"], query.get("country"))
        answer["enclosing"] = [{"name": a.name, "id": a.id, "level": a.level} for a in areas[:3]]
    return answer


def _queries(file: str) -> Iterator[tuple[int, dict[str, Any]]]:
    lines: Iterable[str] = sys.stdin if file == "-" else Path(file).read_text("utf-8").split("\n")
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except ValueError as error:
            raise InputError(
                f"{file}, line {number}: not JSON ({error})", hint="one JSON object a line"
            ) from error
        if not isinstance(value, dict):
            raise InputError(f"{file}, line {number}: an object expected", hint='{"name": "Latamneh"}')
        yield number, value


def _candidate(c: Candidate, known: Gazetteer) -> dict[str, Any]:
    place = c.place
    return {
        "name": place.name,
        "id": place.id,
        "ids": list(known.ids(place.id)),
        "lat": place.lat,
        "lon": place.lon,
        "level": place.level,
        "kind": known.kind(place.id),
        "admin": list(place.admin),
        "country": place.country,
        "population": place.population,
        "score": c.score,
        "why": c.why,
    }


def _line(c: Candidate) -> str:
    place = c.place
    where = ", ".join((*reversed(place.admin), place.country or ""))
    point = (
        f"{place.lat:.5f} {place.lon:.5f}"
        if place.lat is not None and place.lon is not None
        else "no coordinates"
    )
    return f"{c.score:.3f}  {place.name} ({place.level}, {where})  {point}  {place.id}  {c.why}"


def _open(options: dict[str, Any] | None) -> Gazetteer:
    return open_gazetteer(progress=_progress(options))


def _progress(options: dict[str, Any] | None) -> Progress:
    if options and options.get("quiet"):
        return lambda n: None

    def tell(count: int) -> None:
        if count % 50_000 == 0 or not sys.stderr.isatty():
            if count % 50_000 == 0:
                click.echo(f"gazetteer: {count:,} places", err=True)
        else:
            click.echo(f"\rgazetteer: {count:,} places", nl=False, err=True)

    return tell
