"""What tests of pages share: a stopped clock and signed-in people."""

from datetime import datetime
from typing import Any

from django.test import Client
from django.utils import timezone

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.operations import open_account
from dutyline.modules.inspections.operations.rectifying import (
    accept_notice,
    assign_finding,
    report_repair,
    verify_repair,
)
from dutyline.modules.inspections.tests.setting import AT, Setting, setting


class Pages:
    """The plant with a browser for each person; the clock stands at `AT` until moved."""

    def __init__(self, monkeypatch: Any) -> None:
        self.here: Setting = setting()
        self.monkeypatch = monkeypatch
        self.clients: dict[str, Client] = {}
        self.at(AT)

    def at(self, moment: datetime) -> None:
        """Set the clock."""
        self.monkeypatch.setattr(timezone, "now", lambda: moment)

    def browser(self, name: str) -> Client:
        """Return a person's browser, signed in."""
        if name not in self.clients:
            account = open_account(
                by=Actor.system("tests"), person=self.here.person(name), username=name, at=AT
            )
            client = Client()
            client.force_login(account)
            self.clients[name] = client
        return self.clients[name]

    def get(self, name: str, address: str) -> Any:
        """Open a page as a person."""
        return self.browser(name).get(address)

    def post(self, name: str, address: str, /, **said: Any) -> Any:
        """Send a form as a person."""
        return self.browser(name).post(address, said)

    def assigned(self, **details: Any) -> Any:
        """Return a finding Li repairs and Chen verifies, due in a week."""
        finding = self.here.found(**details)
        five = self.here.five(
            verifier="chen", measures="Weld the rail", funds=0, contingency_plan="Rope it off"
        )
        return assign_finding(by=self.here.actor("zhang"), finding=finding, five=five, at=AT)

    def reported(self, **details: Any) -> Any:
        """Return a finding whose repair Li has reported."""
        finding = self.assigned(**details)
        accept_notice(by=self.here.actor("li"), finding=finding, at=AT)
        report_repair(by=self.here.actor("li"), finding=finding, text="Rail welded", at=AT)
        finding.refresh_from_db()
        return finding

    def verified(self, **details: Any) -> Any:
        """Return a finding Chen has verified."""
        finding = self.reported(**details)
        verify_repair(by=self.here.actor("chen"), finding=finding, effective=True, at=AT)
        finding.refresh_from_db()
        return finding
