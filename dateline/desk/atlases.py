"""The atlas in memory, whole and as readers see it: read on where it changed, kept for the next start."""

from __future__ import annotations

import logging
from threading import RLock

from dateline.desk.atlas import Atlas
from dateline.desk.summaries import keep_atlas, kept_atlas, summary_path
from dateline.desk.surveying import load_atlas, refresh_atlas
from dateline.desk.veil import Veil
from dateline.store import SqlStore

WORTH_KEEPING = 5000
"""So many incidents are worth a file that keeps them for the next start."""

log = logging.getLogger("dateline.desk")


class Atlases:
    """A record's incidents as the map and the timeline ask for them, shared by all who are at the desk."""

    def __init__(self, store: SqlStore) -> None:
        self._store = store
        self._read: dict[bool, Atlas] = {}
        self._lock = RLock()
        self._kept = ""

    def now(self, veil: Veil | None = None) -> Atlas:
        """The atlas behind this veil, read again where incidents changed."""
        with self._lock:
            known = self._read.get(veil is not None)
            if known:
                found = load_atlas(self._store, known, seen=veil.spot if veil else None)
            elif veil:
                whole = self.now()
                found = Atlas.of(map(veil.spot, whole.spots), whole.changed)
            else:
                found = self._first()
            self._read[veil is not None] = found
            return found

    def last(self) -> Atlas:
        """The whole atlas as it was last read."""
        return self._read.get(False) or self.now()

    def keep(self) -> None:
        """Keeps the whole atlas in a file, where reading it anew would take long and something changed."""
        with self._lock:
            atlas = self._read.get(False)
            if atlas is None or atlas.changed == self._kept or len(atlas.spots) < WORTH_KEEPING:
                return
            try:
                keep_atlas(summary_path(str(self._store)), atlas)
            except OSError as error:
                log.warning("the summary of the incidents is not kept: %s", error)
            self._kept = atlas.changed

    def _first(self) -> Atlas:
        kept = kept_atlas(summary_path(str(self._store)))
        if kept is None:
            return load_atlas(self._store)
        self._kept = kept.changed
        return refresh_atlas(self._store, kept)
