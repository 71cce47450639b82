"""A list costs the same number of statements at one row and at fifty."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dutyline.api.tests.calling import caller
from dutyline.kernel.access.models import Account, ApiToken, Grant
from dutyline.kernel.actions.tests.setting import setting
from dutyline.kernel.errands.models import Errand
from dutyline.kernel.files.models import Attachment
from dutyline.kernel.history.models import Entry
from dutyline.kernel.notifications.models import Notification
from dutyline.kernel.notifications.words import kinds
from dutyline.kernel.organisation.models import (
    Appointment,
    Person,
    Place,
    Post,
    Unit,
    UnitVersion,
)
from dutyline.kernel.registry import manifests

BEGIN = date(2026, 1, 1)
HOLDING, CALLING = 1, 3
"""Statements that find out who calls: the token with its owner's posts and roles; where he holds
no post, then the token alone and his roles."""
LISTS = {
    "/units": CALLING + 1,
    "/units/as-of?on=2026-06-01": CALLING + 1,
    "/posts": CALLING + 1,
    "/posts/as-of?on=2026-06-01": CALLING + 1,
    "/people": CALLING + 1,
    "/appointments": CALLING + 1,
    "/places": CALLING + 1,
    "/accounts": CALLING + 1,
    "/tokens": CALLING + 1,
    "/grants": CALLING + 1,
    "/errands": CALLING + 1,
    "/notifications": CALLING + 1,
    "/rectifications": HOLDING + 1,  # asked by the principal, who holds a post
    "/files?subject_type=organisation.unit&subject_id={unit}": CALLING + 2,
    "/history?subject_type=organisation.unit&subject_id={unit}": CALLING + 2,
}


@pytest.fixture
def here(db):
    return setting()


def statements(who, address: str) -> tuple[int, int]:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        rows = len(who.items(address))
    return len(asked), rows


def test_lists_cost_the_same_at_one_row_and_at_fifty(here):
    plant = here.plant
    callers = {True: caller(plant, "admin"), False: caller(plant, "zhao")}
    unit = plant.units.resin.pk

    def measured() -> dict[str, tuple[int, int]]:
        return {
            address: statements(
                callers[address != "/rectifications"], address.format(unit=unit) + more(address)
            )
            for address in LISTS
        }

    few_of_everything(here)
    measured()
    few = measured()
    for number in range(60):
        one_more_of_everything(here, number)
    many = measured()
    assert {address: cost for address, (cost, _rows) in few.items()} == LISTS
    assert {address: cost for address, (cost, _rows) in many.items()} == LISTS
    short = {address: rows for address, (_cost, rows) in many.items() if rows != 50}
    assert short == {"/tokens": 1}, "a token sees itself only"


def more(address: str) -> str:
    return ("&" if "?" in address else "?") + "limit=50"


def few_of_everything(here) -> None:
    here.assigned()
    one_more_of_everything(here, 1000)


def one_more_of_everything(here, number: int) -> None:
    plant, now = here.plant, timezone.now()
    top, admin = plant.units.resin, plant.account("admin")
    dated = {"valid_from": BEGIN}
    unit = Unit.objects.create(
        code=f"u{number}", name="Unit", kind="team", parent=top, depth=2, path=f"u{number}", **dated
    )
    unit.path = f"{top.path}{unit.pk}/"
    unit.save()
    UnitVersion.objects.create(
        unit=unit, name="Unit", kind="team", parent=top, path=unit.path, **dated
    )
    post = Post.objects.create(code=f"p{number}", title="Post", unit=unit, **dated)
    post.versions.create(title="Post", unit=unit, heads_unit=False, level=5, **dated)
    person = Person.objects.create(name=f"Person {number}", number=f"n{number}")
    Appointment.objects.create(person=person, post=post, **dated)
    Place.objects.create(
        code=f"l{number}",
        name="Place",
        kind="area",
        unit=unit,
        unit_path=unit.path,
        public_key=f"k{number}",
        **dated,
    )
    Account.objects.create_user(f"a{number}", None, person=person, created_at=now)
    ApiToken.objects.create(
        account=admin,
        name="t",
        digest=f"d{number}",
        created_at=now,
        expires_at=now + timedelta(days=1),
    )
    Grant.objects.create(role="inspector", person=person, unit=unit, **dated)
    kind = next(each.key for manifest in manifests() for each in manifest.errands)
    token = ApiToken.objects.filter(account=admin, name="program").get()
    Errand.objects.create(kind=kind, asked_by=admin, asked_at=now, token_id=token.pk)
    Notification.objects.create(
        person=plant.people.admin,
        kind=next(iter(kinds())),
        subject_type="organisation.unit",
        subject_id=top.pk,
        key=f"n{number}",
        created_at=now,
    )
    here.assigned(number + 2)
    Attachment.objects.create(
        subject_type="organisation.unit",
        subject_id=top.pk,
        role="document",
        sha256="0" * 64,
        media_type="text/plain",
        size=1,
        name="n",
        added_at=now,
    )
    Entry.objects.create(
        verb="organisation.unit_renamed",
        subject_type="organisation.unit",
        subject_id=top.pk,
        subject_label="Resin",
        unit_path=top.path,
        by_kind="system",
        by_name="test",
        occurred_at=now,
        recorded_at=now,
    )
