"""Whose step a verb of a finding is whatever its state, and who took it already."""

from django.utils.translation import pgettext

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.actions.permissions import Actions
from dutyline.modules.inspections.addresses import url_for_finding
from dutyline.modules.inspections.keys import FINDING
from dutyline.modules.inspections.models import Finding
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.views.came_late import CameLate, who_was_first
from dutyline.modules.inspections.views.finding_offers import owns_repair

RIGHTS: dict[str, str] = {
    "assignment": Actions.ASSIGN,
    "reassignment": Actions.ASSIGN,
    "repair": Actions.ASSIGN,
    "funds": Actions.ASSIGN,
    "extension_decision": Actions.DECIDE,
    "funds_decision": Actions.DECIDE,
    "verification": Actions.VERIFY,
    "reopening": Actions.VERIFY,
    "closure": Inspections.FINDING_CLOSE,
    "grade": Inspections.FINDING_GRADE,
    "amendment": Inspections.FINDING_GRADE,
    "photos": Inspections.FINDING_GRADE,
    "staff_notice": Inspections.FINDING_GRADE,
    "merger": Inspections.FINDING_MERGE,
    "void": Inspections.FINDING_VOID,
    "plan": Inspections.MAJOR_PLAN,
    "authority": Inspections.MAJOR_SUPERVISE,
    "supervision": Inspections.MAJOR_SUPERVISE,
    "supervision_end": Inspections.MAJOR_SUPERVISE,
}
"""Whose step it is by right; receipt and extension are the owner's alone."""
OVER = (
    "actions.verified",
    "inspections.finding_closed",
    "inspections.finding_merged",
    "inspections.finding_voided",
)
"""What ends steps that were not taken."""
STEPS: dict[str, tuple[str, ...]] = {
    "assignment": ("actions.assigned", "actions.reassigned"),
    "receipt": ("actions.notice_received",),
    "repair": ("actions.repair_reported",),
    "extension_decision": ("actions.extension_granted", "actions.extension_refused"),
    "funds_decision": ("actions.funds_granted", "actions.funds_refused"),
    "verification": ("actions.verified", "actions.returned"),
    "closure": ("inspections.finding_closed",),
    "reopening": ("inspections.finding_reopened",),
    "grade": ("inspections.grade_raised",),
    "merger": ("inspections.finding_merged",),
    "void": ("inspections.finding_voided",),
    "supervision": ("inspections.supervision_listed",),
    "supervision_end": ("inspections.supervision_lifted",),
}
"""What history calls the step of a verb once it is taken."""


def is_his_step(actor: Actor, finding: Finding, key: str) -> bool:
    """Say whether a verb is the actor's at some moment of a finding, though not at this one."""
    right = RIGHTS.get(key)
    if right is not None and actor.can(right, finding.unit_path):
        return True
    return any(actor.is_person(each) for each in _own(finding, key)) or (
        key in {"receipt", "extension", "repair", "funds"} and owns_repair(actor, finding)
    )


def came_late(finding: Finding, key: str) -> CameLate:
    """Return the way to the finding, with who took the step or what ended it; one statement."""
    words = who_was_first(
        (FINDING, finding.pk),
        STEPS.get(key, ()),
        OVER,
        pgettext("the hidden danger this page is about", "it"),
    )
    return CameLate(url_for_finding(finding.pk), words)


def _own(finding: Finding, key: str) -> list[int | None]:
    """Return the people whose step it is in person."""
    if key in {"verification", "reopening"}:
        return [finding.verifier_id]
    if key == "photos":
        return [finding.finder_id, finding.owner_id]
    return [finding.finder_id] if key == "amendment" else []
