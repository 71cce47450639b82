"""What tests of the pages of responsibility share."""

from datetime import datetime
from typing import Any

from django.test import Client
from django.utils import timezone

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.operations import open_account
from dutyline.modules.responsibility.tests.desk import AT, Desk, desk


class Pages:
    """The desk with a browser for each person; the clock stands at `AT`."""

    def __init__(self, monkeypatch: Any, here: Desk | None = None) -> None:
        """Stop the clock, at a desk that is there or one of its own."""
        self.here: Desk = here or desk()
        self.clients: dict[str, Client] = {}
        self.monkeypatch = monkeypatch
        self.at(AT)

    def at(self, moment: datetime) -> None:
        """Set the clock."""
        self.monkeypatch.setattr(timezone, "now", lambda: moment)

    def browser(self, name: str) -> Client:
        """Return a person's browser, signed in."""
        if name not in self.clients:
            person = getattr(self.here.plant.people, name)
            account = open_account(by=Actor.system("tests"), person=person, username=name, at=AT)
            self.clients[name] = Client()
            self.clients[name].force_login(account)
        return self.clients[name]

    def get(self, name: str, address: str) -> Any:
        """Open a page as a person."""
        return self.browser(name).get(address)

    def post(self, name: str, address: str, /, **said: Any) -> Any:
        """Send a form as a person."""
        return self.browser(name).post(address, said)
