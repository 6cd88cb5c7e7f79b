"""Where the gazetteer's file lies, and how it comes to be there.

`DATELINE_HOME`, else the platform's user data folder. Where that cannot be written to, the built-in
gazetteer is kept in a temporary folder of this user instead, and nothing can be added.
"""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs
from filelock import FileLock

from dateline.errors import GazetteerError
from dateline.places.builtin import SOURCE, builtin_entries
from dateline.places.gazetteer import Gazetteer
from dateline.places.schema import connect_writing, create, is_stale_builtin
from dateline.places.write import Progress, write_entries

NAME = "gazetteer.db"
log = logging.getLogger(__name__)


def data_home(home: Path | None = None) -> Path:
    """The folder that gazetteers live in: `home`, else DATELINE_HOME, else the user data folder."""
    if home is not None:
        return home
    set_by_user = os.environ.get("DATELINE_HOME")
    return Path(set_by_user) if set_by_user else Path(platformdirs.user_data_dir("dateline"))


def open_gazetteer(home: Path | None = None, *, progress: Progress | None = None) -> Gazetteer:
    """The built-in gazetteer with all that was added to it.

    Opens at once; the very first time the built-in one is made, which takes some seconds (`progress` hears
    how many places are written). Works on a read-only home and with several processes at once.
    """
    folder = data_home(home)
    file = folder / NAME
    if not file.exists() or is_stale_builtin(file):
        file = _make_builtin(folder, progress)
    return Gazetteer(file)


@contextmanager
def changed_gazetteer(
    home: Path | None = None, *, progress: Progress | None = None
) -> Iterator[sqlite3.Connection]:
    """A copy of the gazetteer open for writing, put in the old one's place when the block ends well.

    Raises GazetteerError where the folder cannot be written to.
    """
    folder = data_home(home)
    open_gazetteer(home, progress=progress)
    file = folder / NAME
    if not file.exists():
        raise GazetteerError(
            f"{folder}: cannot be written to, so no gazetteer can be added there",
            hint="set DATELINE_HOME to a folder of yours",
        )
    with FileLock(folder / "gazetteer.lock"):
        copy = folder / f"{NAME}.{os.getpid()}"
        try:
            shutil.copyfile(file, copy)
            db = connect_writing(copy)
            try:
                yield db
            finally:
                db.close()
            copy.replace(file)
        finally:
            copy.unlink(missing_ok=True)


def _make_builtin(folder: Path, progress: Progress | None) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / "gazetteer.lock"):
            return _write_builtin(folder, progress)
    except OSError:
        spare = Path(tempfile.gettempdir()) / f"dateline-{os.getuid() if hasattr(os, 'getuid') else 'user'}"
        log.info("%s cannot be written to; the built-in gazetteer is kept in %s", folder, spare)
        spare.mkdir(parents=True, exist_ok=True)
        with FileLock(spare / "gazetteer.lock"):
            return _write_builtin(spare, progress)


def _write_builtin(folder: Path, progress: Progress | None) -> Path:
    file = folder / NAME
    if file.exists() and not is_stale_builtin(file):
        return file
    tell: Callable[[int], None] = progress or (lambda n: None)
    draft = folder / f"{NAME}.{os.getpid()}"
    try:
        db = create(draft)
        write_entries(db, builtin_entries(), SOURCE, progress=tell)
        db.close()
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
    return file
