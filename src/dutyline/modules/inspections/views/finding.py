"""The page of one hidden danger: where it stands, what happened, what may be done now."""

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dutyline.modules.inspections.forms.finding_ends import ClosureForm
from dutyline.modules.inspections.forms.finding_repair import (
    ExtensionDecisionForm,
    FundsDecisionForm,
    ReceiptForm,
    RepairForm,
    VerificationForm,
)
from dutyline.modules.inspections.models import RISK_LEVELS, Finding
from dutyline.modules.inspections.views.finding_facts import (
    facts_of,
    five_of,
    flag_of,
    major_facts,
    path_of,
)
from dutyline.modules.inspections.views.finding_offers import (
    DECISIONS,
    Known,
    Offer,
    known_of,
    offers_of,
    owns_repair,
)
from dutyline.modules.inspections.views.finding_photos import photos_of
from dutyline.modules.inspections.views.finding_scope import actor_of, finding_or_404
from dutyline.modules.inspections.views.finding_story import story_of


@login_required
@require_safe
def finding(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a hidden danger."""
    actor = actor_of(request)
    row = finding_or_404(actor, pk)
    today = timezone.localdate()
    known = known_of(row)
    offers = offers_of(actor, row, known)
    decision = _decision(offers, known, owner=owns_repair(actor, row))
    context = {
        "finding": row,
        "risk": RISK_LEVELS.get(row.risk, 0),
        "flag": flag_of(row, today),
        "steps": path_of(row, known, today),
        "five": five_of(row, today),
        "facts": facts_of(actor, row),
        "major": major_facts(row),
        "pictures": photos_of(row, known.repair),
        "story": story_of(row, actor),
        "known": known,
        "decision": decision,
        "form": _form(decision, row, known),
        "waits_for": _waits_for(row, known),
        "more": [each for each in offers if each is not decision and not each.reason],
        "not_yet": [each for each in offers if each is not decision and each.reason],
        "merged_from": list(row.merged_from.order_by("id")[:10]),
    }
    return render(request, "inspections/finding.html", context)


def _decision(offers: list[Offer], known: Known, *, owner: bool) -> Offer | None:
    """Return the one decision of the page: the most urgent that is possible now.

    What the law wants of a major danger comes before its repair is planned. To report the repair
    is the owner's affair first; whoever may do it for him finds it among the rest.
    """
    by_key = {each.key: each for each in offers if not each.reason}
    if not owner:
        by_key.pop("repair", None)
    return next((by_key[key] for key in (*known.missing, *DECISIONS) if key in by_key), None)


def _form(decision: Offer | None, row: Finding, known: Known) -> Form | None:
    """Return the form of a decision short enough to be taken beside the facts."""
    key = decision.key if decision else ""
    if key == "verification":
        return VerificationForm(owner=row.owner.name if row.owner else "")
    if key == "funds_decision" and known.funds is not None:
        return FundsDecisionForm(initial={"granted": known.funds.amount})
    short = {
        "closure": ClosureForm,
        "receipt": ReceiptForm,
        "repair": RepairForm,
        "extension_decision": ExtensionDecisionForm,
    }
    return short[key]() if key in short else None


def _waits_for(row: Finding, known: Known) -> str:
    """Return who has the next step, for those who have none; nobody where none is left."""
    if not row.is_open:
        return ""
    if known.extension is not None or known.funds is not None:
        question = known.extension or known.funds
        return str(question.decider_post or "") if question else ""
    if row.state == "reported":
        return row.verifier.name if row.verifier else _("whoever may verify here")
    return row.owner.name if row.owner and row.state != "verified" else ""
