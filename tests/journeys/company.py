"""The company's own sign-in as a browser meets it: a page where somebody is signed in already."""

from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from dutyline.shell.sign_in.tests.hostile_issuer import CLIENT, SECRET, Issuer

NAME = "Lanjiang Login"
GO_ON = "Go on"


class Company(Issuer):
    """An issuer with a page of its own; whoever sits there is `who`."""

    def __init__(self, who: str) -> None:
        self.who = who
        super().__init__()

    @property
    def settings(self) -> dict[str, str]:
        """Return what an operator sets so that Dutyline knows it."""
        return {
            "DUTYLINE_OIDC_ISSUER": self.url,
            "DUTYLINE_OIDC_CLIENT": CLIENT,
            "DUTYLINE_OIDC_SECRET": SECRET,
            "DUTYLINE_OIDC_NAME": NAME,
            "DUTYLINE_INNER_HOSTS": "127.0.0.1",
        }

    def page(self, path: str) -> bytes:
        """Return the page one is sent to: who one is there, and the way back."""
        asked = {key: values[0] for key, values in parse_qs(urlsplit(path).query).items()}
        self.nonce, self.challenge = asked["nonce"], asked["code_challenge"]
        self.claims = {"sub": self.who}
        back = f"{asked['redirect_uri']}?{urlencode({'code': 'c1', 'state': asked['state']})}"
        link = back.replace("&", "&amp;")
        head = f'<meta charset="utf-8"><title>{NAME}</title><link rel="icon" href="data:,">'
        body = f'<h1>{self.who}</h1><a href="{link}">{GO_ON}</a>'
        return f'<!doctype html><html lang="en">{head}{body}</html>'.encode()

    def _handler(self) -> Any:
        company = self

        class Handler(super()._handler()):  # type: ignore[misc]
            def do_GET(self) -> None:  # noqa: N802 - the name the server calls
                if not self.path.startswith("/authorize?"):
                    super().do_GET()
                    return
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(company.page(self.path))

        return Handler
