"""What is a person's own in inspections is shown to his token only as far as it was given."""

from dataclasses import replace

import pytest

from dutyline.kernel.actions.addresses import sees_rectification
from dutyline.kernel.actions.permissions import Actions
from dutyline.modules.inspections.addresses import sees_finding, sees_round
from dutyline.modules.inspections.models import Finding
from dutyline.modules.inspections.permissions import Inspections

pytestmark = pytest.mark.django_db
OTHER = "organisation.view"


def narrow(calls, name, *permissions):
    return replace(calls.here.actor(name), limits=frozenset(permissions))


def test_own_findings_are_seen_with_the_right_to_see_findings_and_not_else(calls):
    finding = calls.assigned()
    for name in ("li", "chen", "wang"):
        assert sees_finding(narrow(calls, name, Inspections.FINDING_VIEW), finding.pk)
        for other in (OTHER, Inspections.FINDING_RECORD):
            assert not sees_finding(narrow(calls, name, other), finding.pk)
            assert list(Finding.objects.visible_to(narrow(calls, name, other))) == []


def test_own_findings_outside_the_reach_of_a_role_stay_ones_own(calls):
    elsewhere = calls.here.found(by="wang", unit=calls.here.plant.units.team_a)
    Finding.objects.filter(pk=elsewhere.pk).update(unit_path=calls.here.plant.units.mixing.path)
    assert sees_finding(calls.here.actor("wang"), elsewhere.pk)
    assert sees_finding(narrow(calls, "wang", Inspections.FINDING_VIEW), elsewhere.pk)
    assert not sees_finding(narrow(calls, "wang", OTHER), elsewhere.pk)


def test_an_own_repair_is_seen_by_its_right_or_through_its_finding(calls):
    rectification = calls.assigned().rectification_id
    for permission in (Actions.VIEW, Inspections.FINDING_VIEW):
        assert sees_rectification(narrow(calls, "li", permission), rectification)
    assert not sees_rectification(narrow(calls, "li", OTHER), rectification)


def test_rounds_of_ones_post_are_seen_with_a_right_about_rounds_or_walking(calls):
    for permission in (
        Inspections.ROUND_VIEW,
        Inspections.ROUND_WALK,
        Inspections.FINDING_RECORD,
    ):
        assert sees_round(narrow(calls, "li", permission), calls.walk.pk)
    for other in (OTHER, Inspections.FINDING_VIEW):
        assert not sees_round(narrow(calls, "li", other), calls.walk.pk)


def test_a_route_gives_a_narrow_token_nothing_of_its_owners(calls):
    finding = calls.assigned()
    for path in (f"/findings/{finding.pk}", f"/findings/{finding.pk}/rectification", "/findings"):
        assert calls.ask("li", path, Inspections.FINDING_VIEW).status_code == 200
        assert calls.ask("li", path, OTHER).status_code == 403
    about = f"/files?subject_type=inspections.finding&subject_id={finding.pk}"
    assert calls.ask("li", about, OTHER).status_code == 404
