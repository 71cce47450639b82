from datetime import date, timedelta

import pytest

from dutyline.kernel.access.actor import NotPermitted
from dutyline.kernel.access.models import CustomRole, Grant
from dutyline.kernel.access.operations import (
    close_account,
    grant_role,
    remove_custom_role,
    save_custom_role,
    withdraw_role,
)
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.access.refusals import (
    AlreadyGranted,
    AlreadyWithdrawn,
    ForOneself,
    LastAdministrator,
    PersonOrPost,
    RoleInUse,
    RoleKeyTaken,
    UnknownPermission,
    UnknownRole,
)
from dutyline.kernel.access.tests.plant import NOON, TODAY
from dutyline.kernel.organisation.operations import close_unit
from dutyline.kernel.organisation.refusals import EndsBeforeItBegins, UnderWayBefore


def give(plant, role, to, unit="resin", by="admin", **told):
    told = {"person": getattr(plant.people, to), **told} if isinstance(to, str) else told
    return grant_role(
        by=plant.actor(by),
        role=role,
        unit=getattr(plant.units, unit),
        on=TODAY,
        at=NOON,
        **told,
    )


def test_a_role_given_acts_from_its_day_on(plant):
    give(plant, "inspector", "stranger")
    yesterday = TODAY - timedelta(days=1)
    path = plant.units.team_a.path
    assert plant.actor("stranger").can(Access.ORGANISATION_VIEW, path)
    assert not plant.actor("stranger", yesterday).can(Access.ORGANISATION_VIEW, path)


def test_roles_are_given_only_where_one_manages_them(plant):
    give(plant, "administrator", "zhang", unit="workshop")
    assert give(plant, "auditor", "stranger", unit="team_a", by="zhang").unit == plant.units.team_a
    for unit in ("resin", "coatings", "group"):
        with pytest.raises(NotPermitted):
            give(plant, "auditor", "stranger", unit=unit, by="zhang")
    for by in ("zhao", "chen", "wang", "stranger"):
        with pytest.raises(NotPermitted):
            give(plant, "inspector", "sun", by=by)


def test_nobody_gives_rights_to_himself_or_to_a_post_he_holds(plant):
    with pytest.raises(ForOneself):
        give(plant, "safety_manager", "admin")
    give(plant, "administrator", "zhang")
    with pytest.raises(ForOneself):
        give(plant, "principal", None, by="zhang", post=plant.posts.workshop_head)


def test_roles_that_come_with_an_appointment_are_not_given(plant):
    for role in ("employee", "line_head", "superuser"):
        with pytest.raises(UnknownRole):
            give(plant, role, "stranger")


def test_a_role_is_given_once_to_one_and_for_some_days(plant):
    give(plant, "inspector", "stranger")
    with pytest.raises(AlreadyGranted):
        give(plant, "inspector", "stranger")
    with pytest.raises(PersonOrPost):
        give(plant, "inspector", None)
    with pytest.raises(PersonOrPost):
        give(plant, "inspector", "sun", post=plant.posts.operator_a)
    with pytest.raises(EndsBeforeItBegins):
        give(plant, "inspector", "sun", until=TODAY)
    close_unit(by=plant.by, unit=plant.units.mixing, on=TODAY, at=NOON)
    with pytest.raises(UnderWayBefore):
        give(plant, "inspector", "sun", unit="mixing")


def test_a_role_withdrawn_is_gone_on_that_day(plant):
    plant.account("admin")
    grant = give(plant, "inspector", "stranger")
    withdraw_role(by=plant.actor("admin"), grant=grant, on=TODAY, at=NOON)
    assert not plant.actor("stranger").can(Access.ORGANISATION_VIEW)
    with pytest.raises(AlreadyWithdrawn):
        withdraw_role(by=plant.actor("admin"), grant=grant, on=TODAY, at=NOON)


def test_somebody_who_can_give_roles_is_left(plant):
    account = plant.account("admin")
    grant = Grant.objects.get(role="administrator")
    with pytest.raises(LastAdministrator):
        withdraw_role(by=plant.actor("admin"), grant=grant, on=TODAY, at=NOON)
    with pytest.raises(LastAdministrator):
        close_account(by=plant.actor("admin"), account=account, at=NOON)
    grant.refresh_from_db()
    assert grant.valid_to is None
    give(plant, "administrator", "stranger", unit="group")
    plant.account("stranger")
    assert withdraw_role(by=plant.actor("admin"), grant=grant, on=TODAY, at=NOON).valid_to == TODAY


def save(plant, by="admin", key="watcher", permissions=(Access.ORGANISATION_VIEW,)):
    return save_custom_role(
        by=plant.actor(by),
        key=key,
        label="Watcher",
        sentence="Watches.",
        permissions=permissions,
        on=TODAY,
        at=NOON,
    )


def test_a_custom_role_is_put_together_given_and_changed(plant):
    save(plant)
    give(plant, "watcher", "stranger")
    assert plant.actor("stranger").can(Access.ORGANISATION_VIEW, plant.units.safety.path)
    save(plant, permissions=(Access.EXPORT,))
    stranger = plant.actor("stranger")
    assert (stranger.can(Access.EXPORT), stranger.can(Access.ORGANISATION_VIEW)) == (True, False)


def test_a_custom_role_is_made_by_who_manages_roles_everywhere(plant):
    give(plant, "administrator", "zhang", unit="resin")
    for by in ("zhang", "chen"):
        with pytest.raises(NotPermitted):
            save(plant, by=by)


def test_a_custom_role_names_only_permissions_there_are_and_a_key_of_its_own(plant):
    with pytest.raises(UnknownPermission, match=r"root\.shell"):
        save(plant, permissions=("root.shell",))
    with pytest.raises(RoleKeyTaken):
        save(plant, key="administrator")


def test_nobody_widens_a_role_he_has_himself(plant):
    save(plant)
    grant_role(
        by=plant.by,
        role="watcher",
        person=plant.people.admin,
        unit=plant.units.group,
        on=TODAY,
        at=NOON,
    )
    with pytest.raises(ForOneself):
        save(plant, permissions=(Access.ORGANISATION_VIEW, Access.OBLIGATION_WAIVE))
    assert save(plant, permissions=()).permissions == []


def test_a_custom_role_in_use_is_not_removed(plant):
    role = save(plant)
    grant = give(plant, "watcher", "stranger")
    admin = plant.actor("admin")
    with pytest.raises(RoleInUse):
        remove_custom_role(by=admin, role=role, on=TODAY, at=NOON)
    plant.account("admin")
    withdraw_role(by=admin, grant=grant, on=TODAY, at=NOON)
    remove_custom_role(by=admin, role=role, on=date(2026, 3, 3), at=NOON)
    assert not CustomRole.objects.exists()
