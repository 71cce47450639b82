"""What of the ledger the person asking may open."""

from django.http import Http404, HttpRequest, QueryDict
from django.shortcuts import get_object_or_404

from dutyline.kernel.access.actor import Actor
from dutyline.modules.inspections.models import Finding
from dutyline.modules.inspections.permissions import Inspections


def actor_of(request: HttpRequest) -> Actor:
    """Return who asks."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def finding_or_404(actor: Actor, pk: int) -> Finding:
    """Return a finding in scope; 404 for every other, whether it exists or not."""
    rows = Finding.objects.visible_to(actor).select_related(
        "unit",
        "company",
        "place",
        "round",
        "owner",
        "owner_unit",
        "verifier",
        "finder",
        "second_finder",
        "repeat_of",
        "merged_into",
        "rectification__owner_post__unit",
        "rectification__owner",
        "rectification__verifier",
    )
    return get_object_or_404(rows, pk=pk)


def require_ledger(actor: Actor) -> None:
    """Answer 404 to whoever may see no part of the ledger and has no person of his own in it."""
    if not actor.can(Inspections.FINDING_VIEW) and actor.person is None:
        raise Http404


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what a form sent, even if that is nothing; None for a page only looked at."""
    return request.POST if request.method == "POST" else None
