"""The formats as a server hands them out."""

import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from publish_records import TEXT, make_event, make_record, row_id, span, write

from dateline.codebook import Codebook, load_codebook
from dateline.errors import PublishError
from dateline.model import Actor, Report
from dateline.publish import FORMATS, Context, find_format
from dateline.publish.public import load_rules
from dateline.publish.serve import MEDIA_TYPES, Outlet, serve, serve_store
from dateline.read.incoming import Incoming
from dateline.store import EventFilter, SqlStore, open_store

PERSON = Actor(span("civilians"), "Amal Haddou")


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load_codebook()


@pytest.fixture
def store(tmp_path: Path) -> SqlStore:
    """One report with a strike on a person and a protest."""
    store = open_store(str(tmp_path / "t.db"))
    coded = make_record(make_event("s1", targets=(PERSON,)), make_event("p1", "protest", "unrest")).coded
    report = Report("r1", TEXT, coded.report.sha256, coded.report.published, "Morning Post")
    store.add(Incoming(report, TEXT.encode(), "text/plain", "1.txt", None), coded)
    return store


def ask(store: SqlStore, form: str, book: Codebook, asked: EventFilter | None = None, **how: Any) -> bytes:
    known: dict[str, Any] = {"book": book, "rules": None, **how}
    return b"".join(serve_store(store, form, asked or EventFilter(), **known).chunks)


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_served_is_what_the_command_writes(name: str, book: Codebook) -> None:
    if "parquet" in name:
        pytest.importorskip("pyarrow")
    records = [make_record(make_event(), make_event("p1", "protest", "unrest"))]
    served = serve(find_format(name), records, context=Context(codebook=book))
    assert b"".join(served.chunks) == write(find_format(name), records, codebook=book)[0]
    assert served.media_type == MEDIA_TYPES[name] and served.name.startswith("dateline.")


def test_only_what_is_asked_for_is_served(store: SqlStore, book: Codebook) -> None:
    data = ask(store, "csv", book, EventFilter(types=("protest",))).decode()
    assert row_id("p1") in data and row_id("s1") not in data


def test_without_sign_in_private_names_are_held_back_and_the_trace_says_so(
    store: SqlStore, book: Codebook
) -> None:
    assert b"Haddou" in ask(store, "csv", book)
    assert b"Haddou" not in ask(store, "csv", book, rules=load_rules())
    trace = ask(store, "csv", book, rules=load_rules(), part="trace")
    assert b"public: private person" in trace and b"Haddou" not in trace


def test_the_trace_tells_of_every_event(store: SqlStore, book: Codebook) -> None:
    trace = ask(store, "acled", book, part="trace").decode()
    assert "r1/s1" in trace and "r1/p1" in trace


def test_a_format_that_is_none_is_refused_before_anything_is_sent(store: SqlStore, book: Codebook) -> None:
    with pytest.raises(PublishError, match="no format 'cvs'"):
        serve_store(store, "cvs", EventFilter(), book=book, rules=None)


@given(st.lists(st.tuples(st.binary(max_size=5), st.booleans())))
def test_an_outlet_gives_every_byte_once_in_order(writes: list[tuple[bytes, bool]]) -> None:
    out, taken = Outlet(), io.BytesIO()
    for data, take in writes:
        out.write(data)
        if take:
            taken.write(out.take())
    taken.write(out.take())
    assert taken.getvalue() == b"".join(data for data, _ in writes) and out.tell() == len(taken.getvalue())
