"""Everything a person showed, newest first."""

from collections.abc import Sequence

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from dutyline.kernel.duties.models import Evidence
from dutyline.kernel.registry import EvidenceKind, manifests
from dutyline.shell.duties.rows import source_urls
from dutyline.shell.duties.scope import person_with_line_or_404
from dutyline.shell.line.spans import span_of
from dutyline.shell.organisation.scope import actor_of
from dutyline.toolkit.pages import page_of
from dutyline.toolkit.ui.filters import Choice, Dimension, FilterBar
from dutyline.toolkit.ui.parts import Column, Link

SIZE = 50
NEWEST = ("-occurred_at", "-id")


@login_required
@require_safe
def person_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """List what a person did on some days, with both times of each."""
    found = person_with_line_or_404(actor_of(request), pk)
    span = span_of(request, timezone.localdate())
    kinds = {kind.key: kind for kind in evidence_kinds()}
    chosen = [each for each in request.GET.getlist("kind") if each in kinds]
    rows = Evidence.objects.filter(
        person_id=found.pk,
        withdrawal=None,
        occurred_on__gte=span.first,
        occurred_on__lte=span.last,
    )
    rows = rows.filter(kind__in=chosen or kinds)
    page = page_of(request, rows, NEWEST, SIZE)
    choices = [Choice(key, kind.label, key in chosen) for key, kind in kinds.items()]
    context = {
        "person": found,
        "crumbs": [Link(found.name, reverse("person", args=[pk]))],
        "span": span,
        "page": page,
        "rows": _named(page.rows, kinds),
        "bar": FilterBar(
            [Dimension("kind", pgettext("evidence", "Kind"), choices)],
            keep=[("from", span.first.isoformat()), ("to", span.last.isoformat())],
        ),
        "columns": [Column(_("Evidence")), Column(_("Occurred")), Column(_("Recorded"))],
    }
    return render(request, "shell/duties/evidence.html", context)


def evidence_kinds() -> list[EvidenceKind]:
    """Return every kind of evidence a module declares."""
    return [kind for manifest in manifests() for kind in manifest.evidence_kinds]


def _named(
    pieces: Sequence[Evidence], kinds: dict[str, EvidenceKind]
) -> list[tuple[Evidence, str, str, str]]:
    """Return pieces with what each is called, of which kind it is, and where its source lies."""
    known = [piece for piece in pieces if piece.kind in kinds]
    urls = source_urls((piece.kind, piece.source) for piece in known)
    return [
        (
            piece,
            str(piece.snapshot.get("label") or kinds[piece.kind].label),
            str(kinds[piece.kind].label),
            urls[piece.kind, piece.source],
        )
        for piece in known
    ]
