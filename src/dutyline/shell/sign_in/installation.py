"""The verbs of an installation: begin it as real or as a demonstration, once and for good."""

import hashlib
import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.access.models import Account
from dutyline.kernel.history.models import Entry
from dutyline.kernel.organisation.models import Person
from dutyline.kernel.registry import Refusal
from dutyline.shell.sign_in.models import Installation, OfferedPerson

THE_ONE = 1
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Of the set-up code: none that is easily taken for another."""


class NotEmpty(Refusal):
    """A demonstration may only be told in a database nobody has used."""

    message = _("This database is in use. A demonstration needs an empty one.")


class AlreadyBegun(Refusal):
    """The first administrator exists, or the database is a demonstration."""

    message = _("Dutyline is already set up here.")


def is_demo() -> bool:
    """Say whether the database is a demonstration."""
    return Installation.objects.filter(kind=Installation.Kind.DEMO).exists()


def awaits_administrator() -> bool:
    """Say whether nobody can sign in yet because there is no account at all."""
    return not Account.objects.exists()


@transaction.atomic
def begin_demo(*, at: datetime) -> Installation:
    """Mark an unused database as a demonstration; raises NotEmpty for any other."""
    used = (Installation, Account, Person, Entry)
    if any(model.objects.exists() for model in used):
        raise NotEmpty
    return Installation.objects.create(pk=THE_ONE, kind=Installation.Kind.DEMO, begun_at=at)


@transaction.atomic
def offer(*, account: Account, position: int) -> OfferedPerson:
    """Let visitors of a demonstration look around as this account; raises NotEmpty elsewhere."""
    if not is_demo():
        raise NotEmpty
    return OfferedPerson.objects.create(account=account, position=position)


def offered() -> QuerySet[OfferedPerson]:
    """Return whom one may look around as; nobody outside a demonstration."""
    people = OfferedPerson.objects.select_related("account__person").order_by("position")
    return people if is_demo() else people.none()


def show_told(*, told: int, to_tell: int) -> None:
    """Write down how much of the demonstration's history is told; for its progress bar."""
    Installation.objects.filter(pk=THE_ONE, kind=Installation.Kind.DEMO).update(
        told=min(told, to_tell), to_tell=to_tell
    )


@transaction.atomic
def new_setup_code(*, at: datetime) -> str:
    """Return a new code for the first administrator; an older one is void from now on.

    Raises AlreadyBegun once there is an account, or in a demonstration.
    """
    if not awaits_administrator() or is_demo():
        raise AlreadyBegun
    code = "-".join("".join(secrets.choice(LETTERS) for _n in range(4)) for _g in range(4))
    Installation.objects.update_or_create(
        pk=THE_ONE,
        defaults={"setup_digest": _digest(code)},
        create_defaults={
            "kind": Installation.Kind.REAL,
            "begun_at": at,
            "setup_digest": _digest(code),
        },
    )
    return code


def is_setup_code(code: str) -> bool:
    """Say whether this is the code the terminal showed last."""
    row = Installation.objects.filter(pk=THE_ONE, kind=Installation.Kind.REAL).first()
    if row is None or not row.setup_digest:
        return False
    return secrets.compare_digest(row.setup_digest, _digest(code))


def _digest(code: str) -> str:
    letters = "".join(each for each in code.upper() if each in LETTERS)
    return hashlib.sha256(letters.encode()).hexdigest()
