"""What the person asking may do with a finding now, and why not yet."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.actions.models import Extension, FundsRequest, Repair
from dutyline.kernel.actions.permissions import Actions
from dutyline.modules.inspections.models import OPEN, REPAIRING, Finding, FindingState, Grade
from dutyline.modules.inspections.operations.reopening import REOPENED
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.rules.major import missing_steps
from dutyline.toolkit.wording import in_a_row

Text = str | Promise

LABELS: dict[str, Text] = {
    "assignment": gettext_lazy("Assign the repair"),
    "reassignment": gettext_lazy("Assign anew"),
    "receipt": gettext_lazy("I have received the notice"),
    "repair": gettext_lazy("Report it repaired"),
    "extension": gettext_lazy("Ask for more time"),
    "extension_decision": gettext_lazy("Decide on more time"),
    "funds": gettext_lazy("Ask for money"),
    "funds_decision": gettext_lazy("Decide on money"),
    "verification": pgettext_lazy("verb", "Verify"),
    "closure": pgettext_lazy("finding", "Close"),
    "reopening": pgettext_lazy("finding", "Reopen"),
    "grade": gettext_lazy("Raise the grade"),
    "amendment": gettext_lazy("Put the record right"),
    "photos": gettext_lazy("Add photos"),
    "merger": pgettext_lazy("finding", "Merge"),
    "void": gettext_lazy("Declare void"),
    "plan": gettext_lazy("Plan the removal"),
    "supervision": gettext_lazy("List for supervision"),
    "supervision_end": gettext_lazy("End the supervision"),
    "authority": gettext_lazy("Record the report to the authority"),
    "staff_notice": gettext_lazy("Record the notice to staff"),
}
DECISIONS = (
    "extension_decision",
    "funds_decision",
    "verification",
    "closure",
    "receipt",
    "repair",
    "assignment",
)
"""What may be the one decision of the page, the most urgent first."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A verb within reach; with a `reason` it is not possible yet."""

    key: str
    label: Text
    url: str
    reason: Text = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What stands beside a finding: open questions, the latest repair, what law still wants."""

    extension: Extension | None = None
    funds: FundsRequest | None = None
    repair: Repair | None = None
    missing: dict[str, Text] = field(default_factory=dict)
    supervised: bool = False
    listed: bool = False


def known_of(finding: Finding) -> Known:
    """Read what the offers depend on; at most seven small statements."""
    rectification = finding.rectification
    major = finding.grade == Grade.MAJOR
    supervision = getattr(finding, "supervision", None) if major else None
    missing = missing_steps(finding) if major and finding.state in OPEN else {}
    if rectification is None:
        return Known(
            missing=missing,
            listed=supervision is not None,
            supervised=supervision is not None and supervision.lifted_at is None,
        )
    repairs = rectification.repairs.select_related("by", "verification__by")
    return Known(
        extension=rectification.extensions.waiting().select_related("asked_by").first(),
        funds=rectification.funds_requests.waiting().select_related("asked_by").first(),
        repair=repairs.order_by("-round").first(),
        missing=missing,
        listed=supervision is not None,
        supervised=supervision is not None and supervision.lifted_at is None,
    )


def offer_of(actor: Actor, finding: Finding, key: str) -> Offer | None:
    """Return one verb as it stands for the actor; None where it is not his, or not now."""
    offers = offers_of(actor, finding, known_of(finding))
    return next((each for each in offers if each.key == key), None)


def offers_of(actor: Actor, finding: Finding, known: Known) -> list[Offer]:
    """Return every verb within the actor's reach, those not possible yet with the reason."""
    found = [
        *_line(actor, finding, known),
        *_owner(actor, finding, known),
        *_ends(actor, finding, known),
        *_record(actor, finding),
        *_major(actor, finding, known),
    ]
    return [
        Offer(key, LABELS[key], reverse(f"inspections:finding_{key}", args=[finding.pk]), reason)
        for key, reason in found
    ]


def owns_repair(actor: Actor, finding: Finding) -> bool:
    """Say whether the actor answers for the repair, in person or by post."""
    rectification = finding.rectification
    return rectification is not None and (
        actor.is_person(rectification.owner_id) or actor.holds([rectification.owner_post_id])
    )


def _line(actor: Actor, finding: Finding, known: Known) -> Iterator[tuple[str, Text]]:
    path = finding.unit_path
    if actor.can(Actions.ASSIGN, path):
        if finding.state == FindingState.REGISTERED:
            yield "assignment", ""
        elif finding.state in REPAIRING:
            yield "reassignment", ""
    for key, question in (("extension", known.extension), ("funds", known.funds)):
        if question is None or finding.state not in OPEN:
            continue
        if actor.holds([question.decider_post_id]) or actor.can(Actions.DECIDE, path):
            own = actor.is_person(question.asked_by_id)
            yield f"{key}_decision", _("You asked; somebody above you decides.") if own else ""


def _owner(actor: Actor, finding: Finding, known: Known) -> Iterator[tuple[str, Text]]:
    if finding.rectification is None or finding.state not in REPAIRING:
        return
    owner = owns_repair(actor, finding)
    if owner and finding.state == FindingState.ASSIGNED:
        yield "receipt", ""
    if owner or actor.can(Actions.ASSIGN, finding.unit_path):
        yield "repair", ""
        yield "funds", _("The request waits for a decision.") if known.funds else ""
    if owner:
        asked = finding.state == FindingState.EXTENSION_ASKED
        yield "extension", _("The request waits for a decision.") if asked else ""


def _ends(actor: Actor, finding: Finding, known: Known) -> Iterator[tuple[str, Text]]:
    path, rectification = finding.unit_path, finding.rectification
    if finding.state == FindingState.REPORTED and rectification is not None:
        by = known.repair.by_id if known.repair else None
        if actor.is_person(rectification.verifier_id) or actor.can(Actions.VERIFY, path):
            own = actor.is_person(rectification.owner_id) or actor.is_person(by)
            yield (
                "verification",
                _("You did this repair or answer for it, so another person verifies it.")
                if own
                else "",
            )
    if actor.can(Inspections.FINDING_CLOSE, path) and finding.state in OPEN:
        yield "closure", _why_not_closed(actor, finding, known)
    if finding.state in REOPENED and (
        actor.is_person(finding.verifier_id) or actor.can(Actions.VERIFY, path)
    ):
        own = actor.is_person(finding.owner_id)
        yield (
            "reopening",
            _("You answer for this repair, so another person reopens it.") if own else "",
        )


def _why_not_closed(actor: Actor, finding: Finding, known: Known) -> Text:
    if finding.state != FindingState.VERIFIED:
        return _("Possible once the repair is verified.")
    if actor.is_person(finding.owner_id):
        return _("You answer for this repair, so another person closes it.")
    if known.missing:
        missing = in_a_row(known.missing.values())
        return _("Still to be recorded: %(missing)s.") % {"missing": missing}
    return ""


def _record(actor: Actor, finding: Finding) -> Iterator[tuple[str, Text]]:
    path, is_open = finding.unit_path, finding.state in OPEN
    finder = actor.is_person(finding.finder_id)
    grades = actor.can(Inspections.FINDING_GRADE, path)
    if is_open and grades and finding.grade != Grade.MAJOR:
        yield "grade", ""
    if is_open and (grades or (finder and finding.rectification_id is None)):
        yield "amendment", ""
    if is_open and (grades or finder or actor.is_person(finding.owner_id)):
        yield "photos", ""
    if is_open and actor.can(Inspections.FINDING_MERGE, path):
        yield "merger", ""
    over = finding.state in (FindingState.VOID, FindingState.MERGED)
    if not over and actor.can(Inspections.FINDING_VOID, path):
        yield "void", ""


def _major(actor: Actor, finding: Finding, known: Known) -> Iterator[tuple[str, Text]]:
    if finding.grade != Grade.MAJOR or finding.state not in OPEN:
        return
    path = finding.unit_path
    if actor.can(Inspections.MAJOR_PLAN, path):
        yield "plan", ""
    if actor.can(Inspections.MAJOR_SUPERVISE, path):
        yield "authority", ""
        if known.supervised:
            yield "supervision_end", ""
        elif not known.listed:
            yield "supervision", ""
    if actor.can(Inspections.FINDING_GRADE, path):
        yield "staff_notice", ""
