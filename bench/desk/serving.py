"""The desk over a record, without the linking that a start would do: python serving.py RECORD HOME PORT."""

from __future__ import annotations

import sys
from pathlib import Path

import uvicorn

from dateline.desk import make_app, open_desk
from dateline.desk.warming import warm_up
from dateline.run import CoderOptions
from dateline.store import open_store

if __name__ == "__main__":
    record, home, port = sys.argv[1:]
    desk = open_desk(open_store(record), CoderOptions(Path(home)))
    warm_up(desk)
    uvicorn.run(make_app(desk), port=int(port), log_level="warning")
