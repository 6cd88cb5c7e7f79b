"""Fetching: what may be fetched, from where, how much and how long; over real sockets on this machine."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from dateline.errors import FetchError
from dateline.read import FetchPolicy, read_source
from dateline.read.fetch import GuardedTransport, fetch, is_public
from tests.read.makers import NEWS, PAGE, quarantined, reports

ALLOWED = FetchPolicy(allow_private=True, read_timeout=1.0, total_timeout=1.5, max_bytes=100_000)


class Pages(BaseHTTPRequestHandler):
    """A small web: a page, redirects, a large file, a slow one and one packed tight."""

    def do_GET(self) -> None:
        """Answer by path."""
        name = self.path.partition("?")[0].strip("/").replace("/", "_").replace("-", "_")
        getattr(self, f"give_{name}", self.give_nothing)()

    def _give(self, body: bytes, kind: str = "text/html; charset=utf-8", **headers: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def give_2019_08_20_page(self) -> None:
        self._give(PAGE.replace("2021-03-04", "").encode())

    def give_moved(self) -> None:
        self.send_response(302)
        self.send_header("Location", "/2019/08/20/page")
        self.end_headers()

    def give_to_file(self) -> None:
        self.send_response(302)
        self.send_header("Location", "file:///etc/passwd")
        self.end_headers()

    def give_round(self) -> None:
        self.send_response(302)
        self.send_header("Location", "/round")
        self.end_headers()

    def give_host(self) -> None:
        self._give(f"{NEWS} {self.headers['Host']}".encode(), "text/plain; charset=utf-8")

    def give_latin(self) -> None:
        self._give(f"{NEWS} Zoë Núñez".encode("latin-1"), "text/plain; charset=iso-8859-1")

    def give_large(self) -> None:
        self._give(b"word " * 50_000, "text/plain")

    def give_bomb(self) -> None:
        self._give(gzip.compress(b"\0" * 20_000_000), "text/plain", Content_Encoding="gzip")

    def give_slow(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(40):
            self.wfile.write(b"word ")
            self.wfile.flush()
            time.sleep(0.1)

    def give_nothing(self) -> None:
        self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def web() -> Iterator[str]:
    """The address of a web server on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_page_comes_with_its_final_address_time_and_the_day_in_its_address(web: str) -> None:
    before = datetime.now(UTC)
    (read,) = reports(read_source(f"{web}/moved", policy=ALLOWED))
    assert read.report.url == f"{web}/2019/08/20/page"
    assert read.origin == f"{web}/moved"
    assert str(read.report.published) == "2019-08-20"
    assert read.retrieved is not None and before <= read.retrieved <= datetime.now(UTC)


def test_the_encoding_that_the_server_names_is_used(web: str) -> None:
    (read,) = reports(read_source(f"{web}/latin", policy=ALLOWED))
    assert read.report.text.endswith("Zoë Núñez")


def test_the_host_is_named_to_the_server_though_its_address_is_called(web: str) -> None:
    port = web.rpartition(":")[2]
    assert fetch(f"http://localhost:{port}/host", ALLOWED).data.decode().endswith(f" localhost:{port}")


def test_this_machine_is_refused_unless_allowed(web: str) -> None:
    (found,) = quarantined(read_source(f"{web}/moved"))
    assert "not an address of the public internet" in found.reason


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("to-file", "http"),
        ("round", "redirects"),
        ("large", "larger than 100000 bytes"),
        ("bomb", "larger than 100000 bytes"),
        ("slow", "took more than 1.5 s"),
        ("none", "404"),
    ],
)
def test_what_cannot_be_fetched_says_why(web: str, path: str, reason: str) -> None:
    (found,) = quarantined(read_source(f"{web}/{path}", policy=ALLOWED))
    assert reason in found.reason
    assert found.origin == f"{web}/{path}"


@pytest.mark.parametrize(
    "address", ["http://", "http://[::1", "http://exa mple.org:99999/", "https://nowhere.invalid/"]
)
def test_an_address_that_is_none_is_quarantined(address: str) -> None:
    assert len(quarantined(read_source(address))) == 1


def test_every_redirect_is_checked_and_what_was_checked_is_called() -> None:
    called: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        called.append(request)
        return httpx.Response(302, headers={"Location": "http://169.254.169.254/latest/meta-data"})

    names = {"example.org": ["93.184.216.34"]}
    guarded = GuardedTransport(
        FetchPolicy(), lambda host, port: names.get(host, [host]), httpx.MockTransport(answer)
    )
    with (
        httpx.Client(transport=guarded, follow_redirects=True) as client,
        pytest.raises(FetchError, match=r"169\.254"),
    ):
        client.get("https://example.org/inward")
    (request,) = called
    assert (request.url.host, request.headers["Host"]) == ("93.184.216.34", "example.org")
    assert request.extensions["sni_hostname"] == "example.org"


def test_one_private_address_among_several_refuses_the_host() -> None:
    transport = GuardedTransport(FetchPolicy(), resolve=lambda host, port: ["93.184.216.34", "10.0.0.1"])
    with pytest.raises(FetchError, match=r"10\.0\.0\.1"):
        transport.handle_request(httpx.Request("GET", "http://example.org/"))


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.0.2.1",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1%eth0",
        "fc00::1",
        "ff02::1",
        "2001:db8::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:0:7f00:1::1",
        "nonsense",
    ],
)
def test_addresses_that_are_not_of_the_public_internet(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "1.1.1.1", "2606:4700:4700::1111", "64:ff9b::101:101", "::ffff:1.1.1.1"]
)
def test_addresses_of_the_public_internet(address: str) -> None:
    assert is_public(address)
