"""The plant with the duties of a real pack, some days into its work."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from django.test import Client

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.models import Account
from dutyline.kernel.access.tests.plant import Plant, plant
from dutyline.kernel.criteria.operations import load_pack
from dutyline.kernel.duties.models import Area, Cadence, Measure, Owed
from dutyline.kernel.duties.operations import (
    count_strength,
    count_summaries,
    define_duty,
    open_periods,
    settle_due,
    submit_evidence,
    take_up_duty,
)

SYSTEM = Actor.system("test")
BEGAN = datetime(2026, 10, 31, 16, tzinfo=UTC)
"""Midnight of 1 November in Shanghai."""
NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)


def working_plant() -> Plant:
    """Return the plant on 20 November: Li and Gao owe a daily walk since the 1st, Li did most."""
    house = plant()
    load_pack(path="iso-45001", by=SYSTEM, at=BEGAN)
    walk = define_duty(
        by=SYSTEM,
        key="walk",
        text_en="Walk through the area every day",
        text_zh="每天巡查责任区",
        measure=Measure.COUNT,
        cadence=Cadence.DAILY,
        evidence_kind="inspections.round_done",
        amount=Decimal(1),
        owed=Owed.EACH,
        area=Area.OWN,
        on=date(2026, 1, 1),
        at=BEGAN,
    )
    for post in (house.posts.team_leader_a, house.posts.team_leader_b):
        take_up_duty(by=SYSTEM, post=post, duty=walk, on=date(2026, 1, 1), at=BEGAN)
    open_periods(now=BEGAN, horizon=timedelta(days=30))
    for day in range(1, 20):
        if day % 6:
            submit_evidence(
                by=SYSTEM,
                kind="inspections.round_done",
                source=f"inspections.round:{day}",
                person=house.people.li,
                occurred_at=BEGAN + timedelta(days=day - 1, hours=9),
                recorded_at=BEGAN + timedelta(days=day - 1, hours=9),
            )
    settle_due(now=NOW)
    count_strength(now=NOW)
    count_summaries(now=NOW)
    return house


def signed_in(house: Plant, name: str) -> Client:
    """Return a browser in which that person is signed in."""
    account = Account.objects.create_user(
        name, None, person=getattr(house.people, name), created_at=BEGAN
    )
    client = Client()
    client.force_login(account)
    return client
