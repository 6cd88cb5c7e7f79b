"""Places: gazetteers, names matched as written and by ear, and a report's place names resolved together."""

from dateline.places.codes import acled_precision, ucdp_precision
from dateline.places.context import PlaceContext
from dateline.places.entry import Candidate, Entry, Source
from dateline.places.find import find_places
from dateline.places.gazetteer import Gazetteer
from dateline.places.home import changed_gazetteer, data_home, open_gazetteer
from dateline.places.resolve import resolve_places

__all__ = [
    "Candidate",
    "Entry",
    "Gazetteer",
    "PlaceContext",
    "Source",
    "acled_precision",
    "changed_gazetteer",
    "data_home",
    "find_places",
    "open_gazetteer",
    "resolve_places",
    "ucdp_precision",
]
