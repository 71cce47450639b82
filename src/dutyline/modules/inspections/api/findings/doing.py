"""What every verb about a finding does: found in scope, as If-Match says, done once, shown."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.callers import actor_of, to_change
from dutyline.kernel.actions.permissions import Actions
from dutyline.kernel.receipts.per_key import carried_out
from dutyline.modules.inspections.api.findings.shown import FindingOut, plain
from dutyline.modules.inspections.api.scope import findings_as_shown, findings_for, token_for
from dutyline.modules.inspections.models import Finding
from dutyline.modules.inspections.permissions import Inspections
from dutyline.toolkit.rest.shapes import Id

REPAIRING = (Actions.ASSIGN, Inspections.FINDING_RECORD)
VERIFYING = (Actions.VERIFY, Inspections.FINDING_RECORD)
DECIDING = (Actions.DECIDE,)
TELLING = (Inspections.FINDING_GRADE, Inspections.FINDING_RECORD)


def do(
    request: HttpRequest,
    finding_id: Id,
    verb: Callable[[Actor, Finding, datetime], object],
    *,
    own: tuple[str, ...] = (),
) -> HttpResponse:
    """Carry a verb out once and answer with the finding as it stands then.

    `own` are permissions a token needs one of, where the person needs none: it is his own affair.
    """
    actor = actor_of(request)
    if own:
        token_for(actor, *own)

    def act() -> dict[str, Any]:
        finding = to_change(request, findings_for(actor), finding_id, FindingOut)
        verb(actor, finding, timezone.now())
        return plain(findings_as_shown(actor).get(pk=finding_id))

    return carried_out(request, act)
