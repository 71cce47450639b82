"""Who looks at the pages: a person who sees half of the enterprise, and the head of it all."""

from collections.abc import Callable
from datetime import timedelta

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from bench.enterprise import SINCE
from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.models import Account, Grant
from dutyline.kernel.access.operations import make_token
from dutyline.kernel.access.rights import actor_for
from dutyline.kernel.organisation.models import Person, Unit

Get = Callable[[str], HttpResponse]


def lay_accounts() -> None:
    """Let the last person be safety manager of half of the companies, and the first sign in."""
    persons = Person.objects.order_by("id")
    now = timezone.now()
    half = Account.objects.create_user("half", person=persons.last(), created_at=now)
    Account.objects.create_user("head", person=persons.first(), created_at=now)
    companies = list(Unit.objects.filter(depth=1).order_by("id"))
    for company in companies[: len(companies) // 2]:
        Grant.objects.create(
            role="safety_manager", person=half.person, unit=company, valid_from=SINCE
        )


def actor(name: str) -> Actor:
    """Return the actor behind an account, today."""
    return actor_for(Account.objects.get(username=name), timezone.now())


def browser(name: str) -> Get:
    """Return how somebody signed in fetches a page, as a browser would ask for it."""
    client = Client(headers={"accept-encoding": "gzip", "host": "localhost"})
    client.force_login(Account.objects.get(username=name))

    def get(address: str) -> HttpResponse:
        reply = client.get(address)
        if reply.status_code != 200:
            raise RuntimeError(f"{address} answered {reply.status_code}")
        return reply

    return get


def bearer(name: str, permissions: list[str]) -> dict[str, str]:
    """Return the headers of a program that calls with a personal token."""
    now = timezone.now()
    _token, secret = make_token(
        by=actor(name),
        account=Account.objects.get(username=name),
        name="bench",
        permissions=permissions,
        expires_at=now + timedelta(days=1),
        at=now,
    )
    return {"authorization": f"Bearer {secret}", "host": "localhost"}
