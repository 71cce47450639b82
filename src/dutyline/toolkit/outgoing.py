"""Sends something to another machine: encrypted, to the address that was looked at, once.

Only what everybody on the internet can reach is reached; a machine inside has to be named by the
operator (DUTYLINE_INNER_HOSTS), who thereby allows plain HTTP to it as well. Nothing is followed
anywhere else; of an answer only its number counts, unless `ask` is told how long it may be.
"""

import ipaddress
import socket
import ssl
from collections.abc import Mapping
from enum import StrEnum
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

PATIENCE = 8
"""Seconds for each step."""
FINE = range(200, 300)


class Trouble(StrEnum):
    """Why something did not arrive."""

    ADDRESS = "address"
    UNKNOWN_HOST = "unknown_host"
    INNER_HOST = "inner_host"
    NO_ANSWER = "no_answer"
    CERTIFICATE = "certificate"
    REFUSED = "refused"
    BROKEN = "broken"


class NotSent(Exception):
    """It did not arrive: what the trouble was, and the number of the answer if there was one."""

    def __init__(self, trouble: Trouble, status: int = 0) -> None:
        """Keep both."""
        super().__init__(f"{trouble} {status}" if status else str(trouble))
        self.trouble = trouble
        self.status = status


def send(
    method: str, url: str, body: bytes, headers: Mapping[str, str], fine: tuple[int, ...] = ()
) -> int:
    """Send a body to an address and return the number of the answer; raises NotSent.

    `fine` are numbers that mean success beside 200 to 299.
    """
    status, _answer = _exchanged(method, url, body, headers, longest=0)
    if status in FINE or status in fine:
        return status
    raise NotSent(Trouble.BROKEN if status >= 500 else Trouble.REFUSED, status)


def ask(
    method: str, url: str, body: bytes | None, headers: Mapping[str, str], longest: int
) -> bytes:
    """Return what an address answers with 200, of at most `longest` bytes; raises NotSent."""
    status, answer = _exchanged(method, url, body, headers, longest=longest)
    if status != 200 or len(answer) > longest:
        raise NotSent(Trouble.BROKEN if status >= 500 else Trouble.REFUSED, status)
    return answer


def _exchanged(
    method: str, url: str, body: bytes | None, headers: Mapping[str, str], *, longest: int
) -> tuple[int, bytes]:
    """Return the number of the answer, and of its body one byte more than wanted."""
    parts = urlsplit(url)
    connection = _connection(parts)
    path = parts.path or "/"
    try:
        connection.request(method, f"{path}?{parts.query}" if parts.query else path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read(longest + 1) if longest else b""
    except ssl.SSLCertVerificationError as problem:
        raise NotSent(Trouble.CERTIFICATE) from problem
    except (OSError, HTTPException) as problem:
        raise NotSent(Trouble.NO_ANSWER) from problem
    finally:
        connection.close()


def _connection(parts: SplitResult) -> HTTPConnection:
    try:
        host, port = parts.hostname or "", parts.port
    except ValueError as problem:
        raise NotSent(Trouble.ADDRESS) from problem
    inner = host in settings.INNER_HOSTS
    allowed = {"https", "http"} if inner else {"https"}
    if not host or parts.username or parts.scheme not in allowed:
        raise NotSent(Trouble.ADDRESS)
    if parts.scheme == "http":
        return _Plain(host, port or 80, timeout=PATIENCE).at(_looked_up(host, port or 80, inner))
    context = ssl.create_default_context()
    own = _Encrypted(host, port or 443, timeout=PATIENCE, context=context)
    return own.at(_looked_up(host, port or 443, inner))


def _looked_up(host: str, port: int, inner: bool) -> str:
    """Return the address to connect to; what is looked at is what is connected to."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as problem:
        raise NotSent(Trouble.UNKNOWN_HOST) from problem
    addresses = [str(each[4][0]) for each in found]
    if not inner and not all(ipaddress.ip_address(each).is_global for each in addresses):
        raise NotSent(Trouble.INNER_HOST)
    return addresses[0]


class _Plain(HTTPConnection):
    """A connection to an address that was looked up before."""

    address = ""

    def at(self, address: str) -> "_Plain":
        self.address = address
        return self

    def connect(self) -> None:
        self.sock = socket.create_connection((self.address, self.port), self.timeout)


class _Encrypted(HTTPSConnection):
    """The same, encrypted, for the name that was asked for."""

    address = ""

    def at(self, address: str) -> "_Encrypted":
        self.address = address
        return self

    def connect(self) -> None:
        plain = socket.create_connection((self.address, self.port), self.timeout)
        context: ssl.SSLContext = self._context  # type: ignore[attr-defined]
        self.sock = context.wrap_socket(plain, server_hostname=self.host)
