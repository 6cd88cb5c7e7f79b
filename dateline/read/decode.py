"""Bytes to text, in any encoding."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable

from charset_normalizer import from_bytes

from dateline.errors import UnreadableError
from dateline.read.language import rate_language

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What the web still sends besides UTF-8. Source: the WHATWG Encoding Standard, less the encodings that
# nothing but a label tells from these.
_LEGACY = [
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1254",
    "cp1256",
    "cp1255",
    "cp1253",
    "koi8_r",
    "koi8_u",
    "iso8859_5",
    "iso8859_6",
    "cp874",
    "gb18030",
    "big5",
    "shift_jis",
    "euc_jp",
    "cp949",
]
_LATIN = frozenset({"cp1252", "cp1250", "cp1254"})
# Pages labelled so are windows-1252 in fact, and browsers read them so (WHATWG Encoding Standard, "labels").
_ALIASES = {
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}
_LOOKED_AT = 200_000
_BAD_SHARE = 0.005
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_:.-]{2,40})""")


def decode_text(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text that `data` holds, and the encoding it was in.

    Tried in turn: byte order mark (which is no part of the text), the encoding `declared`, UTF-8, UTF-16
    without a mark, UTF-8 with a few broken bytes (each becomes U+FFFD), and what charset-normalizer finds
    likely. Raises UnreadableError where none fits.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), encoding
    for likely in filter(None, (_known_codec(declared), "utf-8", _utf16_by_zeros(data))):
        text = _decode(data, likely)
        if text is not None:
            return text, likely
    if _is_binary(data):
        raise UnreadableError("is binary, not text")
    return _decode_doubtful(data)


def line_decoder(sample: bytes) -> Callable[[bytes], str]:
    """What decodes the lines of a file that begins with `sample`: UTF-8, or else the encoding of the sample.

    The function it gives raises UnreadableError for a line that neither fits.
    """
    whole = sample[: sample.rfind(b"\n") + 1] or sample
    try:
        legacy = decode_text(whole)[1]
    except UnreadableError:
        legacy = "utf-8"

    def decode(line: bytes) -> str:
        text = _decode(line, "utf-8-sig")
        text = text if text is not None else _decode(line, legacy)
        return text if text is not None else decode_text(line)[0]

    return decode


def declared_in_markup(data: bytes) -> str | None:
    """The encoding that a page's `meta` or an XML declaration names in its first 4 KiB."""
    head = data[:4096]
    match = _XML.search(head) or _META.search(head)
    return match[1].decode("ascii") if match else None


def _known_codec(name: str | None) -> str | None:
    try:
        codec = codecs.lookup(name.strip("\"' ")).name if name else None
        # Some codecs (rot13, zlib) do not make text of bytes.
        "".encode(codec or "utf-8")
    except (LookupError, ValueError):
        return None
    # 'ascii' is what senders put who do not know; bytes above it are told like undeclared ones.
    return _ALIASES.get(codec, codec) if codec and codec != "ascii" else None


def _decode(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except ValueError:
        return None


def _utf16_by_zeros(data: bytes) -> str | None:
    head = data[:2048]
    if len(head) < 8 or len(data) % 2:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > len(head) // 8 and not even:
        return "utf-16-le"
    return "utf-16-be" if even > len(head) // 8 and not odd else None


def _is_binary(data: bytes) -> bool:
    head = data[:8192]
    controls = sum(head.count(c) for c in range(32) if c not in b"\t\n\r\x0b\x0c\x1b\x85")
    return b"\0" in head or controls > len(head) // 50


def _decode_doubtful(data: bytes) -> tuple[str, str]:
    text = data.decode("utf-8", "replace")
    good = sum(1 for c in text if c > "\x7f" and c != "\ufffd")
    bad = text.count("\ufffd")
    if good > bad and bad <= len(text) * _BAD_SHARE:
        return text, "utf-8"
    matches = list(from_bytes(data[:_LOOKED_AT], cp_isolation=_LEGACY))
    if not matches:
        raise UnreadableError("is text in no encoding that could be told; save it as UTF-8")
    found = [m.encoding for m in matches]
    if found[0] in _LATIN:
        return _choose_latin(data, [e for e in found if e in _LATIN])
    return data.decode(found[0], "replace"), found[0]


def _choose_latin(data: bytes, encodings: list[str]) -> tuple[str, str]:
    # The Latin code pages share most letters; the one whose text reads surest as a language is the right one.
    ranked = sorted(dict.fromkeys(["cp1252", *encodings]), key=_LEGACY.index)
    texts = [(data.decode(encoding, "replace"), encoding) for encoding in ranked]
    return max(texts, key=lambda t: (-t[0].count("\ufffd"), rate_language(t[0][:2000])[1]))
