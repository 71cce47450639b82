"""A finding recorded through the API, with its history, evidence and outbox."""

from collections.abc import Iterator
from itertools import count

from django.test import Client

from bench.lines import Line, at_most, told
from bench.measuring import driver, measure
from bench.site import actor, bearer
from dutyline.kernel.organisation.models import Person, Post, Unit
from dutyline.kernel.organisation.paths import ancestors
from dutyline.modules.inspections.permissions import Inspections


def create(times: int) -> Iterator[Line]:
    """Record findings one by one."""
    permissions = [Inspections.FINDING_VIEW, Inspections.FINDING_RECORD]
    client = Client(headers=bearer("half", [str(each) for each in permissions]))
    path = actor("half").paths(Inspections.FINDING_RECORD)[0]
    unit = Unit.objects.within([path]).filter(depth=4).order_by("id")[0]
    # Who heads the line has an address: a mail is written with each finding.
    heads = Post.objects.filter(unit__in=ancestors(unit.path), heads_unit=True)
    Person.objects.filter(appointments__post__in=heads).update(email="head@example.org")
    numbers = count(1)
    address = "/api/v1/findings"

    def record() -> None:
        wrong = {
            "title": f"Guard of roller {next(numbers)} missing",
            "unit_id": unit.pk,
            "category": "things.guards",
            "description": "Seen on the round of the morning",
        }
        reply = client.post(address, wrong, content_type="application/json")
        if reply.status_code != 201:
            raise RuntimeError(reply.content.decode())

    cost = measure(record, times)
    yield at_most("A finding through the API: statements", cost.statements, 15, "")
    yield told("A finding through the API: CPU with the database's driver, median", cost.cpu, "ms")
    yield told("A finding through the API: the same at its best", cost.best_cpu, "ms")
    own = cost.best_cpu - driver(record, times)
    yield at_most("A finding through the API: app CPU", own, 5, "ms")
