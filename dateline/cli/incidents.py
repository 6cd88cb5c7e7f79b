"""`dateline incidents` and `dateline watch`: the same occurrence across reports, and news of an area."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dateline.cli.options import DAY, db_option, examples, open_record
from dateline.errors import UsageError

if TYPE_CHECKING:
    from dateline.incidents.index import Index
    from dateline.model.incident import EventKey
    from dateline.store import IncidentFilter, SqlStore

RULES = ("most_origins", "lowest", "latest", "most_precise")


@click.command(
    epilog=examples(
        "dateline incidents --min-origins 2 --since 2019-08-01",
        "dateline incidents --explain 3f2a09c1b7de",
        "dateline incidents --same 3f2a09c1b7de --with 9b1e44d0aa21 --by ann --why 'one strike'",
        "dateline incidents --as-of 2019-08-20 --format jsonl",
        "dateline incidents --from coded.jsonl --format jsonl > incidents.jsonl",
    )
)
@db_option
@click.option("--from", "coded", metavar="CODED.jsonl", help="Link these coded reports; needs no database.")
@click.option("--since", type=DAY, metavar="YYYY-MM-DD", help="Not over before this day.")
@click.option("--until", type=DAY, metavar="YYYY-MM-DD", help="Begun by this day.")
@click.option(
    "--type", "types", multiple=True, metavar="TYPE", help="Event type; may be given several times."
)
@click.option("--family", "families", multiple=True, metavar="FAMILY", help="Family of types; the same.")
@click.option("--country", "countries", multiple=True, metavar="CC", help="Where: ISO two-letter code.")
@click.option("--min-reports", type=click.IntRange(0), default=0, help="Told by at least so many reports.")
@click.option("--min-origins", type=click.IntRange(0), default=0, help="On at least so many origins.")
@click.option("--contested", is_flag=True, help="Only where the tellings contest something.")
@click.option("--as-of", type=DAY, metavar="YYYY-MM-DD", help="As they stood at the end of that day (UTC).")
@click.option(
    "--rule", type=click.Choice(RULES), default="most_origins", show_default=True, help="Best value."
)
@click.option(
    "--explain", metavar="ID|EVENT", multiple=True, help="Why its events are one; or of two events."
)
@click.option("--history", metavar="ID", help="Every version of an incident.")
@click.option("--same", metavar="ID|EVENT", help="Judge: this and --with are one occurrence.")
@click.option("--not-same", metavar="ID|EVENT", help="Judge: this and --with are different occurrences.")
@click.option("--part-of", metavar="ID|EVENT", help="Judge: this is part of --with.")
@click.option("--with", "others", metavar="ID|EVENT", multiple=True, help="The other side of a judgement.")
@click.option("--take-back", type=int, metavar="NUMBER", help="Take a judgement back.")
@click.option("--judgements", is_flag=True, help="List the judgements that stand.")
@click.option("--by", metavar="NAME", help="Who judges.")
@click.option("--why", default="", metavar="WORDS", help="The reason of a judgement.")
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
@click.pass_context
def incidents(ctx: click.Context, /, db: str | None, coded: str | None, form: str, **asked: Any) -> None:
    """List the incidents: events of different reports that tell of one occurrence.

    Each shows its reports and independent origins, every figure with who says it, and what they contest. What
    was added since is linked first. Judgements hold against any re-run and can be taken back.
    """
    if coded is not None:
        return _write(_linked(coded, asked["rule"]), form)
    store = open_record(db)
    index = _up_to_date(store, quiet=ctx.obj["quiet"])
    if asked["explain"]:
        return _explain(store, index, asked["explain"], form)
    if asked["history"]:
        return _history(store, asked["history"])
    if asked["judgements"]:
        return _list_judgements(store)
    if any(asked[name] is not None for name in ("same", "not_same", "part_of", "take_back")):
        return _judge(store, index, asked)
    return _write(_listed(store, asked), form)


def _up_to_date(store: SqlStore, *, quiet: bool) -> Index:
    from dateline.incidents.keep import open_index, update_incidents

    index = open_index(store)
    done = update_incidents(store, index)
    if done.reports and not quiet:
        click.echo(f"{done.reports} reports linked", err=True)
    return index


def _linked(path: str, rule: Any) -> Iterator[Mapping[str, Any]]:
    from dateline.incidents.describe import describe
    from dateline.incidents.intake import open_coded
    from dateline.incidents.link import link

    known = {event.key: event for event in open_coded(path)}
    tied = {incident.id: incident for incident in link(known.values())}
    for incident in tied.values():
        yield describe(incident, known, rule=rule, tied=tied)


def _listed(store: SqlStore, asked: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if asked["as_of"]:
        from dateline.incidents.keep import record_at

        end = datetime.combine(asked["as_of"].date(), time.max, tzinfo=UTC)
        records: Iterable[Mapping[str, Any]] = record_at(store, end.isoformat())
    else:
        records = _each(store, _filter(asked))
    wanted = (r for r in records if r["contested"] or not asked["contested"])
    return (_by_rule(record, asked["rule"]) for record in wanted)


def _each(store: SqlStore, asked: IncidentFilter) -> Iterator[Mapping[str, Any]]:
    after: str | None = None
    while page := store.incidents(asked, after=after, limit=500):
        yield from (version.record for version in page)
        after = page[-1].id


def _filter(asked: Mapping[str, Any]) -> IncidentFilter:
    from dateline.store import IncidentFilter

    names = ("types", "families", "min_reports", "min_origins")
    days: dict[str, Any] = {name: asked[name].date() if asked[name] else None for name in ("since", "until")}
    countries = tuple(country.upper() for country in asked["countries"])
    return IncidentFilter(**{name: asked[name] for name in names}, **days, countries=countries)


def _by_rule(record: Mapping[str, Any], rule: Any) -> Mapping[str, Any]:
    from dateline.incidents.describe import best_of

    return {**record, "rule": rule, "best": best_of(record, rule)}


def _write(records: Iterable[Mapping[str, Any]], form: str) -> None:
    from dateline.cli.incident_lines import incident_lines

    count = 0
    for record in records:
        count += 1
        if form == "jsonl":
            click.echo(json.dumps(record, ensure_ascii=False))
        else:
            click.echo("\n".join([*incident_lines(record), ""]))
    if form == "text":
        click.echo(f"{count} incident{'' if count == 1 else 's'}", err=True)


def _keys(store: SqlStore, named: str) -> tuple[EventKey, ...]:
    from dateline.incidents.keep import members
    from dateline.model.incident import EventKey

    return (EventKey.parse(named),) if "/" in named else members(store, named)


def _explain(store: SqlStore, index: Index, named: tuple[str, ...], form: str) -> None:
    from itertools import combinations

    from dateline.cli.incident_lines import link_lines
    from dateline.incidents.compare import default_weights
    from dateline.incidents.explain import explain

    keys = list(dict.fromkeys(key for name in named for key in _keys(store, name)))
    numbers = [n for key in keys if (n := index.number(key)) is not None]
    if len(numbers) < 2:
        raise UsageError("one event alone has nothing to explain", hint="--explain EVENT --explain EVENT")
    for n, m in combinations(numbers, 2):
        found = explain(index, n, m, default_weights())
        click.echo("\n".join([*link_lines(found), ""]))


def _history(store: SqlStore, id: str) -> None:
    for version in store.incident_versions(id):
        state = "" if version.standing else "  (taken down)"
        tells = ", ".join("/".join(key) for key in version.record["events"])
        click.echo(f"{version.at}  version {version.version}{state}: {tells}; best: {_short(version.record)}")


def _short(record: Mapping[str, Any]) -> str:
    return json.dumps(record["best"], ensure_ascii=False)


def _list_judgements(store: SqlStore) -> None:
    from dateline.incidents.keep import standing_judgements

    for j in standing_judgements(store):
        sides = [", ".join(map(str, side)) for side in (j.events, j.others) if side]
        click.echo(
            f"{j.number}  {j.ruling.replace('_', ' ')}: {' | '.join(sides)}  by {j.who}  {j.why}".rstrip()
        )


def _judge(store: SqlStore, index: Index, asked: Mapping[str, Any]) -> None:
    from dateline.incidents.keep import judge, take_back

    if not asked["by"]:
        raise UsageError("a judgement needs a name", hint="--by NAME")
    said = {"who": asked["by"], "why": asked["why"]}
    if asked["take_back"] is not None:
        done = take_back(store, index, asked["take_back"], **said)
    else:
        ruling = next(name for name in ("same", "not_same", "part_of") if asked[name])
        ours = _keys(store, asked[ruling])
        theirs = [key for name in asked["others"] for key in _keys(store, name)]
        sides = (list(dict.fromkeys([*ours, *theirs])), []) if ruling == "same" else (list(ours), theirs)
        done = judge(store, index, ruling, *sides, **said)
    click.echo(f"{len(done.new)} new, {len(done.changed)} changed, {len(done.gone)} taken down", err=True)


@click.command(
    epilog=examples(
        "dateline watch idlib-zone --save --polygon zone.geojson --from 2018-09-17 --party 'Syrian army'",
        "dateline watch hodeidah --save --around 14.80,42.95 --radius 30",
        "dateline watch idlib-zone --day 2019-05-06",
        "dateline watch idlib-zone --atom idlib.xml --webhook https://example.org/hook --secret-file key.txt",
    )
)
@click.argument("name", required=False)
@db_option
@click.option("--save", is_flag=True, help="Save the area under NAME, in place of the one before.")
@click.option("--drop", is_flag=True, help="Forget the area.")
@click.option("--polygon", metavar="FILE.geojson", help="The area's outline.")
@click.option("--around", metavar="LAT,LON", help="The middle of a circle; with --radius.")
@click.option("--radius", type=click.FloatRange(0, 20_000, min_open=True), metavar="KM")
@click.option("--admin", metavar="NAME", help="An administrative area, as the gazetteer names it.")
@click.option("--country", metavar="CC", help="The country: ISO two-letter code.")
@click.option(
    "--site", "sites", multiple=True, metavar="NAME", help="A named post, road or convoy to follow."
)
@click.option("--from", "first", type=DAY, metavar="YYYY-MM-DD", help="Valid from.")
@click.option("--to", "last", type=DAY, metavar="YYYY-MM-DD", help="Valid until.")
@click.option("--party", "parties", multiple=True, metavar="NAME", help="Who is bound by what holds there.")
@click.option(
    "--near", type=click.FloatRange(0), default=10.0, show_default=True, help="Km that count as near."
)
@click.option("--day", type=DAY, metavar="YYYY-MM-DD", help="The news of that day.  [default: today, UTC]")
@click.option("--atom", type=click.Path(dir_okay=False), help="Write the area's incidents as an Atom feed.")
@click.option("--webhook", metavar="URL", help="Call for each incident that is new or changed since.")
@click.option(
    "--secret-file", type=click.Path(exists=True, dir_okay=False), help="The secret that signs calls."
)
@click.pass_context
def watch(ctx: click.Context, /, name: str | None, db: str | None, **asked: Any) -> None:
    """Print the day's news of a saved area: its incidents, alleged breaches, and the change against weeks
    before.

    Without a name, lists the saved areas.
    """
    from dateline.cli import watching

    if asked["webhook"] and not asked["secret_file"]:
        raise UsageError("--webhook without a secret to sign with", hint="--secret-file FILE")
    store = open_record(db)
    if name is None:
        return watching.list_areas(store)
    if asked["save"]:
        return watching.save_area(store, name, asked)
    if asked["drop"]:
        return watching.drop_area(store, name)
    _up_to_date(store, quiet=ctx.obj["quiet"])
    day = asked["day"].date() if asked["day"] else datetime.now(UTC).date()
    seen = watching.see(store, name)
    watching.print_news(store, name, seen, day)
    if asked["atom"]:
        Path(asked["atom"]).write_bytes(watching.make_feed(store, name, seen))
    if asked["webhook"]:
        secret = Path(asked["secret_file"]).read_text("utf-8").strip()
        watching.call_webhook(store, name, seen, asked["webhook"], secret)
    return None
