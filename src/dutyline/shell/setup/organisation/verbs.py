"""The verbs of units and posts: what each asks, and what it does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.duties.operations import apply_standard_duties
from dutyline.kernel.organisation import operations
from dutyline.kernel.organisation.models import Post
from dutyline.kernel.registry import Text
from dutyline.shell.setup.organisation import forms

Given = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """Who changes what, from when."""

    by: Actor
    thing: Any
    at: datetime
    given: Given

    @property
    def on(self) -> date:
        """Return the day it takes effect."""
        day: date = self.given["on"]
        return day


@dataclass(frozen=True)
class Verb:
    """A change a page offers; `weighty` ones show what would happen before they do it."""

    label: Text
    form: type[forms.Dated]
    act: Callable[[Change], object]
    weighty: bool = False
    broken: bool = False
    shifts: bool = False
    """Changes when people work: the calendar of the days after it is shown as well."""


def _new_unit(it: Change) -> object:
    names = ("name", "kind", "code")
    given = {name: it.given[name] for name in names}
    return operations.create_unit(by=it.by, parent=it.thing, on=it.on, at=it.at, **given)


def _rename(it: Change) -> object:
    given = {name: it.given[name] for name in ("name", "kind")}
    return operations.rename_unit(by=it.by, unit=it.thing, on=it.on, at=it.at, **given)


def _move(it: Change) -> object:
    return operations.move_unit(
        by=it.by,
        unit=it.thing,
        parent=it.given["unit"],
        on=it.on,
        at=it.at,
        reason=it.given["reason"],
    )


def _merge(it: Change) -> object:
    return operations.merge_unit(
        by=it.by,
        unit=it.thing,
        into=it.given["unit"],
        reappoint=it.given["reappoint"],
        on=it.on,
        at=it.at,
        reason=it.given["reason"],
    )


def _close(it: Change) -> object:
    return operations.close_unit(
        by=it.by,
        unit=it.thing,
        with_contents=it.given["with_contents"],
        on=it.on,
        at=it.at,
        reason=it.given["reason"],
    )


def _post_facts(given: Given) -> Given:
    names = ("title", "superior", "heads_unit", "level", "headcount", "standard")
    return {name: given[name] for name in names}


def _new_post(it: Change) -> object:
    facts = _post_facts(it.given)
    made = operations.create_post(by=it.by, unit=it.thing, on=it.on, at=it.at, **facts)
    return _with_duties(it, made)


def _new_person(it: Change) -> object:
    names = ("name", "email", "phone")
    given = {name: it.given[name] for name in names}
    post = it.given["post"]
    return operations.create_person(
        by=it.by,
        unit=it.thing,
        joined_on=it.on,
        at=it.at,
        number=it.given["number"] or None,
        begins=(post, it.on) if post else None,
        **given,
    )


def _new_shift(it: Change) -> object:
    names = ("name", "starts_at", "ends_at", "anchor", "cycle_days")
    given = {name: it.given[name] for name in names}
    days = sorted({int(day) - 1 for day in it.given["cycle_on"].split(",")})
    return operations.create_shift(
        by=it.by, unit=it.thing, cycle_on=days, on=it.on, at=it.at, **given
    )


def _change_post(it: Change) -> object:
    facts = _post_facts(it.given)
    changed = operations.change_post(by=it.by, post=it.thing, on=it.on, at=it.at, **facts)
    return _with_duties(it, changed)


def _with_duties(it: Change, post: Post) -> Post:
    """Let a post owe what its standard post owes, where whoever made it may say so."""
    if post.standard and it.by.can(Access.DUTIES_MANAGE, post.unit.path):
        apply_standard_duties(by=it.by, posts=[post], on=it.on, at=it.at)
    return post


def _move_post(it: Change) -> object:
    return operations.move_post(
        by=it.by,
        post=it.thing,
        unit=it.given["unit"],
        on=it.on,
        at=it.at,
        reason=it.given["reason"],
    )


def _close_post(it: Change) -> object:
    return operations.close_post(
        by=it.by, post=it.thing, on=it.on, at=it.at, reason=it.given["reason"]
    )


def _appoint(it: Change) -> object:
    given = {name: it.given[name] for name in ("person", "share", "until")}
    return operations.appoint(by=it.by, post=it.thing, on=it.on, at=it.at, **given)


def _act(it: Change) -> object:
    return operations.appoint(
        by=it.by,
        post=it.thing,
        person=it.given["person"],
        acting=True,
        acting_for=it.given.get("acting_for"),
        on=it.on,
        until=it.given["until"],
        at=it.at,
    )


def _end_shift(it: Change) -> object:
    return operations.end_shift(by=it.by, shift=it.thing, on=it.on, at=it.at)


def _end(it: Change) -> object:
    return operations.end_appointment(
        by=it.by, appointment=it.thing, on=it.on, at=it.at, reason=it.given["reason"]
    )


UNIT_VERBS: Mapping[str, Verb] = {
    "new-unit": Verb(_("New unit under it"), forms.NewUnit, _new_unit),
    "new-post": Verb(_("New post"), forms.PostFacts, _new_post),
    "new-person": Verb(_("New person"), forms.NewPerson, _new_person),
    "new-shift": Verb(_("New shift"), forms.NewShift, _new_shift, weighty=True, shifts=True),
    "name": Verb(_("Rename"), forms.UnitFacts, _rename),
    "place": Verb(_("Move under another unit"), forms.Into, _move, weighty=True),
    "merger": Verb(_("Merge into another unit"), forms.Merge, _merge, weighty=True),
    "end": Verb(_("Close the unit"), forms.CloseUnit, _close, weighty=True, broken=True),
}
POST_VERBS: Mapping[str, Verb] = {
    "holder": Verb(_("Appoint somebody"), forms.Appoint, _appoint),
    "acting": Verb(_("Let somebody act"), forms.Act, _act),
    "facts": Verb(_("Change the post"), forms.PostFacts, _change_post),
    "place": Verb(_("Move to another unit"), forms.Into, _move_post, weighty=True),
    "end": Verb(_("Close the post"), forms.Reasoned, _close_post, weighty=True, broken=True),
}
END_APPOINTMENT = Verb(_("End the appointment"), forms.Reasoned, _end, weighty=True)
END_SHIFT = Verb(
    _("End the shift"), forms.EndShift, _end_shift, weighty=True, broken=True, shifts=True
)
