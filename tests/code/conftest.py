"""The coder with its real kit, opened once."""

from __future__ import annotations

import pytest

from dateline.code import Kit, open_kit
from dateline.run.identity import SHIPPED_READER


@pytest.fixture(scope="session")
def kit() -> Kit:
    """The shipped codebook, gazetteer, parser, reader and decisions."""
    if not (SHIPPED_READER / "reader.json").is_file():
        pytest.skip("no trained reader is in here yet")
    return open_kit()
