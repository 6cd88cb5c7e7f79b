"""Places: gazetteers, names matched as written and by ear, and a report's place names resolved together."""

from dateline.places.entry import Candidate, Entry, Source
from dateline.places.gazetteer import Gazetteer
from dateline.places.home import changed_gazetteer, data_home, open_gazetteer

__all__ = ["Candidate", "Entry", "Gazetteer", "Source", "changed_gazetteer", "data_home", "open_gazetteer"]
