"""What tests of an API share: people with tokens, asking and telling in JSON."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from dutyline.kernel.access.models import Account
from dutyline.kernel.access.operations import make_token

API = "/api/v1"


class Calling:
    """Asks the API as people with a token for everything they may do.

    Stands before a class of pages, which has `here.actor(name)` and signs in with `browser(name)`.
    """

    here: Any
    browser: Any

    def __init__(self, monkeypatch: Any) -> None:
        super().__init__(monkeypatch)
        self.tokens: dict[tuple[str, tuple[str, ...]], str] = {}

    def token(self, name: str, *permissions: str) -> str:
        """Return a person's token, narrowed to these permissions; else with all he holds."""
        if (name, permissions) not in self.tokens:
            self.browser(name)
            actor = self.here.actor(name)
            account = Account.objects.get(username=name)
            held = {each for reach in actor.reaches for each in reach.permissions}
            now = timezone.now()
            _row, self.tokens[name, permissions] = make_token(
                by=replace(actor, account_id=account.pk),
                account=account,
                name="calls",
                permissions=sorted(permissions or held),
                expires_at=now + timedelta(days=300),
                at=now,
            )
        return self.tokens[name, permissions]

    def ask(self, name: str, path: str, *permissions: str, **headers: str) -> Any:
        """GET as a person."""
        token = self.token(name, *permissions)
        return Client().get(f"{API}{path}", headers={"Authorization": f"Bearer {token}", **headers})

    def tell(
        self,
        name: str,
        path: str,
        body: Any = None,
        *permissions: str,
        method: str = "POST",
        **headers: str,
    ) -> Any:
        """Send a JSON body as a person."""
        token = self.token(name, *permissions)
        return Client().generic(
            method,
            f"{API}{path}",
            json.dumps({} if body is None else body),
            content_type="application/json",
            headers={"Authorization": f"Bearer {token}", **headers},
        )
