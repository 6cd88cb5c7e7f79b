"""`python -m dateline.cli` is the `dateline` command."""

from __future__ import annotations

from dateline.cli import main

main()
