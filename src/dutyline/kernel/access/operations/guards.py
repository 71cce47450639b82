"""Checks several operations of access share."""

from datetime import date, datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone

from dutyline.kernel.access.actor import Actor, NotPermitted
from dutyline.kernel.access.models import Account, Grant
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.access.refusals import LastAdministrator, WeakPassword
from dutyline.kernel.access.rights import actor_of, permissions_of
from dutyline.kernel.organisation.models import Appointment, Person, Unit


def require_own(by: Actor, account: Account) -> None:
    """Refuse everybody but the account's own person, signed in and not through a token."""
    if by.is_system:
        return
    if by.account_id != account.pk or by.token_id is not None:
        raise NotPermitted(Access.ACCOUNTS_MANAGE)


def require_over(by: Actor, account: Account, at: datetime) -> str:
    """Refuse who does not manage accounts wherever the account's person has rights.

    Otherwise the manager of one workshop's accounts could sign in as the principal who happens
    to hold a post there. Returns the path the act belongs to.
    """
    if account.person is None:
        by.require(Access.ACCOUNTS_MANAGE, "/")
        return "/"
    return require_over_person(by, account.person, timezone.localdate(at))


def require_over_person(by: Actor, person: Person, on: date) -> str:
    """Refuse who does not manage accounts wherever a person has rights; see `require_over`."""
    theirs = actor_of(person, on)
    paths = sorted({reach.path for reach in theirs.reaches})
    if not paths:
        by.require(Access.ACCOUNTS_MANAGE)
    for path in paths:
        by.require(Access.ACCOUNTS_MANAGE, path)
    appointment = theirs.appointment
    return appointment.post.unit.path if appointment else (paths or ["/"])[0]


def require_strong(password: str, account: Account) -> None:
    """Refuse a password that is too short, common, or like the person's name."""
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise WeakPassword(problems=" ".join(error.messages)) from error


def require_administrator_left(on: date) -> None:
    """Refuse to leave an enterprise without anybody who can sign in and give roles; call after."""
    grants = list(
        Grant.objects.on(on)
        .filter(unit__in=Unit.objects.filter(parent__isnull=True))
        .values_list("role", "person", "post")
    )
    known = permissions_of({role for role, _, _ in grants})
    entitled = [row for row in grants if Access.ROLES_MANAGE in known.get(row[0], frozenset())]
    people = {person for _, person, _ in entitled if person}
    posts = {post for _, _, post in entitled if post}
    people.update(
        Appointment.objects.on(on).filter(post__in=posts).values_list("person_id", flat=True)
    )
    if not Account.objects.filter(is_active=True, person__in=people).exists():
        raise LastAdministrator
