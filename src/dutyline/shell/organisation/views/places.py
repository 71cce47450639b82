"""A place: what it is, who answers for it, what is due and open there."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dutyline.kernel.organisation.line import head_of, holders_of
from dutyline.shell.duties.panels import links_of, panels_of
from dutyline.shell.organisation.crumbs import crumbs_to
from dutyline.shell.organisation.scope import actor_of, places_for
from dutyline.toolkit.ui.parts import Entry
from dutyline.toolkit.wording import in_a_row

SHOWN = 100


@login_required
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a place: what is due, done and open there, its unit and head, what it contains."""
    actor, today = actor_of(request), timezone.localdate()
    found = get_object_or_404(places_for(actor).select_related("unit", "within"), pk=pk)
    head = head_of(found.unit, today)
    names = in_a_row(each.person.name for each in holders_of(head, today)) if head else ""
    facts = [
        Entry(_("Kind"), found.get_kind_display()),
        Entry(pgettext("register", "Code"), found.code),
        Entry(_("Unit"), found.unit.name, url=reverse("unit", args=[found.unit_id])),
        Entry(_("Answers for it"), names or _("vacant"), note=head.title if head else ""),
    ]
    if found.within:
        facts.append(
            Entry(_("Part of"), found.within.name, url=reverse("place", args=[found.within_id]))
        )
    context = {
        "place": found,
        "crumbs": crumbs_to(actor, found.unit_path, today, own=True),
        "facts": facts,
        "panels": panels_of(actor, "place", found),
        "links": links_of(actor, "place", found),
        "contains": places_for(actor).on(today).filter(within=found).order_by("name", "id")[:SHOWN],
    }
    return render(request, "shell/organisation/place.html", context)
