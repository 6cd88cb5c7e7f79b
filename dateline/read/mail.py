"""E-mail messages: the body is the report, readable attachments are reports of their own."""

from __future__ import annotations

import email
import email.policy
import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.headerregistry import BaseHeader, HeaderRegistry
from email.message import EmailMessage, Message
from email.utils import parseaddr

from dateline.errors import UnreadableError
from dateline.read.admit import Known, Setting, admit
from dateline.read.decode import declared_in_markup, decode_text
from dateline.read.html import article_text
from dateline.read.incoming import Quarantined, Read
from dateline.read.published import parse_published

log = logging.getLogger(__name__)
_DOCUMENTS = ("text/", "application/pdf", "message/rfc822", "application/xhtml", "application/json")

_HEADER_CHARS = 2_000


class _BriefHeaders(HeaderRegistry):
    """Headers cut short: the standard library takes the square of their length in time and memory."""

    def __call__(self, name: str, value: str) -> BaseHeader:
        return super().__call__(name, value[:_HEADER_CHARS])


_POLICY = email.policy.default.clone(header_factory=_BriefHeaders())

ReadPart = Callable[[bytes, str, str | None, Setting], Iterator[Read]]


def read_mail(data: bytes, setting: Setting, read_part: ReadPart) -> Iterator[Read]:
    """The message's report, then those attached, which `read_part(bytes, name, media type, setting)` reads.

    Title, day and outlet come from the headers Subject, Date and List-Id or From (RFC 5322, RFC 2919).
    """
    message = email.message_from_bytes(data, policy=_POLICY)
    attached = [part for part in message.walk() if part.is_attachment() and _is_document(part)]
    text = _body_text(message)
    if text.strip() or not attached:
        yield admit(text, _known(message), data, "message/rfc822", setting)
    for number, part in enumerate(attached, 1):
        yield from _read_attached(part, number, setting, read_part)


def _read_attached(part: EmailMessage, number: int, setting: Setting, read_part: ReadPart) -> Iterator[Read]:
    name = part.get_filename() or f"part{number}"
    place = replace(setting, origin=f"{setting.origin}!{name}", url=None, depth=setting.depth + 1)
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        first = inner[0] if isinstance(inner, list) and inner else None
        payload = first.as_bytes() if isinstance(first, Message) else b""
    else:
        payload = _payload(part)
    if not payload:
        yield Quarantined(place.origin, "is an attachment that holds nothing", None)
        return
    yield from read_part(payload, name, part.get_content_type(), place)


def _is_document(part: EmailMessage) -> bool:
    kind = part.get_content_type()
    if kind.startswith(_DOCUMENTS) or kind == "application/octet-stream":
        return True
    log.info("passed over an attachment of type %s", kind)
    return False


def _body_text(message: EmailMessage) -> str:
    plain = message.get_body(preferencelist=("plain",))
    if plain is not None:
        text = decode_text(_payload(plain), plain.get_content_charset())[0]
        if text.strip():
            return text
    page = message.get_body(preferencelist=("html",))
    if page is None:
        return ""
    data = _payload(page)
    try:
        return article_text(decode_text(data, page.get_content_charset() or declared_in_markup(data))[0])
    except UnreadableError:
        return ""


def _payload(part: Message) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _known(message: EmailMessage) -> Known:
    return Known(
        published=parse_published(_header(message, "date")),
        outlet=_list_name(_header(message, "list-id"))
        or parseaddr(_header(message, "from") or "")[0]
        or None,
        title=_header(message, "subject"),
    )


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = message.get(name)
    except (ValueError, IndexError, AttributeError, TypeError):
        # The header parser of the standard library gives up on some malformed headers; the message stands.
        return None
    return " ".join(str(value or "").split()) or None


def _list_name(said: str | None) -> str | None:
    match = re.match(r'\s*"?([^"<]+?)"?\s*<', said or "")
    return match[1] if match else None
