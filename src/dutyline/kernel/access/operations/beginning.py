"""The first administrator of an empty installation."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import IntegrityError, transaction

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.models import Account
from dutyline.kernel.access.operations.accounts import new_account
from dutyline.kernel.access.operations.grants import grant_role
from dutyline.kernel.access.operations.guards import require_strong
from dutyline.kernel.access.refusals import AlreadySetUp
from dutyline.kernel.access.roles import ADMINISTRATOR
from dutyline.kernel.organisation.models import Person, Unit, UnitKind
from dutyline.kernel.organisation.operations import create_person, create_unit
from dutyline.kernel.organisation.operations.guards import require_time_zone
from dutyline.kernel.organisation.ports import record
from dutyline.kernel.organisation.refusals import CodeTaken

ENTERPRISE = "enterprise"
"""Code of the first unit: unique in the database, so that of two first administrators one wins."""
LONG_AGO = date(2000, 1, 1)
"""Since when the enterprise is: older than the snapshots and ledgers people bring of past years."""


@dataclass(frozen=True)
class Beginning:
    """What an installation begins with."""

    unit: Unit
    person: Person
    account: Account


def first_administrator(
    *,
    enterprise: str,
    name: str,
    username: str,
    password: str,
    at: datetime,
    email: str = "",
    time_zone: str = "",
    language: str = "",
) -> Beginning:
    """Begin an empty installation: the enterprise, its administrator, his account and role.

    An enterprise that is there already (imported from the command line) is taken as it is.
    Refuses as soon as any account exists, and a weak password.
    """
    try:
        return _begin(
            enterprise, (name, username, password, email, language), time_zone=time_zone, at=at
        )
    except (IntegrityError, CodeTaken) as error:
        raise AlreadySetUp from error


@transaction.atomic
def _begin(
    enterprise: str, who: tuple[str, str, str, str, str], *, time_zone: str, at: datetime
) -> Beginning:
    if Account.objects.exists():
        raise AlreadySetUp
    name, username, password, email, language = who
    require_time_zone(time_zone)
    today = at.astimezone(ZoneInfo(time_zone or settings.TIME_ZONE)).date()
    setup = Actor.system("first set-up")
    tops = list(Unit.objects.filter(parent__isnull=True).order_by("id").select_for_update())
    if not tops:
        tops = [
            create_unit(
                by=setup,
                code=ENTERPRISE,
                name=enterprise,
                kind=UnitKind.COMPANY,
                parent=None,
                time_zone=time_zone,
                on=LONG_AGO,
                at=at,
            )
        ]
    person = create_person(
        by=setup, name=name, email=email, language=language, joined_on=today, unit=tops[0], at=at
    )
    account = new_account(person, username, email, language, at)
    require_strong(password, account)
    account.set_password(password)
    account.save()
    for top in tops:
        grant_role(
            by=setup,
            role=ADMINISTRATOR,
            person=person,
            unit=top,
            on=max(today, top.valid_from),
            at=at,
        )
    record(
        by=setup,
        verb="access.account_opened",
        subject=("access.account", account.pk, account.username),
        unit_path=tops[0].path,
        at=at,
        person=name,
    )
    return Beginning(tops[0], person, account)
