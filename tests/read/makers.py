"""Small real files, made by the tests."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterable

from pypdf import PdfReader, PdfWriter
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from dateline.read import Incoming, Quarantined

NEWS = (
    "Fighters attacked the police station in Gorom on Monday, killing at least four officers, the mayor said "
    "on Tuesday. The governor blamed an armed group and promised to send reinforcements within days."
)
MORE = (
    "A second attack was reported on Tuesday on the road to the market town of Belawa: a mine hit a bus. "
    "Nurses at the district hospital said that eleven wounded people had been brought in overnight."
)
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Attack in Gorom - Example News</title>
<meta property="og:title" content="Attack in Gorom"><meta property="og:site_name" content="Example News">
<meta property="article:published_time" content="2021-03-04T23:30:00-05:00"></head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Attack in Gorom</h1><p>{NEWS}</p><p>{MORE}</p></article>
<aside><h2>Related stories</h2><a href="/x">Talks resume in the capital</a></aside>
<footer>© 2021 Example News</footer></body></html>"""


def reports(read: Iterable[Incoming | Quarantined]) -> list[Incoming]:
    """What was read, and nothing was quarantined."""
    items = list(read)
    assert not [i for i in items if isinstance(i, Quarantined)], items
    return [i for i in items if isinstance(i, Incoming)]


def quarantined(read: Iterable[Incoming | Quarantined]) -> list[Quarantined]:
    """What could not be read."""
    return [i for i in read if isinstance(i, Quarantined)]


def make_pdf(pages: list[list[str]], title: str | None = None) -> bytes:
    """A PDF with these lines of ASCII on its pages."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for lines in pages:
        shown = "\n".join(f"({line}) Tj T*" for line in lines)
        stream = f"BT /F1 12 Tf 14 TL 72 720 Td\n{shown}\nET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    info = ""
    if title:
        objects.append(f"<< /Title ({title}) >>")
        info = f"/Info {len(objects)} 0 R"
    return _assemble(objects, info)


def _assemble(objects: list[str], info: str) -> bytes:
    out = "%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    trailer = f"trailer << /Size {size} /Root 1 0 R {info} >>\nstartxref\n{len(out)}\n%%EOF"
    return f"{out}xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode("ascii")


def encrypt_pdf(data: bytes, password: str, algorithm: str) -> bytes:
    """The same PDF behind a user password."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(password, "owner", algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def make_warc(pages: list[tuple[str, str, bytes]], *, packed: bool = True, status: str = "200 OK") -> bytes:
    """A web archive of (address, media type, body)."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    for url, kind, body in pages:
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        dated = {"WARC-Date": "2020-05-06T07:08:09Z"}
        writer.write_record(
            writer.create_warc_record(
                url, "response", io.BytesIO(body), http_headers=headers, warc_headers_dict=dated
            )
        )
    return out.getvalue()


def make_bomb(size: int) -> bytes:
    """A gzip file that grows to `size` bytes of nothing."""
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", mtime=0) as packed:
        for _ in range(size // 65_536):
            packed.write(b"\0" * 65_536)
    return out.getvalue()
