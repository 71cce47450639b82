"""Printed labels of places: a code that opens the page of the place."""

from collections.abc import Sequence

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from dutyline.kernel.access.permissions import Access
from dutyline.kernel.organisation.models import Place, Unit
from dutyline.modules.inspections.views.finding_scope import actor_of
from dutyline.modules.inspections.views.round_scope import (
    in_unit,
    places_for,
    require,
    unit_asked,
)
from dutyline.toolkit.pdf.papers import Label, render_labels
from dutyline.toolkit.pdf.sent import sent_pdf

MOST = 500


@login_required
@require_safe
def place_labels(request: HttpRequest) -> HttpResponse:
    """Send a sheet of labels: of the places chosen, else of a whole unit."""
    actor = actor_of(request)
    require(actor, Access.ORGANISATION_VIEW)
    unit = unit_asked(actor, request.GET.get("unit", "")[:255], Access.ORGANISATION_VIEW)
    chosen = [int(each) for each in request.GET.getlist("place")[:MOST] if _is_number(each)]
    sheet = "2x4" if request.GET.get("sheet") == "2x4" else "3x7"
    return labels_paper(request, unit, chosen, sheet, cut_lines=request.GET.get("cut") == "1")


def labels_paper(
    request: HttpRequest, unit: Unit | None, chosen: Sequence[int], sheet: str, *, cut_lines: bool
) -> HttpResponse:
    """Answer with labels of the places in the asker's scope: those chosen, else all of a unit."""
    rows = places_for(actor_of(request)).filter(**in_unit(unit))
    if chosen:
        rows = rows.filter(pk__in=chosen)
    found = list(rows.select_related("unit").order_by("unit_path", "name", "id")[:MOST])
    if not found:
        raise Http404
    labels = [_label(request, place) for place in found]
    title = unit.name if unit else _("Labels of places")
    now = timezone.localtime()
    paper = render_labels(title, labels, sheet=sheet, cut_lines=cut_lines, created=now)
    return sent_pdf(paper, "labels.pdf")


def address_of_place(request: HttpRequest, place: Place) -> str:
    """Return the whole address the code of a place carries."""
    path = reverse("inspections:scan", args=[place.public_key])
    origin = str(settings.ORIGIN).rstrip("/")
    return f"{origin}{path}" if origin else request.build_absolute_uri(path)


def _label(request: HttpRequest, place: Place) -> Label:
    hint = pgettext("printed label", "Scan to report a danger")
    return Label(address_of_place(request, place), place.code, place.name, [place.unit.name, hint])


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 18
