"""What belongs to a finding: its repair with all that was asked and decided, its history."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from dutyline.kernel.access.callers import actor_of
from dutyline.kernel.actions.models import Rectification
from dutyline.kernel.history.models import Entry
from dutyline.kernel.history.sentences import tell_plainly
from dutyline.modules.inspections.api.scope import findings_for
from dutyline.modules.inspections.api.values import Named
from dutyline.modules.inspections.keys import FINDING
from dutyline.toolkit.rest.listing import Asked, Listing, listing
from dutyline.toolkit.rest.shapes import Id

router = Router()
NEWEST = 50
"""Of each kind; who needs more of one repair reads its history."""
EVENTS = {
    "notices": ("to", "receipt"),
    "extensions": ("asked_by", "decided_by"),
    "funds_requests": ("asked_by", "decided_by"),
    "repairs": ("by", "verification__by", "verification__reopening__by"),
    "escalations": ("person",),
}
"""What happens to a repair, and what is loaded with each."""


class NoticeOut(Schema):
    """A numbered notice, and when it was received."""

    number: str
    to: Named
    due_on: date
    sent_at: datetime
    received_at: datetime | None

    @staticmethod
    def resolve_received_at(obj: Any) -> datetime | None:
        """Return when the responsible person said it had arrived."""
        receipt = getattr(obj, "receipt", None)
        return receipt.at if receipt else None


class ExtensionOut(Schema):
    """More time: asked, and decided or not."""

    id: int
    from_on: date
    to_on: date
    reason: str
    interim_control: str
    asked_by: Named
    asked_at: datetime
    granted: bool | None
    decided_by: Named | None
    decided_at: datetime | None
    note: str
    lapsed_at: datetime | None


class FundsOut(Schema):
    """Money: asked, and granted or not."""

    id: int
    amount: Decimal
    purpose: str
    asked_by: Named
    asked_at: datetime
    granted: Decimal | None
    decided_by: Named | None
    decided_at: datetime | None
    note: str
    lapsed_at: datetime | None


class ReopeningOut(Schema):
    """What showed later that a verified repair did not hold."""

    by: Named | None
    at: datetime
    reason: str


class VerificationOut(Schema):
    """What somebody else saw of a repair."""

    by: Named
    at: datetime
    effective: bool
    opinion: str
    reopening: ReopeningOut | None

    @staticmethod
    def resolve_reopening(obj: Any) -> Any:
        """Return why it was mended anew; None as long as it holds."""
        return getattr(obj, "reopening", None)


class RepairOut(Schema):
    """A report that it is mended: when it was done, when that was written down."""

    id: int
    round: int
    text: str
    by: Named
    done_at: datetime
    reported_at: datetime
    due_on: date
    in_time: bool
    back_filled: bool
    verification: VerificationOut | None

    @staticmethod
    def resolve_verification(obj: Any) -> Any:
        """Return what was seen of it; None before anybody looked."""
        return getattr(obj, "verification", None)


class EscalationOut(Schema):
    """A superior was told that a deadline has passed."""

    stage: str
    step: int
    days_over: int
    person: Named | None
    at: datetime


class RectificationOut(Schema):
    """The five implementations, how they stand, and everything asked, reported and decided."""

    id: int
    state: str
    round: int
    owner: Named
    owner_post_id: int | None
    verifier: Named | None
    measures: str
    funds_planned: Decimal | None
    funds_actual: Decimal | None
    first_due_on: date
    due_on: date
    contingency_plan: str
    interim_control: str
    assigned_at: datetime
    repaired_at: datetime | None
    verify_due_at: datetime | None
    verified_at: datetime | None
    notices: list[NoticeOut]
    extensions: list[ExtensionOut]
    funds_requests: list[FundsOut]
    repairs: list[RepairOut]
    escalations: list[EscalationOut]


class EntryOut(Schema):
    """One act: when it happened, when it was recorded, by whom, and why."""

    id: int
    verb: str
    sentence: str
    by_name: str
    by_post: str
    occurred_at: datetime
    recorded_at: datetime
    reason: str

    @staticmethod
    def resolve_sentence(obj: Any) -> str:
        """Return it in the reader's language."""
        return tell_plainly(obj)


@router.get(
    "/findings/{finding_id}/rectification",
    response=RectificationOut,
    summary="The repair of a hidden danger",
)
def read_rectification(request: HttpRequest, finding_id: Id) -> dict[str, Any]:
    """Return the repair of a finding with the newest of what was asked and decided."""
    finding = get_object_or_404(findings_for(actor_of(request)), pk=finding_id)
    if finding.rectification_id is None:
        raise Http404
    rows = Rectification.objects.select_related("owner", "verifier")
    row = rows.get(pk=finding.rectification_id)
    events = {
        name: list(getattr(row, name).select_related(*beside).order_by("-id")[:NEWEST])
        for name, beside in EVENTS.items()
    }
    facts = RectificationOut.model_fields.keys() - EVENTS.keys()
    return {**{name: getattr(row, name) for name in facts}, **events}


@router.get(
    "/findings/{finding_id}/history", response=Listing[EntryOut], summary="What happened to it"
)
def list_history(request: HttpRequest, finding_id: Id, asked: Query[Asked]) -> dict[str, Any]:
    """List what happened to a finding and its repair, the newest first."""
    finding = get_object_or_404(findings_for(actor_of(request)), pk=finding_id)
    entries = Entry.objects.about(FINDING, finding.pk)
    return listing(entries, ("-occurred_at", "-id"), asked)
