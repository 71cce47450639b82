"""The organisation on one page."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.organisation.filing import FILES
from dutyline.kernel.organisation.models import Appointment, Place, Post, Unit
from dutyline.kernel.organisation.operations import bring_into_effect
from dutyline.kernel.organisation.permissions import Organisation
from dutyline.kernel.registry import ImportKind, Job, Manifest, Subject


def _page(name: str) -> Callable[[int], str]:
    return lambda subject_id: reverse(name, args=[subject_id])


def _sees(rows: type[Model], path: str, actor: Any, pk: int) -> bool:
    found = rows._default_manager.filter(pk=pk).values_list(path, flat=True).first()
    return found is not None and actor.can(Organisation.VIEW, found)


def _sees_unit(actor: Any, unit_id: int) -> bool:
    return _sees(Unit, "path", actor, unit_id)


def _sees_post(actor: Any, post_id: int) -> bool:
    return _sees(Post, "unit__path", actor, post_id)


def _sees_place(actor: Any, place_id: int) -> bool:
    return _sees(Place, "unit_path", actor, place_id)


def _sees_person(actor: Any, person_id: int) -> bool:
    """Let a person see himself, and others see who holds or held a post where they may look."""
    himself = actor.person is not None and actor.person.pk == person_id
    if actor.is_system or (himself and actor.given(Organisation.VIEW, Organisation.MANAGE)):
        return True
    paths = Appointment.objects.filter(person=person_id).values_list("post__unit__path", flat=True)
    held = list(paths.distinct().order_by("post__unit__path"))
    if not held:
        return actor.can(Organisation.MANAGE)
    return any(actor.can(Organisation.VIEW, path) for path in held)


manifest = Manifest(
    key="organisation",
    name=_("Organisation"),
    history_sentences={
        "organisation.unit_created": _("{by} created the unit {subject} from {day}."),
        "organisation.unit_renamed": _("{by} renamed {before} to {subject} from {day}."),
        "organisation.time_zone_set": _("{by} set the time zone of {subject} to {zone}."),
        "organisation.unit_moved": _("{by} moved {subject} from {before} to {to} from {day}."),
        "organisation.unit_closed": _("{by} closed the unit {subject} on {day}."),
        "organisation.unit_merged": _("{by} merged {subject} into {other} on {day}."),
        "organisation.unit_taken_over": _("{by} let {subject} take over {other} on {day}."),
        "organisation.unit_reopened": _("{by} opened the unit {subject} again from {day}."),
        "organisation.post_created": _("{by} created the post {subject} in {unit} from {day}."),
        "organisation.post_changed": _("{by} changed the post {subject} in {unit} from {day}."),
        "organisation.post_moved": _("{by} moved the post {subject} to {to} from {day}."),
        "organisation.post_closed": _("{by} closed the post {subject} in {unit} on {day}."),
        "organisation.post_reopened": _(
            "{by} opened the post {subject} in {unit} again from {day}."
        ),
        "organisation.person_entered": _("{by} entered {subject}."),
        "organisation.person_changed": _("{by} changed the details of {subject}."),
        "organisation.person_departed": _("{by} recorded that {subject} left on {day}."),
        "organisation.person_returned": _("{by} took {subject} back from {day}."),
        "organisation.appointed": _("{by} appointed {subject} to {post}, {unit}, from {day}."),
        "organisation.acting_appointed": _("{by} let {subject} act as {post}, {unit}, from {day}."),
        "organisation.appointment_ended": _(
            "{by} ended the appointment of {subject} to {post}, {unit}, on {day}."
        ),
        "organisation.leave_recorded": _(
            "{by} recorded leave of {subject} from {since}, back on {until}."
        ),
        "organisation.leave_cut_short": _(
            "{by} recorded that {subject} is back on {until} from leave begun on {since}."
        ),
        "organisation.shift_created": _("{by} gave {subject} the shift {shift} from {day}."),
        "organisation.shift_ended": _("{by} ended the shift {shift} of {subject} on {day}."),
        "organisation.place_created": _("{by} created the place {subject} in {unit}."),
        "organisation.place_changed": _("{by} changed the place {subject} in {unit}."),
        "organisation.place_moved": _("{by} moved the place {subject} from {before} to {unit}."),
        "organisation.place_closed": _("{by} took the place {subject} out of use on {day}."),
    },
    files=FILES,
    unit_followers=("organisation.Place",),
    subjects=(
        Subject("organisation.unit", _("Unit"), _sees_unit, _page("unit")),
        Subject("organisation.post", _("Post"), _sees_post, _page("post")),
        Subject("organisation.person", _("Person"), _sees_person, _page("person")),
        Subject("organisation.place", _("Place"), _sees_place, _page("place")),
    ),
    imports=(
        ImportKind(
            "organisation",
            _("Organisation"),
            _("Units, posts with their superiors, and who holds them, as of a day."),
            Organisation.MANAGE,
            "dutyline.kernel.organisation.imports.organisation.OrganisationImport",
            snapshot=True,
        ),
        ImportKind(
            "people",
            _("People"),
            _("Who works here, by personnel number or name, and in which posts."),
            Organisation.MANAGE,
            "dutyline.kernel.organisation.imports.people.PeopleImport",
            snapshot=True,
        ),
        ImportKind(
            "places",
            _("Places"),
            _("Areas, equipment and points, and the units that answer for them."),
            Organisation.PLACES_MANAGE,
            "dutyline.kernel.organisation.imports.places.PlacesImport",
            snapshot=True,
        ),
    ),
    jobs=(
        Job(
            "organisation.bring_into_effect",
            _("Bring planned changes of the organisation into effect"),
            600,
            bring_into_effect,
        ),
    ),
)
