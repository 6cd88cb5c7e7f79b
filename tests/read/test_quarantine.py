"""What cannot be read is quarantined with its reason, alone, and within bounds."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.read import Incoming, Limits, Quarantined, read_bytes, read_source
from tests.read.makers import (
    MORE,
    NEWS,
    PAGE,
    encrypt_pdf,
    make_bomb,
    make_pdf,
    make_warc,
    quarantined,
    reports,
)

SMALL = Limits(text_chars=5_000, line_bytes=10_000, document_bytes=20_000, inflate_floor=50_000)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n\t\xc2\xa0\n--", "is empty"),
        ("a.txt", b"video\n\nShare\n", "nothing but debris"),
        ("a.txt", bytes(range(256)) * 40, "is binary"),
        ("a.txt", f"{NEWS}\0".encode(), "NUL"),
        ("a.jpg", b"\xff\xd8\xff\xe0" + bytes(200), "JPEG"),
        ("a.docx", b"PK\x03\x04" + bytes(200), "Office file"),
        (
            "a.html",
            b"<html><head><title>x</title></head><body><div id=app></div></body></html>",
            "no readable text",
        ),
        ("a.html", b"<html><body><p><<<</div></", "no readable text"),
        ("a.csv", b"id,body\n1,abc\n", "no column 'text'"),
        ("a.json", b'{"text": "abc"', "is not JSON"),
        ("a.json", b"[" * 200_000, "is not JSON"),
        ("a.rss", b"<rss><channel></channel></rss>", "feed without entries"),
        ("a.pdf", b"%PDF-1.4 and nothing more", "could not be read"),
        ("a.pdf", make_pdf([[]]), "no text in it"),
        ("a.pdf", encrypt_pdf(make_pdf([[NEWS]]), "secret", "AES-256"), "encrypted"),
        ("a.pdf", encrypt_pdf(make_pdf([[NEWS]]), "secret", "RC4-128"), "encrypted"),
        ("a.warc.gz", make_warc([("https://example.org/i", "image/png", b"x")]), "no document in it"),
        ("a.eml", b"Subject: x\nFrom: a@example.org\n\n", "is empty"),
        ("a.gz", b"\x1f\x8b\x08\x00 and nothing that is packed", "could not be read"),
    ],
)
def test_what_cannot_be_read_says_why(name: str, data: bytes, reason: str) -> None:
    (found,) = read_bytes(data, origin=name)
    assert isinstance(found, Quarantined)
    assert reason in found.reason
    assert found.origin.startswith(name)


def test_a_bad_line_costs_only_itself() -> None:
    lines = [
        json.dumps({"text": NEWS}),
        '{"text": "broken',
        '{"title": "no text"}',
        '{"text": 5}',
        "[1]",
        r'{"text": "half a pair \ud800 here"}',
        r'{"text": "a NUL \u0000 here"}',
        '{"text": ""}',
        "",
        json.dumps({"text": MORE}),
    ]
    read = list(read_bytes("\n".join(lines).encode(), origin="in.jsonl"))
    bad = quarantined(read)
    assert [q.origin.partition("#")[2] for q in bad] == ["2", "3", "4", "5", "6", "7", "8"]
    assert [i.origin for i in read if isinstance(i, Incoming)] == ["in.jsonl#1", "in.jsonl#10"]
    reasons = ("not JSON", "only title", "'text' is int", "JSON list", "surrogate", "NUL", "empty")
    assert all(reason in q.reason for reason, q in zip(reasons, bad, strict=True))


def test_a_bad_row_costs_only_itself() -> None:
    read = list(read_bytes(f'id,text\n1,"{NEWS}"\n2\n3,""\n4,"{MORE}"\n'.encode(), origin="in.csv"))
    assert [q.origin for q in quarantined(read)] == ["in.csv#3", "in.csv#4"]
    assert len(read) == 4


def test_a_bad_file_in_a_folder_costs_only_itself(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_text(NEWS)
    first, second = read_source(str(tmp_path))
    assert isinstance(first, Quarantined) and isinstance(second, Incoming)


def test_a_bad_page_of_a_web_archive_costs_only_itself() -> None:
    pages = [
        ("https://example.org/1", "text/html", b"<p></p>"),
        ("https://example.org/2", "text/html", PAGE.encode()),
    ]
    first, second = read_bytes(make_warc(pages), origin="c.warc.gz")
    assert isinstance(first, Quarantined) and first.origin == "c.warc.gz!https://example.org/1"
    assert isinstance(second, Incoming)


def test_a_line_over_the_limit_is_passed_over_and_the_next_is_read() -> None:
    data = json.dumps({"text": "x" * 20_000}).encode() + b"\n" + json.dumps({"text": NEWS}).encode()
    first, second = read_bytes(data, origin="in.jsonl", limits=SMALL)
    assert isinstance(first, Quarantined) and "more than 10000 bytes" in first.reason
    assert isinstance(second, Incoming) and second.origin == "in.jsonl#2"


def test_one_endless_line_of_text_is_not_a_report() -> None:
    (found,) = quarantined(read_bytes(b"word " * 3_000, origin="a.txt", limits=SMALL))
    assert "15000 characters long" in found.reason
    (found,) = quarantined(read_bytes(b"word " * 30_000, origin="a.txt", limits=SMALL))
    assert "larger than 20000 bytes" in found.reason


def test_fifty_megabytes_of_one_line_are_quarantined() -> None:
    (found,) = quarantined(read_bytes(b"word " * 10_485_760, origin="a.txt"))
    assert "characters long" in found.reason


def test_a_table_whose_quote_never_closes_ends_in_bounds() -> None:
    data = b'id,text\n1,"' + b"word\n" * 10_000
    (found,) = quarantined(read_bytes(data, origin="in.csv", limits=SMALL))
    assert "is a quote missing?" in found.reason


@pytest.mark.parametrize("name", ["bomb.txt.gz", "bomb.warc.gz", "bomb.jsonl.gz"])
def test_a_file_that_inflates_without_end_is_stopped(name: str) -> None:
    limits = replace(SMALL, document_bytes=10**9, line_bytes=10**9)
    (found,) = quarantined(read_bytes(make_bomb(4_000_000), origin=name, limits=limits))
    assert "grows without end" in found.reason or "NUL" in found.reason


def test_a_bomb_in_a_web_archive_is_stopped_after_what_came_before() -> None:
    pages = [
        ("https://example.org/1", "text/html", PAGE.encode()),
        ("https://example.org/2", "text/html", b"\0" * 8_000_000),
    ]
    read = list(read_bytes(make_warc(pages), origin="c.warc.gz", limits=SMALL))
    assert isinstance(read[0], Incoming)
    assert any("grows without end" in q.reason for q in quarantined(read))


def test_files_within_files_end_at_a_depth() -> None:
    inner = f"Subject: s\nFrom: a@example.org\n\n{NEWS}"
    for n in range(8):
        inner = (
            f"Subject: s{n}\nFrom: a@example.org\nMIME-Version: 1.0\n"
            f"Content-Type: multipart/mixed; boundary=B{n}\n\n"
            f"--B{n}\nContent-Type: application/octet-stream\n"
            "Content-Disposition: attachment; filename=m.eml\n\n"
            f"{inner}\n--B{n}--\n"
        )
    read = list(read_bytes(inner.encode(), origin="m.eml"))
    assert any("files deep" in q.reason for q in quarantined(read))


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.html", b"<body>" + b"<div>" * 200_000 + b"Ten people were killed.", "deep within each other"),
        ("a.html", b"<body>" + b"<p>Ten people were killed.</p>" * 100_000, "characters of text"),
        ("a.rss", b"<rss><channel>" + b"<item>" * 300_000, "entries"),
    ],
)
def test_what_would_take_hours_is_given_up_at_once(name: str, data: bytes, reason: str) -> None:
    (found,) = quarantined(read_bytes(data, origin=name))
    assert reason in found.reason


def test_a_message_with_an_endless_header_is_read() -> None:
    subject = b"=?utf-8?b?aaaa?= " * 50_000
    (read,) = read_bytes(
        b"From: a@example.org\nSubject: " + subject + b"\n\n" + NEWS.encode(), origin="m.eml"
    )
    assert isinstance(read, Incoming) and read.report.text == NEWS


def test_the_hash_of_what_was_quarantined_is_kept() -> None:
    (found,) = quarantined(read_bytes(b"\x89PNG....", origin="a"))
    assert found.sha256 is not None and len(found.sha256) == 64


NAMES = st.sampled_from(
    ["a", "a.txt", "a.html", "a.jsonl", "a.json", "a.csv", "a.eml", "a.pdf", "a.rss", "a.warc", "a.gz"]
)
SEEDS = st.sampled_from(
    [
        PAGE.encode(),
        make_pdf([[NEWS]]),
        make_warc([("https://example.org/", "text/html", PAGE.encode())]),
        json.dumps({"text": NEWS}).encode(),
        f"id,text\n1,{NEWS}\n".encode(),
        b"From: a\nSubject: b\n\n" + NEWS.encode(),
        b"<rss><channel><item><title>t</title><description>news</description></item></channel></rss>",
    ]
)


@st.composite
def _spoilt(draw: st.DrawFn) -> bytes:
    seed = draw(SEEDS)
    at = draw(st.integers(0, len(seed)))
    end = draw(st.integers(at, min(len(seed), at + 200)))
    return seed[:at] + draw(st.binary(max_size=40)) + seed[end:]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.binary(), _spoilt(), st.text().map(str.encode)), NAMES)
def test_any_bytes_give_reports_or_reasons_and_never_an_exception(data: bytes, name: str) -> None:
    for item in read_bytes(data, origin=name):
        assert isinstance(item, Incoming | Quarantined)
        if isinstance(item, Incoming):
            at = 0
            for stretch in item.report.unread:
                assert at <= stretch.start < stretch.end <= len(item.report.text)
                at = stretch.end
            item.report.text.encode()


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=200))
def test_the_text_of_a_line_comes_in_as_it_is(text: str) -> None:
    said = f"{text}\nTen people were killed on Monday."
    (read,) = reports(read_bytes(json.dumps({"text": said}).encode(), origin="in.jsonl"))
    assert read.report.text == said
