"""What is made ready before the desk is served: who comes first waits no longer than the others."""

from __future__ import annotations

import gc

from dateline.desk.accounts import Person
from dateline.desk.atlas import Asked
from dateline.desk.clusters import cluster
from dateline.desk.desk import Desk
from dateline.desk.land import land_geojson
from dateline.desk.looking import commonest_sides
from dateline.desk.pages import environment
from dateline.publish.page_parts import report_values
from dateline.publish.record import Record
from dateline.store import EventFilter

FIRST_ZOOM = 3


def warm_up(desk: Desk) -> None:
    """Reads rules, codebook and incidents, compiles the pages and draws up a first map and a first report.

    Raises UsageError where the record's rules do not fit: before anything is served.
    """
    _ = desk.rules
    atlas = desk.atlas()
    desk.atlases.keep()
    if desk.accounts is not None:
        desk.atlas(desk.veil(Person("", "reader")))
    cluster(atlas, atlas.pick(Asked()), FIRST_ZOOM)
    commonest_sides(atlas)
    land_geojson()
    for name in environment().list_templates():
        environment().get_template(name)
    _read_a_report(desk)
    # What is read by now stays: the collector need not walk through it again and again.
    gc.collect()
    gc.freeze()


def _read_a_report(desk: Desk) -> None:
    for row in desk.store.events(EventFilter(), limit=1).rows:
        found = desk.report(row.report.id)
        if found:
            report_values(Record(found[1], found[0].text), "r", desk.context)
