"""A mail server on this machine, for as long as a block runs."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from email.policy import default


class Server(socketserver.ThreadingTCPServer):
    """Takes every mail; `answers` holds what to say to the next ones instead of 250."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.mails: list[Message] = []
        self.answers: dict[str, str] = {}

    @property
    def port(self) -> int:
        return self.server_address[1]


class Conversation(socketserver.StreamRequestHandler):
    """One client, in as much of RFC 5321 as smtplib speaks."""

    server: Server

    def handle(self) -> None:
        self._say("220 here")
        while line := self.rfile.readline():
            command = line[:4].decode().strip().upper()
            if command == "QUIT":
                self._say("221 bye")
                return
            if command in self.server.answers:
                self._say(self.server.answers[command])
            elif command == "DATA":
                self._take()
            else:
                self._say("250 yes")

    def _take(self) -> None:
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b"."))
        if line:
            self.server.mails.append(message_from_bytes(b"".join(lines), policy=default))
            self._say("250 taken")

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def mail_server() -> Iterator[Server]:
    """Serve on a free port until the block ends."""
    server = Server()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
