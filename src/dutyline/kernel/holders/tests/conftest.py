"""A signed log, and a machine that takes what is sent to it."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.utils import timezone

from dutyline.kernel.ledger.operations import add, make_checkpoint


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    """A key of its own for every test."""
    settings.HOME = tmp_path / "home"
    settings.HOME.mkdir()


@pytest.fixture
def grow(db):
    """Return what adds entries to the log and signs it."""

    def grow(first, last):
        now = timezone.now()
        add(kind="toy.walk", records={n: {"n": n} for n in range(first, last)}, at=now)
        return make_checkpoint(now)

    return grow


class Machine:
    """Takes everything, or answers `status` to all; what it says is up to `answer`."""

    def __init__(self):
        self.status, self.taken, self.answer = 200, [], None

        class Handler(BaseHTTPRequestHandler):
            def do_PUT(handler):  # noqa: N805
                body = handler.rfile.read(int(handler.headers.get("Content-Length", 0)))
                headers = {name.lower(): value for name, value in handler.headers.items()}
                self.taken.append((handler.command, handler.path, headers, body))
                handler.send_response(self.status)
                handler.send_header("Location", "http://127.0.0.1:9/")
                handler.end_headers()
                if self.answer is not None:
                    handler.wfile.write(self.answer(body))

            do_POST = do_GET = do_PUT  # noqa: N815

            def log_message(handler, *_words):  # noqa: N805
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        self.thread.start()

    def close(self):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def machine(settings):
    """A machine of the own network that the operator named."""
    settings.INNER_HOSTS = ["127.0.0.1"]
    machine = Machine()
    yield machine
    machine.close()
