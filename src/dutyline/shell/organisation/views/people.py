"""The list of people."""

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dutyline.kernel.access.permissions import Access
from dutyline.kernel.organisation.models import Appointment, Person
from dutyline.kernel.organisation.periods import as_of
from dutyline.shell.duties.scope import never_appointed
from dutyline.shell.imports.kinds import import_url
from dutyline.shell.organisation.scope import actor_of
from dutyline.shell.organisation.tabs import people_tabs
from dutyline.toolkit.pages import page_of
from dutyline.toolkit.ui.filters import FilterBar
from dutyline.toolkit.ui.parts import Column

SIZE = 50


@login_required
def people(request: HttpRequest) -> HttpResponse:
    """List the people who hold a post in the person's reach today, by name.

    Whoever manages the organisation finds those who never held one among them.
    """
    actor, today = actor_of(request), timezone.localdate()
    words = request.GET.get("q", "").strip()[:100]
    found = Person.objects.appointed_within(actor.paths(Access.ORGANISATION_VIEW), today)
    if actor.can(Access.ORGANISATION_MANAGE):
        found |= Person.objects.employed(today).filter(never_appointed())
    for word in words.split():
        found = found.filter(
            Q(name__icontains=word)
            | Q(number__iexact=word)
            | Q(
                pk__in=Appointment.objects.filter(as_of(today), post__title__icontains=word).values(
                    "person"
                )
            )
        )
    running = Appointment.objects.filter(as_of(today)).select_related("post__unit")
    found = found.prefetch_related(
        Prefetch("appointments", running.order_by("acting", "post__level", "id"), to_attr="now")
    )
    page = page_of(request, found, ("name", "id"), SIZE)
    context = {
        "page": page,
        "words": words,
        "tabs": people_tabs("people"),
        "bar": FilterBar(search=words, placeholder=_("Search name, number, post")),
        "columns": [Column(pgettext("person", "Name")), Column(_("Post")), Column(_("Unit"))],
        "import_url": import_url(actor, "people"),
    }
    return render(request, "shell/organisation/people.html", context)
