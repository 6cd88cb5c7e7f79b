"""The record in any format to publish, under the list's filters; the public's version below a reviewer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from urllib.parse import urlencode

from starlette.responses import Response, StreamingResponse

from dateline.codebook import Codebook
from dateline.desk.asked import events_asked, incidents_asked
from dateline.desk.atlas import Atlas, Picked
from dateline.desk.guard import Asking, Refused
from dateline.desk.pages import page
from dateline.desk.seeing import NAMED_BY
from dateline.desk.veil import Veil
from dateline.errors import UsageError
from dateline.model.incident import EventKey as ModelKey
from dateline.publish import gather
from dateline.publish.context import Context
from dateline.publish.formats import FORMATS, find_format
from dateline.publish.guarded import Guarded
from dateline.publish.public import PublicRules, held_back, make_public
from dateline.publish.record import EventKey, Record
from dateline.publish.serve import Part, Served, serve, serve_store
from dateline.publish.spool import Backlog
from dateline.publish.trace import TraceLine
from dateline.store import EventFilter, Store
from dateline.store.folding import fold

PARTS: dict[str, Part] = {"": "file", "file": "file", "trace": "trace"}
FINDING = (*NAMED_BY, "side", "place")
"""The conditions that find by words, and so could tell a name that is held back."""


def show_downloads(asking: Asking) -> Response:
    """The formats to choose from, with the filter of the list."""
    formats = [find_format(name) for name in FORMATS]
    said = [(k, v) for k, v in asking.request.query_params.multi_items() if v]
    narrowed = urlencode([(k, v) for k, v in said if k not in ("of", "public")])
    count = None
    if _of_incidents(asking):
        atlas, picked = _picked(asking)
        count = int(atlas.terms["events"].counts[picked].sum())
    return page(
        asking,
        "downloads",
        formats=formats,
        query=urlencode(said),
        public=_rules(asking) is not None,
        back=f"/events?{narrowed}" if count is None else f"/?{narrowed}",
        count=count,
    )


def download(asking: Asking) -> Response:
    """The events asked for as a file of the format, or that file's trace; a stream."""
    form = asking.request.path_params["form"]
    if form not in FORMATS:
        raise Refused(404, f"There is no format {form}: one of {', '.join(FORMATS)}.")
    served = _served(asking, form)
    # The first bytes are made before the answer begins, so that what cannot be written is told of.
    chunks = chain([next(served.chunks, b"")], served.chunks)
    headers = {"Content-Disposition": f'attachment; filename="{served.name}"'}
    return StreamingResponse(chunks, headers=headers, media_type=served.media_type)


def _rules(asking: Asking) -> PublicRules | None:
    whole = asking.person.may("reviewer") and not asking.request.query_params.get("public")
    return None if whole else asking.desk.public_rules


def _of_incidents(asking: Asking) -> bool:
    return asking.request.query_params.get("of") == "incidents"


def _incident_keys(asking: Asking) -> set[EventKey]:
    """The events of the incidents that the filter of the screen Incidents lets through."""
    atlas, picked = _picked(asking)
    keys = map(ModelKey.parse, atlas.terms["events"].borne_by(picked))
    return {(key.report, key.event) for key in keys}


def _picked(asking: Asking) -> tuple[Atlas, Picked]:
    atlas = asking.atlas()
    return atlas, asking.desk.pick(atlas, incidents_asked(asking.request.query_params))


def _served(asking: Asking, form: str) -> Served:
    query, store, book = asking.request.query_params, asking.desk.store, asking.desk.codebook
    part = PARTS.get(query.get("part", ""))
    if part is None:
        raise UsageError(f"part: {query.get('part')!r} is not known", hint="file or trace")
    apart, rules, of_incidents = bool(query.get("apart")), _rules(asking), _of_incidents(asking)
    asked = EventFilter() if of_incidents else events_asked(query)
    if rules is None and not of_incidents:
        return serve_store(store, form, asked, book=book, rules=None, apart=apart, part=part)
    wanted = _incident_keys(asking) if of_incidents else _event_keys(store, asked)
    context = Context(codebook=book, incidents={} if apart else gather.stored_incidents(store))
    if rules is None:
        return serve(find_format(form), _chosen(store, form, wanted or set()), context=context, part=part)
    words = tuple(word for name in FINDING for word in fold(query.get(name, "")).split())
    shown = Shown(find_format(form), rules, words, wanted)
    return serve(shown, _seen(store, asking.veil, words), context=context, part=part)


def _event_keys(store: Store, asked: EventFilter) -> set[EventKey] | None:
    return None if asked == EventFilter() else {(r.report.id, r.event.id) for r in store.each_event(asked)}


def _chosen(store: Store, form: str, wanted: set[EventKey]) -> Iterator[Record]:
    """These events, in whole reports where the format needs them."""
    if find_format(form).whole_reports:
        return gather.stored_reports(store, EventFilter(), wanted=wanted)
    every = gather.stored_events(store, EventFilter())
    return (r for r in every if (r.coded.report.id, r.coded.events[0].id) in wanted)


def _seen(store: Store, veil: Veil | None, words: tuple[str, ...]) -> Iterator[Record]:
    """Whole reports as this person may see them on the screens."""
    for stored in store.each_report():
        report, coded = stored.report, stored.coded
        if veil is not None:
            if _finds(words, veil.persons.names_in(coded.events) if veil.rules.hide_persons else ()):
                continue
            report, coded = veil.report(report, coded)
        yield Record(coded, report.text)


def _finds(words: Iterable[str], hidden: Iterable[str]) -> bool:
    told = fold(" ".join(hidden))
    return any(word in told for word in words)


@dataclass(frozen=True)
class Shown(Guarded):
    """`inner` for the public: names are masked in whole reports first, then only events asked for are left.

    A report that `words` of the filter find by something held back is left out: it would tell the name.
    """

    words: tuple[str, ...]
    wanted: set[EventKey] | None

    def shown(self, records: Iterable[Record], book: Codebook, held: Backlog[TraceLine]) -> Iterator[Record]:
        """The events asked for, of the reports that the filter may find."""
        for record in records:
            if self.words and _finds(self.words, held_back(record, self.rules, book)):
                continue
            public, lines = make_public(record, self.rules, book)
            id = public.coded.report.id
            events = tuple(e for e in public.coded.events if self.wanted is None or (id, e.id) in self.wanted)
            if events or self.wanted is None:
                held.put(lines)
                yield replace(public, coded=replace(public.coded, events=events))
