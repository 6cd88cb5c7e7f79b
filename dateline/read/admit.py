"""Make a report of a text: its hash, day, language and debris; or say why it cannot be one."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from datetime import date, datetime
from typing import Any

from dateline.errors import UnreadableError
from dateline.model.report import Report, Unread
from dateline.read.debris import find_debris
from dateline.read.incoming import Incoming, Quarantined, Read
from dateline.read.language import detect_language, language_code
from dateline.read.limits import Limits
from dateline.read.published import date_from_url
from dateline.text.hashing import sha256_hex


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a report besides its text: from its line, page, header, feed or address."""

    id: str | None = None
    published: date | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """Where something was read: its origin, address and time of retrieval, and the limits that hold there."""

    origin: str
    url: str | None = None
    retrieved: datetime | None = None
    limits: Limits = Limits()
    depth: int = 0


def admit(
    text: str, known: Known, original: bytes, media_type: str, setting: Setting, *, part: bool = False
) -> Read:
    """The report made of `text`, with its debris, language and hash; quarantined where it cannot be one.

    `part` is True for a report inside a larger file: its hash is then that of its text in UTF-8.
    """
    sha = sha256_hex(text.encode("utf-8", "surrogatepass") if part else original)
    try:
        report = _make_report(text, known, sha, setting)
    except UnreadableError as error:
        return Quarantined(setting.origin, error.message, sha)
    return Incoming(report, original, media_type, setting.origin, setting.retrieved)


def _make_report(text: str, known: Known, sha: str, setting: Setting) -> Report:
    _check_text(text, setting.limits)
    known = Known(*map(_storable, astuple(known)))
    unread = find_debris(text)
    if not _has_words(text, unread):
        raise UnreadableError("holds nothing but debris (labels, ids, navigation)")
    url = known.url or setting.url
    return Report(
        id=known.id or sha[:16],
        text=text,
        sha256=sha,
        published=known.published or date_from_url(url),
        outlet=known.outlet,
        title=known.title,
        url=url,
        language=language_code(known.language) or detect_language(text),
        unread=unread,
    )


def _storable(value: Any) -> Any:
    # NUL and half a surrogate pair stand for no character and can be stored nowhere.
    return value.replace("\0", "").encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _check_text(text: str, limits: Limits) -> None:
    if not any(c.isalnum() for c in text):
        raise UnreadableError("is empty: no letter or digit in it")
    if len(text) > limits.text_chars:
        raise UnreadableError(f"is {len(text)} characters long; a report may have {limits.text_chars}")
    if "\0" in text:
        raise UnreadableError(f"holds a NUL character at {text.index(chr(0))}; it may be binary or cut short")
    surrogate = next((i for i, c in enumerate(text) if "\ud800" <= c <= "\udfff"), None)
    if surrogate is not None:
        raise UnreadableError(f"holds half a surrogate pair at {surrogate}, which stands for no character")


def _has_words(text: str, unread: tuple[Unread, ...]) -> bool:
    at = 0
    for stretch in unread:
        if any(c.isalnum() for c in text[at : stretch.start]):
            return True
        at = stretch.end
    return any(c.isalnum() for c in text[at:])
