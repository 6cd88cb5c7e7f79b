"""Fetch an address: with time-outs and size limits, never from a private network unless allowed."""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import httpx

from dateline.errors import FetchError
from dateline.read.limits import MIB

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], list[str]]
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class FetchPolicy:
    """What may be fetched, and for how long.

    Times in seconds: `connect_timeout` and `read_timeout` for one step, `total_timeout` for the whole.
    `allow_private`: also addresses that are not of the public internet (loopback, private, link-local …).
    """

    connect_timeout: float = 10.0
    read_timeout: float = 20.0
    total_timeout: float = 60.0
    max_bytes: int = 64 * MIB
    max_redirects: int = 5
    allow_private: bool = False
    user_agent: str = "dateline (reads published reports)"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: its bytes, final address after redirects, media type and time (UTC)."""

    data: bytes
    url: str
    media_type: str | None
    retrieved: datetime


def fetch(url: str, policy: FetchPolicy = FetchPolicy()) -> Fetched:  # noqa: B008 - frozen, safe to share
    """Fetch `url` over http or https. Raises FetchError where that is not allowed, fails, or is too large."""
    timeout = httpx.Timeout(policy.read_timeout, connect=policy.connect_timeout)
    try:
        with httpx.Client(
            transport=GuardedTransport(policy),
            timeout=timeout,
            follow_redirects=True,
            max_redirects=policy.max_redirects,
            # A proxy from the environment would do the resolving itself, past the guard.
            trust_env=False,
            headers={"User-Agent": policy.user_agent, "Accept-Encoding": "gzip, deflate"},
        ) as client:
            return _download(client, url, policy)
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
        raise FetchError(
            f"{url} could not be fetched: {error or type(error).__name__}",
            hint="open it in a browser, save the page and give that file",
        ) from error


def _download(client: httpx.Client, url: str, policy: FetchPolicy) -> Fetched:
    deadline = time.monotonic() + policy.total_timeout
    with client.stream("GET", url) as response:
        if response.status_code != httpx.codes.OK:
            raise FetchError(
                f"{url} answered {response.status_code} {response.reason_phrase}", hint="check the address"
            )
        parts: list[bytes] = []
        size = 0
        for chunk in response.iter_bytes():
            parts.append(chunk)
            size += len(chunk)
            if size > policy.max_bytes:
                raise FetchError(
                    f"{url} is larger than {policy.max_bytes} bytes",
                    hint="fetch it yourself and give the file",
                )
            if time.monotonic() > deadline:
                raise FetchError(f"{url} took more than {policy.total_timeout:g} s", hint="try again later")
        media_type = response.headers.get("content-type")
        return Fetched(b"".join(parts), str(response.url), media_type, datetime.now(UTC))


class GuardedTransport(httpx.BaseTransport):
    """Resolves each host once, refuses addresses that are not public, and connects to what it has checked.

    Every redirect comes through here as a request of its own, so it is checked as well.
    """

    def __init__(
        self, policy: FetchPolicy, resolve: Resolve | None = None, inner: httpx.BaseTransport | None = None
    ) -> None:
        self._policy = policy
        self._resolve = resolve or resolve_host
        self._inner = inner or httpx.HTTPTransport(trust_env=False)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send `request` to the checked address of its host. Raises FetchError where that is not allowed."""
        url = request.url
        if url.scheme not in ("http", "https") or not url.host:
            raise FetchError(f"{url} is no http or https address", hint="give a web address, or a file")
        port = url.port or (443 if url.scheme == "https" else 80)
        address = self._checked_address(url.host, port)
        pinned = httpx.Request(
            request.method,
            url.copy_with(host=address),
            headers=request.headers,
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": url.host},
        )
        return self._inner.handle_request(pinned)

    def close(self) -> None:
        """Close the connections."""
        self._inner.close()

    def _checked_address(self, host: str, port: int) -> str:
        addresses = self._resolve(host, port)
        refused = [a for a in addresses if not is_public(a)]
        if refused and not self._policy.allow_private:
            raise FetchError(
                f"{host} is at {refused[0]}, which is not an address of the public internet",
                hint="allow private addresses if you mean it, or save the page and give the file",
            )
        if not addresses:
            raise FetchError(f"{host} has no address", hint="check the name")
        return addresses[0]


def resolve_host(host: str, port: int) -> list[str]:
    """Every address of `host`, IPv4 first. Raises FetchError where the name is not known."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(f"{host} has no address: {error}", hint="check the name and the network") from error
    ordered = sorted(found, key=lambda info: info[0] != socket.AF_INET)
    return list(dict.fromkeys(str(info[4][0]) for info in ordered))


def is_public(address: str) -> bool:
    """Whether `address` is of the public internet (IANA special-purpose registries, by way of ipaddress).

    An IPv6 address that carries an IPv4 address (mapped, 6to4, Teredo, NAT64) is as public as that one.
    """
    try:
        found: Address = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(a.is_global and not a.is_multicast and not a.is_reserved for a in _within(found))


def _within(found: Address) -> list[Address]:
    if isinstance(found, ipaddress.IPv4Address):
        return [found]
    if found.ipv4_mapped:
        return [found.ipv4_mapped]
    if found in _NAT64:
        return [ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)]
    carried = [found.sixtofour] if found.sixtofour else list(found.teredo or ())
    return [found, *carried]
