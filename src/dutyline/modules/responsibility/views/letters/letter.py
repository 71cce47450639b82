"""A letter on one page: its words, who signed them and when, what was refused and answered."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from dutyline.kernel.access.callers import actor_of
from dutyline.kernel.ledger.models import Checkpoint
from dutyline.kernel.ledger.models import Entry as LogEntry
from dutyline.modules.responsibility.entering import SIGNATURE
from dutyline.modules.responsibility.models import Letter, LetterSignature, ShownBelow
from dutyline.modules.responsibility.operations.letters.parties import upper_party
from dutyline.modules.responsibility.permissions import Responsibility
from dutyline.modules.responsibility.rules.drawing import path_of
from dutyline.modules.responsibility.views.letters.offers import choices_for, offers_for
from dutyline.modules.responsibility.views.letters.scope import (
    SIGNING,
    letter_or_404,
    own_letter_or_404,
)
from dutyline.modules.responsibility.views.letters.words import (
    changes_of,
    events,
    news_of,
    pages_of,
    shown,
)
from dutyline.toolkit.ui.parts import Entry
from dutyline.toolkit.ui.when import full_date
from dutyline.toolkit.wording import in_a_row

SHORT = 16
"""Characters of a hash that tell papers apart by eye."""


@login_required
@require_safe
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a letter as the document it is, with its signatures and the next step."""
    actor, today = actor_of(request), timezone.localdate()
    found = letter_or_404(actor, pk)
    signatures = list(found.signatures.select_related("text").order_by("at", "id"))
    steps = offers_for(actor, found, today)
    paper = request.GET.get("paper", "")
    context = {
        "letter": found,
        "row": shown(found, today),
        "pages": pages_of(found.text.content),
        "facts": _facts(found, today),
        "signatures": proofs([each for each in signatures if each.text_id == found.text_id]),
        "former": [each for each in signatures if each.text_id != found.text_id],
        "changes": in_a_row(changes_of(found.text.changes.order_by("id"))),
        "news": news_of(found),
        "events": events(found.refusals.order_by("-id").prefetch_related("answers")),
        "next": steps[0] if steps else None,
        "offers": [*steps, *choices_for(actor, found)],
        "mine": actor.is_person(found.person_id),
        "sees_map": actor.can(Responsibility.LETTER_VIEW, found.post.unit.path),
        "paper": paper[:80],
        "same": paper == found.text.sha256[:SHORT],
    }
    return render(request, "responsibility/letter.html", context)


@login_required
@require_safe
def letter_above(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the letter of one's superior, as far as he lets one see it."""
    own = own_letter_or_404(actor_of(request), pk)
    rows = above(own).filter(shown_below=ShownBelow.TEXT)
    found = get_object_or_404(rows.select_related(*SIGNING)[:1])
    context = {
        "letter": found,
        "row": shown(found, timezone.localdate()),
        "pages": pages_of(found.text.content),
        "signatures": proofs(found.signatures.filter(text=found.text_id).order_by("at", "id")),
        "own": own,
    }
    return render(request, "responsibility/letter_above.html", context)


def above(own: Letter) -> Any:
    """Return the running letters of whoever holds the superior post of a letter."""
    if own.superior_id is None:
        return Letter.objects.none()
    rows = Letter.objects.running().filter(round=own.round_id, post=own.superior_id)
    return rows.exclude(person=own.person_id).order_by("id")


def proofs(signatures: Iterable[LetterSignature]) -> list[dict[str, Any]]:
    """Return signatures with the place of each in the log nobody can rewrite; three statements."""
    rows = list(signatures)
    entries = {
        each.record_id: each
        for each in LogEntry.objects.filter(kind=SIGNATURE, record_id__in=[row.pk for row in rows])
    }
    sealed = 0
    if entries:
        newest = Checkpoint.objects.order_by("-size").values_list("size", flat=True).first()
        sealed = newest or 0
    return [
        {
            "row": row,
            "hash": row.sha256[:SHORT],
            "path": path_of(row.drawing) if row.drawing else "",
            "entry": entries[row.pk].index + 1 if row.pk in entries else None,
            "sealed": row.pk in entries and entries[row.pk].index < sealed,
        }
        for row in rows
    ]


def _facts(found: Letter, on: date) -> list[Entry]:
    upper = ", ".join(person.name for person in upper_party(found, on))
    said = found.round.partner_for if found.superior is None else ""
    post = found.superior.with_unit if found.superior else said
    facts = [
        Entry(pgettext("responsibility letter", "Holder"), found.person.name),
        Entry(_("Post"), found.post.with_unit, url=reverse("post", args=[found.post_id])),
        Entry(pgettext("letter", "Signs with"), upper or _("vacant"), note=post),
        Entry(pgettext("letter", "Text"), str(found.text.number), note=found.text.sha256[:SHORT]),
    ]
    if found.due_on is not None and found.countersigned_at is None:
        facts.append(Entry(pgettext("letter", "Next signature due"), full_date(found.due_on)))
    if found.arrived_on is not None:
        facts.append(Entry(_("Came to the post on"), full_date(found.arrived_on)))
    return facts
