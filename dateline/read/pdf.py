"""PDF documents with a text layer."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator

from pypdf import PasswordType, PdfReader
from pypdf.errors import DependencyError

from dateline.errors import UnreadableError
from dateline.read.admit import Known, Setting, admit
from dateline.read.incoming import Read

_ENDS = re.compile(r"""[.!?:;…。؟۔]["'”’)\]]*$""")
_JUNK_TITLE = re.compile(
    r"(?:microsoft \w+ - .*|untitled.*|.*\.(?:docx?|pdf|indd|qxd|pub|rtf|odt))", re.IGNORECASE
)
_REPEATED = 3
_SHORT = 0.75


def read_pdf(data: bytes, setting: Setting) -> Iterator[Read]:
    """The one report that a PDF is; its own dates are not taken, for they are those of the file.

    Raises UnreadableError where it is encrypted, has no text layer, or has too many pages.
    """
    reader = PdfReader(io.BytesIO(data), strict=False)
    _unlock(reader)
    if len(reader.pages) > setting.limits.pdf_pages:
        raise UnreadableError(f"has {len(reader.pages)} pages; at most {setting.limits.pdf_pages} are read")
    text = _join_lines(_lines(reader, setting.limits.text_chars))
    if not any(c.isalnum() for c in text):
        raise UnreadableError(
            "is a PDF with no text in it, only pictures; run text recognition (OCR) on it first"
        )
    yield admit(text, Known(title=_title(reader)), data, "application/pdf", setting)


def _unlock(reader: PdfReader) -> None:
    if not reader.is_encrypted:
        return
    try:
        opened = reader.decrypt("")
    except (DependencyError, NotImplementedError) as error:
        raise UnreadableError(f"is an encrypted PDF of a kind that cannot be opened: {error}") from error
    if opened == PasswordType.NOT_DECRYPTED:
        raise UnreadableError("is an encrypted PDF; save a copy without the password")


def _lines(reader: PdfReader, limit: int) -> list[str]:
    """The lines of every page in turn, without running heads and feet."""
    pages: list[list[str]] = []
    size = 0
    for page in reader.pages:
        lines = [" ".join(line.split()) for line in page.extract_text().splitlines()]
        pages.append(lines)
        size += sum(map(len, lines))
        if size > 2 * limit:
            raise UnreadableError(f"holds more than {limit} characters, the most a report may have")
    furniture = _furniture(pages)
    return [line for lines in pages for line in _without_edges(lines, furniture)]


def _without_edges(lines: list[str], furniture: frozenset[str]) -> list[str]:
    full = [line for line in lines if line]
    first = 1 if full and _shape(full[0]) in furniture else 0
    last = len(full) - 1 if len(full) > first and _shape(full[-1]) in furniture else len(full)
    return full[first:last]


def _furniture(pages: list[list[str]]) -> frozenset[str]:
    """Running heads and feet: first or last lines, alike but for numbers on three pages and half of all."""
    edges = Counter(shape for lines in pages for shape in {_shape(line) for line in _edges(lines)})
    often = max(_REPEATED, len(pages) / 2)
    return frozenset(shape for shape, count in edges.items() if count >= often)


def _edges(lines: list[str]) -> list[str]:
    full = [line for line in lines if line]
    return full[:1] + full[-1:]


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line)


def _join_lines(lines: list[str]) -> str:
    """Lines that the page's width broke, joined to paragraphs; blank and short last lines part them."""
    width = max(map(len, lines), default=0)
    words = set(re.findall(r"\w+", " ".join(lines)))
    parts: list[str] = []
    for before, line in zip(["", *lines], lines, strict=False):
        joint = _between(before, line, width, words) if line else ""
        if joint is None:
            parts[-1] = parts[-1][:-1]
        parts += [joint or "", line]
    return "".join(parts).strip()


def _between(before: str, line: str, width: int, words: set[str]) -> str | None:
    """What joins two lines: a line end, a blank, nothing after a hyphen; None where the hyphen goes too."""
    if not before or (len(before) < width * _SHORT and (_ENDS.search(before) or line[:1].isupper())):
        return "\n"
    cut = re.search(r"(\w+)([-\u00ad])$", before)
    rest = re.match(r"[^\W\d_]+", line)
    if not cut or not rest:
        return " "
    return None if cut[2] == "\u00ad" or cut[1] + rest[0] in words else ""


def _title(reader: PdfReader) -> str | None:
    said = reader.metadata.title if reader.metadata else None
    title = " ".join(str(said or "").split())
    return title if title and not _JUNK_TITLE.fullmatch(title) else None
