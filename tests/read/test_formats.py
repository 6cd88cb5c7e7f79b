"""What each kind of file gives: text, what is known of it, and its original."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dateline.errors import InputError
from dateline.read import read_bytes, read_source
from tests.read.makers import MORE, NEWS, PAGE, encrypt_pdf, make_pdf, make_warc, quarantined, reports

FEED = f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Example Wire</title>
<item><title>One &amp; two</title><link>https://example.org/a</link>
<pubDate>Tue, 20 Aug 2019 23:59:00 +0300</pubDate>
<description><![CDATA[<p>{NEWS}</p><p>{MORE}</p>]]></description></item>
<item><title>Three</title><link>https://example.org/2020/01/02/b</link><description>{MORE}</description></item>
</channel></rss>"""
MAIL = f"""From: Example Monitor <news@example.org>\r\nTo: reader@example.org\r\nSubject: Attack in Gorom\r
Date: Tue, 20 Aug 2019 23:59:00 +0300\r\nMIME-Version: 1.0\r
Content-Type: text/plain; charset=utf-8\r
\r
{NEWS}\r\n"""


def test_a_text_file_is_a_report_with_every_character_where_it_was(tmp_path: Path) -> None:
    data = f"\r\n {NEWS}\r\n\tZ\u00eb\u200b \u202e{MORE}".encode()
    (tmp_path / "a.txt").write_bytes(data)
    (read,) = reports(read_source(str(tmp_path / "a.txt")))
    assert read.report.text == data.decode()
    assert read.original == data
    assert read.report.sha256 == hashlib.sha256(data).hexdigest()
    assert read.report.id == read.report.sha256[:16]
    assert read.report.language == "en"
    assert read.report.published is None


def test_lines_of_json_keep_what_they_say_and_ignore_what_they_do_not_know() -> None:
    item = {"id": "r1", "text": NEWS, "published": "2019-08-20", "outlet": "Example", "title": "T",
            "url": "https://example.org/x", "language": "en-GB", "events": [1]}  # fmt: skip
    line = json.dumps(item).encode()
    (read,) = reports(read_bytes(line + b"\n", origin="in.jsonl"))
    assert read.original == line
    assert read.origin == "in.jsonl#1"
    report = read.report
    assert (report.id, report.text, report.published) == ("r1", NEWS, date(2019, 8, 20))
    assert (report.outlet, report.title, report.url, report.language) == (
        "Example",
        "T",
        "https://example.org/x",
        "en",
    )
    assert report.sha256 == hashlib.sha256(NEWS.encode()).hexdigest()


def test_a_day_that_could_be_two_days_is_unknown_and_said_so(caplog: pytest.LogCaptureFixture) -> None:
    line = json.dumps({"text": NEWS, "published": "03/04/2019"}).encode()
    (read,) = reports(read_bytes(line, origin="in.jsonl"))
    assert read.report.published is None
    assert "03/04/2019" in caplog.text


def test_a_json_list_gives_each_report_with_its_own_characters() -> None:
    items = [json.dumps({"text": NEWS}), json.dumps({"text": MORE}, indent=2)]
    read = reports(read_bytes(f"[ {items[0]} ,\n{items[1]}]".encode(), origin="in.json"))
    assert [r.original.decode() for r in read] == items
    assert [r.origin for r in read] == ["in.json#1", "in.json#2"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_rows_of_a_table_are_reports(delimiter: str) -> None:
    head = delimiter.join(["Published", "Text", "note"])
    row = delimiter.join(["2019-08-20", f'"{NEWS}\r\n\r\n""{MORE}"""', "x"])
    data = f"\ufeff{head}\r\n{row}\r\n".encode()
    (read,) = reports(read_bytes(data, origin="in.csv"))
    assert read.report.text == f'{NEWS}\r\n\r\n"{MORE}"'
    assert read.report.published == date(2019, 8, 20)
    assert (read.original.decode(), read.origin) == (row, "in.csv#2")


def test_a_table_in_an_old_encoding_is_read_in_it() -> None:
    text = "Dix personnes ont été tuées à Mopti, selon la mairie, après l'arrivée d'hommes armés."
    (read,) = reports(read_bytes(f'id,text\n1,"{text}"\n'.encode("cp1252"), origin="in.csv"))
    assert (read.report.text, read.report.language) == (text, "fr")


def test_a_page_gives_its_article_and_says_its_title_day_and_outlet() -> None:
    (read,) = reports(read_bytes(PAGE.encode(), origin="page.html"))
    assert NEWS in read.report.text and MORE in read.report.text
    assert "World" not in read.report.text and "Talks resume" not in read.report.text
    assert (read.report.title, read.report.outlet) == ("Attack in Gorom", "Example News")
    assert read.report.published == date(2021, 3, 4)
    assert read.original == PAGE.encode()


def test_json_ld_of_the_article_comes_before_other_metadata() -> None:
    said = {"@graph": [{"@type": "WebPage", "datePublished": "2001-01-01"},
                       {"@type": ["NewsArticle"], "headline": "H", "datePublished": "2020-02-03T04:05:06Z",
                        "publisher": {"name": "P"}}]}  # fmt: skip
    page = PAGE.replace("<head>", f'<head><script type="application/ld+json">{json.dumps(said)}</script>')
    (read,) = reports(read_bytes(page.encode(), origin="page.html"))
    assert (read.report.title, read.report.outlet, read.report.published) == ("H", "P", date(2020, 2, 3))


def test_a_page_that_says_no_day_has_none_even_where_days_stand_in_its_text() -> None:
    page = f"<html><body><article><p>20 August 2019. {NEWS}</p><p>{MORE}</p></article>© 2018</body></html>"
    (read,) = reports(read_bytes(page.encode(), origin="page.html"))
    assert read.report.published is None


def test_a_page_whose_time_elements_disagree_says_no_day() -> None:
    times = "<time datetime='2020-01-01'>1</time><time datetime='2020-01-02'>2</time>"
    page = f"<html><body><article><p>{NEWS}</p>{times}<p>{MORE}</p></article></body></html>"
    (read,) = reports(read_bytes(page.encode(), origin="page.html"))
    assert read.report.published is None


def test_a_page_falls_back_on_the_day_in_its_address() -> None:
    page = f"<html><body><article><p>{NEWS}</p><p>{MORE}</p></article></body></html>".encode()
    (read,) = reports(
        read_bytes(page, origin="p", media_type="text/html", url="https://example.org/2019/aug/20/gorom")
    )
    assert read.report.published == date(2019, 8, 20)
    assert read.report.url == "https://example.org/2019/aug/20/gorom"


def test_a_list_of_strikes_on_a_page_is_kept_line_by_line() -> None:
    lines = [f"Near Town{n}, {n} strikes destroyed a weapons cache and two vehicles." for n in range(2, 12)]
    items = "".join(f"<li>{line}</li>" for line in lines)
    page = f"<html><body><main><h1>Strikes</h1><p>{NEWS}</p><ul>{items}</ul></main></body></html>"
    (read,) = reports(read_bytes(page.encode(), origin="page.html"))
    assert all(line in read.report.text for line in lines)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_a_page_is_read_in_the_encoding_it_is_in(encoding: str) -> None:
    head = f'<html><head><meta charset="{encoding}"></head>'
    page = f"{head}<body><p>{NEWS}</p><p>Zoë Núñez said “no”. {MORE}</p></body></html>"
    (read,) = reports(read_bytes(page.encode(encoding), origin="page.html"))
    assert "Zoë Núñez said “no”." in read.report.text


def test_a_message_gives_its_body_subject_day_and_sender() -> None:
    (read,) = reports(read_bytes(MAIL.encode(), origin="m.eml"))
    assert read.report.text.strip() == NEWS
    assert (read.report.title, read.report.outlet) == ("Attack in Gorom", "Example Monitor")
    assert read.report.published == date(2019, 8, 20)


def test_a_message_of_html_and_its_attachment_are_two_reports() -> None:
    pdf = base64.encodebytes(
        make_pdf([["Eight people were killed in the camp on Friday, medics said."]])
    ).decode()
    parts = [f"Content-Type: text/html; charset=utf-8\n\n<p>{NEWS}</p><p>{MORE}</p>",
             'Content-Type: application/pdf\nContent-Disposition: attachment; filename="r.pdf"\n'
             f"Content-Transfer-Encoding: base64\n\n{pdf}"]  # fmt: skip
    head = (
        'From: a@example.org\nSubject: S\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="B"\n\n'
    )
    body = "".join(f"--B\n{part}\n" for part in parts)
    first, second = reports(read_bytes(f"{head}{body}--B--\n".encode(), origin="m.eml"))
    assert NEWS in first.report.text and first.report.outlet is None
    assert (second.origin, second.media_type) == ("m.eml!r.pdf", "application/pdf")
    assert "Eight people were killed" in second.report.text


def test_a_pdf_gives_its_text_with_broken_lines_joined_and_running_heads_left_out() -> None:
    lines = [
        "Fighters attacked the police station in Gorom on",
        "Monday, killing at least four officers, the mayor",
        "said.",
    ]
    pages = [[f"Example Monitor - page {n}", *lines, f"Town{n} is quiet."] for n in range(1, 5)]
    (read,) = reports(read_bytes(make_pdf(pages, "Gorom report"), origin="r.pdf"))
    assert (
        "police station in Gorom on Monday, killing at least four officers, the mayor said."
        in read.report.text
    )
    assert "page 1" not in read.report.text and "Town3 is quiet." not in read.report.text.splitlines()[0]
    assert (read.report.title, read.report.published) == ("Gorom report", None)


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_a_pdf_locked_against_changes_only_is_read(algorithm: str) -> None:
    (read,) = reports(read_bytes(encrypt_pdf(make_pdf([[NEWS]]), "", algorithm), origin="r.pdf"))
    assert NEWS in read.report.text


def test_the_entries_of_a_feed_are_reports_with_their_own_originals() -> None:
    first, second = reports(read_bytes(FEED.encode(), origin="feed.xml"))
    assert first.report.text == f"{NEWS}\n{MORE}"
    assert (first.report.title, first.report.outlet) == ("One & two", "Example Wire")
    assert (first.report.published, second.report.published) == (date(2019, 8, 20), date(2020, 1, 2))
    assert first.original.startswith(b"<item><title>One") and first.original.endswith(b"</item>")


def test_a_feed_entry_that_is_only_a_headline_has_it_for_its_text() -> None:
    feed = "<rss version='2.0'><channel><item><title>Ten killed in Gorom</title></item></channel></rss>"
    (read,) = reports(read_bytes(feed.encode(), origin="feed.rss"))
    assert read.report.text == "Ten killed in Gorom"


def test_an_atom_feed_is_read_too() -> None:
    atom = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>A</title><entry><title>T</title>
    <link href="https://example.org/t"/><published>2020-03-04T00:10:00+02:00</published>
    <content type="html">&lt;p&gt;{NEWS}&lt;/p&gt;</content></entry></feed>"""
    (read,) = reports(read_bytes(atom.encode(), origin="x", media_type="application/atom+xml"))
    assert (read.report.text, read.report.published, read.media_type) == (
        NEWS,
        date(2020, 3, 4),
        "application/atom+xml",
    )


@pytest.mark.parametrize("packed", [True, False])
def test_a_web_archive_gives_its_documents_with_address_and_time(packed: bool) -> None:
    pages = [
        ("https://example.org/a", "text/html", PAGE.encode()),
        ("https://example.org/i.png", "image/png", b"\x89PNG"),
    ]
    (read,) = reports(read_bytes(make_warc(pages, packed=packed), origin="c.warc.gz"))
    assert (read.report.url, read.origin) == ("https://example.org/a", "c.warc.gz!https://example.org/a")
    assert read.retrieved == datetime(2020, 5, 6, 7, 8, 9, tzinfo=UTC)
    assert (read.original, read.report.published) == (PAGE.encode(), date(2021, 3, 4))


def test_a_packed_file_of_lines_is_read_as_what_it_holds() -> None:
    lines = b"".join(json.dumps({"text": t}).encode() + b"\n" for t in (NEWS, MORE))
    assert len(reports(read_bytes(gzip.compress(lines), origin="in.jsonl.gz"))) == 2


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (NEWS.encode(), "text/plain"),
        (json.dumps({"text": NEWS}).encode(), "application/json"),
        (json.dumps([{"text": NEWS}]).encode(), "application/json"),
        (f'text,outlet\n"{NEWS}",X\n'.encode(), "text/csv"),
        (PAGE.encode(), "text/html"),
        (MAIL.encode(), "message/rfc822"),
        (make_pdf([[NEWS]]), "application/pdf"),
        (gzip.compress(PAGE.encode()), "text/html"),
        (make_warc([("https://example.org/", "text/html", PAGE.encode())]), "text/html"),
    ],
)
def test_the_kind_of_standard_input_is_told_by_what_it_begins_with(data: bytes, kind: str) -> None:
    (read,) = reports(read_source("-", stdin=io.BytesIO(data)))
    assert read.media_type == kind


def test_standard_input_of_lines_is_not_read_whole() -> None:
    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            line = json.dumps({"text": NEWS}).encode() + b"\n"
            buffer[: len(line)] = line
            return len(line)

    read = read_source("-", stdin=io.BufferedReader(Endless()))
    assert next(read) and next(read)


def test_a_folder_is_read_in_sorted_order_with_what_lies_below(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/c.txt", ".hidden.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"{NEWS} {name}")
    origins = [Path(r.origin).relative_to(tmp_path).as_posix() for r in reports(read_source(str(tmp_path)))]
    assert origins == ["a/c.txt", "a/z.txt", "b.txt"]


def test_a_link_back_to_a_folder_above_is_not_followed_for_ever(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "r.txt").write_text(NEWS)
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    read = list(read_source(str(tmp_path)))
    assert len([r for r in read if not quarantined([r])]) == 1
    assert sorted(Path(q.origin).name for q in quarantined(read)) == ["self", "up"]


def test_a_path_that_is_not_there_is_an_error_that_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.txt: there is no such file"):
        next(read_source(str(tmp_path / "none.txt")))
