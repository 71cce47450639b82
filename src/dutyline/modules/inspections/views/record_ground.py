"""Where a person may record a danger, the places he was at last offered first."""

from typing import Any

from django.db.models import Max
from django.http import HttpRequest
from django.utils import timezone

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.organisation.models import Place, Unit
from dutyline.modules.inspections.forms.finding_record import RecordForm, key_of
from dutyline.modules.inspections.models import Finding
from dutyline.modules.inspections.permissions import Inspections

RECENT = 3
NEAR = 6
SUGGESTED = 200


def form_for(request: HttpRequest, actor: Actor, data: Any = None) -> RecordForm:
    """Return the form with the ground of the actor; `?place=12` chooses one he scanned."""
    today = timezone.localdate()
    paths = actor.paths(Inspections.FINDING_RECORD)
    places = Place.objects.on(today).within(paths).select_related("unit")
    units = Unit.objects.on(today).within(paths)
    near = _near(actor, places, units, request.GET.get("place", ""))
    post = request.POST if request.method == "POST" else None
    return RecordForm(
        data if data is not None else post,
        request.FILES or None,
        on=today,
        near=near,
        suggested=list(places.order_by("name", "id").values_list("name", flat=True)[:SUGGESTED]),
        places=places,
        units=units,
        initial={"where": key_of(near[0])} if near else {},
    )


def _near(actor: Actor, places: Any, units: Any, asked: str) -> list[Place | Unit]:
    """Return the scanned place, those of his last findings, those of his unit, and the unit."""
    found: list[Place | Unit] = []
    if asked.isascii() and asked.isdigit() and len(asked) < 18:
        found.extend(places.filter(pk=int(asked)))
    if actor.person is not None:
        last = (
            Finding.objects.filter(finder=actor.person, place__in=places)
            .order_by()
            .values("place")
            .annotate(last=Max("found_at"))
            .order_by("-last")
            .values_list("place", flat=True)[:RECENT]
        )
        recent = {each.pk: each for each in places.filter(pk__in=list(last))}
        found.extend(recent[pk] for pk in last if pk in recent)
    appointment = actor.appointment
    if appointment is not None:
        unit = appointment.post.unit
        found.extend(places.filter(unit=unit).order_by("name", "id")[:NEAR])
        found.extend(units.filter(pk=unit.pk))
    distinct = {key_of(each): each for each in found}
    kept = list(distinct.values())
    return [*kept[:NEAR], *(each for each in kept[NEAR:] if isinstance(each, Unit))]
