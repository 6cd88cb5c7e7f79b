"""PDF documents with a text layer."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator

from pypdf import PasswordType, PdfReader
from pypdf.errors import DependencyError

from dateline.errors import UnreadableError
from dateline.read.incoming import Known, Read, Setting, admit

_ENDS = re.compile(r"""[.!?:;…。؟۔]["'”’)\]]*$""")
_JUNK_TITLE = re.compile(r"(?:microsoft \w+ - .*|untitled.*|.*\.(?:docx?|pdf|indd|qxd|pub|rtf|odt))", re.IGNORECASE)
_REPEATED = 3


def read_pdf(data: bytes, setting: Setting) -> Iterator[Read]:
    """The one report that a PDF is; its own dates are not taken, for they are those of the file.

    Raises UnreadableError where it is encrypted, has no text layer, or has too many pages.
    """
    reader = PdfReader(io.BytesIO(data), strict=False)
    _unlock(reader)
    if len(reader.pages) > setting.limits.pdf_pages:
        raise UnreadableError(f"has {len(reader.pages)} pages; at most {setting.limits.pdf_pages} are read")
    text = "\n\n".join(filter(None, _pages(reader, setting.limits.text_chars)))
    if not any(c.isalnum() for c in text):
        raise UnreadableError("is a PDF with no text in it, only pictures; run text recognition (OCR) on it first")
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


def _pages(reader: PdfReader, limit: int) -> list[str]:
    pages: list[list[str]] = []
    size = 0
    for page in reader.pages:
        lines = [" ".join(line.split()) for line in page.extract_text().splitlines()]
        pages.append(lines)
        size += sum(map(len, lines))
        if size > 2 * limit:
            raise UnreadableError(f"holds more than {limit} characters, the most a report may have")
    furniture = _furniture(pages)
    return [_join_lines([line for line in lines if _shape(line) not in furniture]) for lines in pages]


def _furniture(pages: list[list[str]]) -> frozenset[str]:
    """Running heads and feet: the first or last line of a page, alike (but for numbers) on three or more."""
    edges = Counter(shape for lines in pages for shape in {_shape(line) for line in _edges(lines)})
    return frozenset(shape for shape, count in edges.items() if count >= _REPEATED)


def _edges(lines: list[str]) -> list[str]:
    full = [line for line in lines if line]
    return full[:1] + full[-1:]


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line)


def _join_lines(lines: list[str]) -> str:
    """Lines that the page's width broke, joined to paragraphs; a blank line, or a short line that ends a sentence, parts them."""
    width = max(map(len, lines), default=0)
    text = ""
    for before, line in zip(["", *lines], lines, strict=False):
        parted = not before or not line or (len(before) < width * 0.75 and (_ENDS.search(before) or line[:1].isupper()))
        if text and line:
            text += "\n" if parted else " "
        if text.endswith("- ") and line[:1].islower() and text[-3:-2].isalpha():
            text = text[:-2]
        text += line
    return text.strip()


def _title(reader: PdfReader) -> str | None:
    said = reader.metadata.title if reader.metadata else None
    title = " ".join(str(said or "").split()).encode("utf-8", "replace").decode()
    return title if title and not _JUNK_TITLE.fullmatch(title) else None
