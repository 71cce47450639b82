from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from dutyline.kernel.access.models import Account
from dutyline.kernel.access.operations import first_administrator
from dutyline.kernel.access.tests.plant import plant

pytestmark = pytest.mark.django_db
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)


def ticked(client: Client) -> dict[str, bool]:
    rows = client.get(reverse("first_steps")).context["rows"]
    return {row.step.key: row.done for row in rows}


def test_an_empty_installation_has_all_before_it_but_its_name():
    beginning = first_administrator(
        enterprise="Lanjiang",
        name="Qian",
        username="qian",
        password="correct horse battery staple",
        at=NEW_YEAR,
    )
    client = Client()
    client.force_login(beginning.account)
    assert ticked(client) == {
        "shell.enterprise": True,
        "shell.pack": False,
        "shell.organisation": False,
        "shell.duties": False,
        "shell.accounts": False,
        "shell.roles": False,
        "inspections.plan": False,
    }


def test_steps_tick_themselves_and_a_worker_sees_none():
    house = plant()
    clients = []
    for person in (house.people.admin, house.people.wang):
        account = Account.objects.create_user(
            f"u{person.pk}", None, person=person, created_at=NEW_YEAR
        )
        clients.append(Client())
        clients[-1].force_login(account)
    assert ticked(clients[0]) == {
        "shell.enterprise": True,
        "shell.pack": False,
        "shell.organisation": True,
        "shell.duties": False,
        "shell.accounts": True,
        "shell.roles": True,
        "inspections.plan": False,
    }
    assert clients[1].get(reverse("first_steps")).status_code == 404
