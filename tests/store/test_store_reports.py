"""Reports and their codings in every database."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dateline.errors import StoreError, UnreadableError
from dateline.model import Unread
from dateline.read import Incoming
from dateline.store import SqlStore, open_store
from tests.store.making import TEXT, make_coded, make_incoming, shelled, struck


def test_a_report_and_its_coding_come_back_as_they_went_in(store: SqlStore) -> None:
    incoming = make_incoming(published=date(2019, 8, 20), outlet="Al Jazeera", title="“Kafr Nabūda”")
    report = replace(incoming.report, unread=(Unread(0, 6, "caption"),))
    coded = make_coded(report, shelled(report), struck(report))
    assert store.add(replace(incoming, report=report), coded) == "new"
    assert store.report(report.id) == report
    assert store.coded(report.id) == coded


def test_the_original_is_kept_byte_for_byte(store: SqlStore) -> None:
    content, when = b"\xff\xfe\x00<p>" + TEXT.encode("utf-16"), datetime(2024, 1, 2, 3, 4, tzinfo=UTC)
    incoming = Incoming(make_incoming().report, content, "text/html", "https://example.org/a", when)
    store.add(incoming, make_coded(incoming.report))
    kept = store.original(incoming.report.id)
    assert kept is not None and kept.content == content
    assert (kept.media_type, kept.origin) == ("text/html", "https://example.org/a")
    assert kept.retrieved == "2024-01-02T03:04:00+00:00"


def test_adding_the_same_report_twice_changes_nothing(store: SqlStore) -> None:
    incoming = make_incoming()
    coded = make_coded(incoming.report, shelled(incoming.report))
    store.add(incoming, coded)
    before = list(store.each_event()), store.codings(incoming.report.id)
    assert store.add(replace(incoming, origin="copy of a.txt"), coded) == "known"
    assert (list(store.each_event()), store.codings(incoming.report.id)) == before


def test_coding_again_keeps_the_earlier_coding_and_the_newer_stands(store: SqlStore) -> None:
    incoming = make_incoming()
    first = make_coded(incoming.report, shelled(incoming.report))
    second = make_coded(incoming.report, struck(incoming.report), coder="dateline@2")
    store.add(incoming, first)
    assert store.add(incoming, second) == "recoded"
    assert store.coded(incoming.report.id) == second
    assert store.coded(incoming.report.id, 1) == first
    assert [row.event.type for row in store.each_event()] == ["air_strike"]


def test_an_earlier_coding_made_again_stands_again_without_a_copy(store: SqlStore) -> None:
    incoming = make_incoming()
    first = make_coded(incoming.report, shelled(incoming.report))
    store.add(incoming, first)
    store.add(incoming, make_coded(incoming.report, coder="dateline@2"))
    assert store.add(incoming, first) == "recoded"
    assert [(c.coder, c.current) for c in store.codings(incoming.report.id)] == [
        ("dateline@1", True),
        ("dateline@2", False),
    ]


def test_a_coding_is_known_by_its_text_codebook_coder_and_settings(store: SqlStore) -> None:
    incoming = make_incoming(id="r1")
    store.add(incoming, make_coded(incoming.report), settings="s1")
    known = {"codebook": "conflict@1", "coder": "dateline@1", "settings": "s1"}
    assert store.is_coded(incoming.report, **known)
    for name in known:
        assert not store.is_coded(incoming.report, **{**known, name: "other"})
    assert not store.is_coded(make_incoming("Another text.", id="r1").report, **known)


def test_another_text_under_a_known_id_is_refused_and_nothing_of_it_kept(store: SqlStore) -> None:
    store.add(first := make_incoming(id="r1"), make_coded(first.report))
    other = make_incoming("Another text.", id="r1", origin="b.jsonl#2")
    with pytest.raises(UnreadableError, match="already that of another text, from a.txt"):
        store.add(other, make_coded(other.report))
    assert store.report("r1") == first.report


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b"])
def test_words_that_no_database_holds_are_refused_alike(store: SqlStore, text: str) -> None:
    report = replace(make_incoming().report, text=text)
    incoming = Incoming(report, b"a", "text/plain", "a.txt", None)
    with pytest.raises(UnreadableError):
        store.add(incoming, make_coded(report))
    assert store.find_reports("") == ()


def test_reports_are_given_by_id_whatever_order_they_came_in(store: SqlStore) -> None:
    for id in ("é", "b", "a", "B", "10", "9"):
        incoming = make_incoming(f"Text of {id}.", id=id)
        store.add(incoming, make_coded(incoming.report))
    assert [stored.report.id for stored in store.each_report()] == ["10", "9", "B", "a", "b", "é"]


def test_what_could_not_be_read_is_kept_once_with_its_reason(store: SqlStore) -> None:
    assert store.set_aside("b\udcff.pdf", "encrypted", sha256="ab" * 32)
    assert not store.set_aside("b\udcff.pdf", "encrypted", sha256="ab" * 32)
    assert [(e.origin, e.reason) for e in store.quarantined()] == [("b\\udcff.pdf", "encrypted")]


def test_a_report_set_aside_is_kept_and_cleared_once_it_is_coded(store: SqlStore) -> None:
    incoming = make_incoming()
    store.set_aside(incoming.origin, "coder failed", sha256=incoming.report.sha256, incoming=incoming)
    assert store.report(incoming.report.id) == incoming.report
    assert store.coded(incoming.report.id) is None
    assert store.add(incoming, make_coded(incoming.report)) == "new"
    assert store.quarantined() == ()
    assert [e.reason for e in store.quarantined(cleared=True)] == ["coder failed"]


def test_what_was_kept_is_there_after_closing_and_opening(where: str) -> None:
    incoming = make_incoming()
    first = open_store(where)
    first.add(incoming, make_coded(incoming.report, shelled(incoming.report)))
    first.close()
    second = open_store(where, create=False)
    assert second.count_events() == 1
    second.close()


def test_a_database_of_another_program_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE songs (title TEXT)")
    with pytest.raises(StoreError, match="another program .songs"):
        open_store(str(path))
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("songs",)]


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("These are notes, and long enough not to be taken for an empty file. " * 20)
    with pytest.raises(StoreError, match="not a database"):
        open_store(str(path))


def test_a_missing_database_is_an_error_where_it_may_not_be_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such database"):
        open_store(str(tmp_path / "none.db"), create=False)
    with pytest.raises(StoreError, match="there is no folder"):
        open_store(str(tmp_path / "nowhere" / "a.db"))


def test_an_address_of_another_kind_of_database_is_refused_without_its_password() -> None:
    with pytest.raises(StoreError) as raised:
        open_store("mysql://ann:secret@host/db")
    assert "mysql" in str(raised.value) and "secret" not in str(raised.value)


def test_a_date_that_becomes_known_is_filled_in_and_the_report_is_to_be_coded_again(store: SqlStore) -> None:
    known = {"codebook": "conflict@1", "coder": "dateline@1"}
    store.add(plain := make_incoming(), make_coded(plain.report))
    dated = make_incoming(published=date(2019, 8, 20), outlet="AFP")
    assert not store.is_coded(dated.report, **known)
    store.add(dated, make_coded(dated.report))
    assert store.report(plain.report.id) == dated.report
    assert store.is_coded(dated.report, **known) and store.is_coded(plain.report, **known)


def test_what_is_known_of_a_report_stays_known_whoever_brings_it_again(store: SqlStore) -> None:
    dated = make_incoming(published=date(2019, 8, 20))
    store.add(dated, make_coded(dated.report))
    again = make_incoming(published=date(2020, 1, 1), outlet="AFP").report
    assert store.complete(make_incoming().report) == dated.report
    assert store.complete(again) == replace(again, published=date(2019, 8, 20))
    assert store.complete(make_incoming("Unseen.").report) == make_incoming("Unseen.").report
