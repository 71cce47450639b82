from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth import authenticate

from dutyline.kernel.access.actor import NotPermitted
from dutyline.kernel.access.models import Account, ApiToken, Invitation
from dutyline.kernel.access.operations import (
    accept_invitation,
    actor_for_token,
    close_account,
    first_administrator,
    grant_role,
    invite,
    invited,
    make_token,
    open_account,
    reopen_account,
    revoke_token,
    set_password,
)
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.access.refusals import (
    AccountClosed,
    AccountOpen,
    AlreadyRevoked,
    AlreadySetUp,
    BadUserName,
    BeyondOwnToken,
    EmailTaken,
    ExpiresInThePast,
    HasAccount,
    InvitationVoid,
    PersonDeparted,
    UserNameTaken,
    WeakPassword,
)
from dutyline.kernel.access.rights import actor_for
from dutyline.kernel.access.tests.plant import TODAY
from dutyline.kernel.organisation.models import Unit
from dutyline.kernel.organisation.operations import depart

NOW = datetime(2026, 3, 2, 4, tzinfo=UTC)
WEEK = timedelta(days=7)
STRONG = "correct horse battery"


def open_for(plant, name, by="admin", username=None, **told):
    return open_account(
        by=plant.actor(by),
        person=getattr(plant.people, name),
        username=username or name,
        at=NOW,
        **told,
    )


def send(plant, account, by="admin", at=NOW):
    return invite(by=plant.actor(by), account=account, valid_for=WEEK, at=at)[1]


def test_an_account_opens_without_a_password(plant):
    account = open_for(plant, "wang")
    assert not account.has_usable_password()
    assert (account.email, account.person) == ("wang@example.com", plant.people.wang)


def test_a_name_or_address_is_used_once_whatever_its_case(plant):
    open_for(plant, "wang", email="w@example.com")
    with pytest.raises(HasAccount):
        open_for(plant, "wang")
    with pytest.raises(UserNameTaken):
        open_for(plant, "sun", username="WANG")
    with pytest.raises(EmailTaken):
        open_for(plant, "sun", email="W@example.com")
    for username in ("", "two words", "x" * 151):
        with pytest.raises(BadUserName):
            open_account(by=plant.by, person=plant.people.sun, username=username, at=NOW)
    with pytest.raises(BadUserName):
        open_for(plant, "sun", email="nowhere")


def test_who_left_gets_no_account(plant):
    depart(by=plant.by, person=plant.people.wang, on=TODAY, at=NOW)
    with pytest.raises(PersonDeparted):
        open_for(plant, "wang")


def test_accounts_are_managed_only_over_people_whose_every_right_one_oversees(plant):
    grant_role(
        by=plant.by,
        role="administrator",
        person=plant.people.zhang,
        unit=plant.units.workshop,
        on=TODAY,
        at=NOW,
    )
    assert open_for(plant, "wang", by="zhang").pk
    for name in ("chen", "zhao", "ma", "admin"):
        with pytest.raises(NotPermitted):
            open_for(plant, name, by="zhang")
    grant_role(
        by=plant.by,
        role="auditor",
        person=plant.people.li,
        unit=plant.units.resin,
        on=TODAY,
        at=NOW,
    )
    with pytest.raises(NotPermitted):
        open_for(plant, "li", by="zhang")
    for by in ("chen", "zhao", "wang"):
        with pytest.raises(NotPermitted):
            open_for(plant, "sun", by=by)


def test_an_invitation_sets_the_password_once(plant):
    account = open_for(plant, "wang")
    raw = send(plant, account)
    assert invited(raw, NOW) == account
    accept_invitation(raw=raw, password=STRONG, at=NOW)
    assert authenticate(None, username="wang", password=STRONG) == account
    assert invited(raw, NOW) is None
    with pytest.raises(InvitationVoid):
        accept_invitation(raw=raw, password="another good password", at=NOW)


def test_an_invitation_is_kept_as_a_hash_only(plant):
    raw = send(plant, open_for(plant, "wang"))
    assert len(raw) == 43
    stored = Invitation.objects.get()
    assert raw not in str(vars(stored))
    assert len(stored.digest) == 64


def test_an_invitation_ends_by_time_by_a_newer_one_and_with_the_account(plant):
    account = open_for(plant, "wang")
    first = send(plant, account)
    second = send(plant, account)
    assert (invited(first, NOW), invited(second, NOW)) == (None, account)
    assert invited(second, NOW + WEEK) is None
    close_account(by=plant.by, account=account, at=NOW)
    with pytest.raises(InvitationVoid):
        accept_invitation(raw=second, password=STRONG, at=NOW)
    with pytest.raises(AccountClosed):
        send(plant, account)


def test_a_weak_password_is_refused_and_the_invitation_stays(plant):
    raw = send(plant, open_for(plant, "wang"))
    for password in ("short", "wang@example.com"):
        with pytest.raises(WeakPassword):
            accept_invitation(raw=raw, password=password, at=NOW)
    assert invited(raw, NOW) is not None


def test_a_password_is_set_by_its_owner_only(plant):
    account = plant.account("wang")
    set_password(by=plant.signed_in("wang"), account=account, password=STRONG, at=NOW)
    account.refresh_from_db()
    assert account.check_password(STRONG)
    for by in (plant.signed_in("admin"), plant.signed_in("li"), plant.actor("wang")):
        with pytest.raises(NotPermitted):
            set_password(by=by, account=account, password=STRONG, at=NOW)
    with pytest.raises(WeakPassword):
        set_password(by=plant.signed_in("wang"), account=account, password="wang", at=NOW)


def test_a_closed_account_ends_its_tokens_and_opens_without_its_password(plant):
    account = plant.account("chen")
    set_password(by=plant.signed_in("chen"), account=account, password=STRONG, at=NOW)
    raw = token(plant, "chen")[1]
    plant.account("admin")
    close_account(by=plant.actor("admin"), account=account, at=NOW)
    assert actor_for_token(raw, NOW) is None
    assert authenticate(None, username="chen", password=STRONG) is None
    with pytest.raises(AccountClosed):
        close_account(by=plant.actor("admin"), account=account, at=NOW)
    again = reopen_account(by=plant.actor("admin"), account=account, at=NOW)
    assert (again.is_active, again.has_usable_password()) == (True, False)
    assert actor_for_token(raw, NOW) is None
    with pytest.raises(AccountOpen):
        reopen_account(by=plant.actor("admin"), account=account, at=NOW)


def token(plant, name, permissions=(Access.LINE_VIEW,), by=None, until=NOW + WEEK):
    return make_token(
        by=by or plant.signed_in(name),
        account=plant.account(name),
        name="script",
        permissions=permissions,
        expires_at=until,
        at=NOW,
    )


def test_a_token_can_do_what_it_says_and_its_owner_may(plant):
    _, raw = token(plant, "chen")
    actor = actor_for_token(raw, NOW)
    path = plant.units.team_a.path
    assert actor.person == plant.people.chen
    assert actor.can(Access.LINE_VIEW, path)
    assert not actor.can(Access.LINE_VIEW, plant.units.mixing.path)
    assert not actor.can(Access.EXPORT, path)
    assert plant.signed_in("chen").can(Access.EXPORT, path)


def test_a_token_is_no_more_than_its_owner_and_made_by_himself(plant):
    for permissions in ((Access.ROLES_MANAGE,), ("nothing.at_all",), ()):
        with pytest.raises(BeyondOwnToken):
            token(plant, "chen", permissions)
    with pytest.raises(NotPermitted):
        token(plant, "chen", by=plant.signed_in("admin"))
    with pytest.raises(ExpiresInThePast):
        token(plant, "chen", until=NOW)


def test_a_token_makes_no_tokens_and_no_passwords(plant):
    _, raw = token(plant, "chen")
    through_token = actor_for_token(raw, NOW)
    with pytest.raises(NotPermitted):
        token(plant, "chen", by=through_token)
    with pytest.raises(NotPermitted):
        set_password(by=through_token, account=plant.account("chen"), password=STRONG, at=NOW)


def test_a_token_is_kept_as_a_hash_and_notes_the_day_it_was_used(plant):
    made, raw = token(plant, "chen")
    assert raw not in str(vars(made))
    assert ApiToken.objects.get().last_used_on is None
    actor_for_token(raw, NOW)
    assert ApiToken.objects.get().last_used_on == date(2026, 3, 2)


def test_a_token_ends_by_time_or_when_revoked(plant):
    made, raw = token(plant, "chen")
    assert actor_for_token(raw, NOW + WEEK) is None
    assert actor_for_token("x" + raw, NOW) is None
    with pytest.raises(NotPermitted):
        revoke_token(by=plant.signed_in("li"), token=made, at=NOW)
    revoke_token(by=plant.signed_in("chen"), token=made, at=NOW)
    assert actor_for_token(raw, NOW) is None
    with pytest.raises(AlreadyRevoked):
        revoke_token(by=plant.signed_in("admin"), token=made, at=NOW)


def test_rights_withdrawn_are_gone_from_tokens_too(plant):
    _, raw = token(plant, "chen")
    depart(by=plant.by, person=plant.people.chen, on=date(2026, 3, 3), at=NOW)
    later = NOW + timedelta(days=2)
    assert not actor_for_token(raw, later).can(Access.LINE_VIEW)


def begin(**told):
    return first_administrator(
        **{
            "enterprise": "Lanjiang",
            "name": "Admin Qian",
            "username": "admin",
            "password": STRONG,
            "time_zone": "Asia/Shanghai",
            "at": NOW,
            **told,
        }
    )


def test_an_empty_installation_begins_with_its_first_administrator(db):
    begun = begin()
    actor = actor_for(begun.account, NOW)
    assert (begun.unit.name, begun.unit.time_zone) == ("Lanjiang", "Asia/Shanghai")
    assert actor.can(Access.ORGANISATION_MANAGE, begun.unit.path)
    assert actor.can(Access.ROLES_MANAGE, begun.unit.path)
    assert not actor.can(Access.OBLIGATION_WAIVE)
    assert authenticate(None, username="admin", password=STRONG) == begun.account


def test_there_is_one_first_administrator(db):
    begin()
    with pytest.raises(AlreadySetUp):
        begin(username="second")
    assert Account.objects.count() == 1
    assert Unit.objects.count() == 1


def test_a_weak_password_begins_nothing(db):
    with pytest.raises(WeakPassword):
        begin(password="password")
    assert (Account.objects.count(), Unit.objects.count()) == (0, 0)


def test_an_imported_enterprise_is_taken_as_it_is(plant):
    begun = begin()
    assert begun.unit == plant.units.group
    assert actor_for(begun.account, NOW).can(Access.ROLES_MANAGE, plant.units.mixing.path)
