"""Byte streams with bounds: look ahead, read whole, inflate, go line by line."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from dateline.errors import UnreadableError
from dateline.read.limits import Limits

HEAD = 8192
_BUFFER = 65_536


@dataclass(frozen=True, slots=True)
class Line:
    """A line's number (from 1) and its bytes with the line end; `data` is None over the limit."""

    number: int
    data: bytes | None


def look_ahead(stream: IO[bytes]) -> tuple[bytes, io.BufferedReader]:
    """The first 8 KiB of `stream`, and a stream that still begins with them."""
    head = b""
    while len(head) < HEAD:
        chunk = stream.read(HEAD - len(head))
        if not chunk:
            break
        head += chunk
    return head, io.BufferedReader(_Rejoined(head, stream), _BUFFER)


def read_all(stream: IO[bytes], limit: int) -> bytes:
    """All that is left of `stream`. Raises UnreadableError where that is more than `limit` bytes."""
    parts: list[bytes] = []
    size = 0
    while chunk := stream.read(_BUFFER):
        parts.append(chunk)
        size += len(chunk)
        if size > limit:
            raise UnreadableError(f"is larger than {limit} bytes, the most one document may have")
    return b"".join(parts)


def inflate(stream: IO[bytes], limits: Limits) -> io.BufferedReader:
    """What the gzip `stream` holds, all members. Raises UnreadableError, when read, past the limits."""
    return io.BufferedReader(_Inflated(stream, limits), _BUFFER)


def read_lines(stream: io.BufferedReader, limit: int) -> Iterator[Line]:
    """Lines by '\\n'; one of more than `limit` bytes is passed over and comes as None."""
    number = 0
    while data := stream.readline(limit + 1):
        number += 1
        if len(data) <= limit:
            yield Line(number, data)
            continue
        while data and not data.endswith(b"\n"):
            data = stream.readline(_BUFFER)
        yield Line(number, None)


class _Rejoined(io.RawIOBase):
    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._head:
            data, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        else:
            data = self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


class _Inflated(io.RawIOBase):
    def __init__(self, stream: IO[bytes], limits: Limits) -> None:
        self._packed = _Counted(stream)
        self._gzip = gzip.GzipFile(fileobj=self._packed)
        self._limits = limits
        self._size = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._gzip.read(min(len(buffer), _BUFFER))
        self._size += len(data)
        allowed = max(self._limits.inflate_floor, self._limits.inflate_ratio * self._packed.count)
        if self._size > allowed:
            raise UnreadableError(
                f"is compressed and grows without end: {self._packed.count} bytes gave more than {allowed}"
            )
        buffer[: len(data)] = data
        return len(data)


class _Counted(io.RawIOBase):
    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.count = 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self.count += len(data)
        return data
