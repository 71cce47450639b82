"""What was picked: a clause, a pack, a post or a unit, found through the scope of who asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.criteria.changes import (
    change_of_clause,
    change_of_load,
    change_on_the_shelf,
    loads_of,
    name_of_clause,
)
from dutyline.kernel.criteria.models import LoadedPack, in_language
from dutyline.kernel.criteria.shipped import shipped
from dutyline.kernel.organisation.changing import change_of_post, change_of_unit
from dutyline.kernel.organisation.models import Post, Unit
from dutyline.kernel.registry import Change
from dutyline.shell.organisation.scope import posts_for, unit_or_404
from dutyline.toolkit.ui.parts import Tab
from dutyline.toolkit.ui.when import full_date


@dataclass(frozen=True)
class Picked:
    """What was picked by name, its own page, its change, and the other changes of it there are."""

    name: str
    url: str
    change: Change
    tabs: Sequence[Tab]


def clause_picked(actor: Actor, key: str, *, today: date, on: date | None) -> Picked:
    """Return a clause; whoever sees posts may ask."""
    if not actor.can(Access.ORGANISATION_VIEW):
        raise Http404
    change = change_of_clause(key, today=today, on=on)
    if change is None:
        raise Http404
    tabs = _days(change)
    if change.pack:
        words = _("{version}, not loaded yet").format(version=_title(change.pack))
        tabs = [Tab(words, "?", current=True), *tabs]
    return Picked(name_of_clause(key), "", change, tabs)


def pack_picked(actor: Actor, name: str, *, today: date, load: str) -> Picked:
    """Return a pack: what is on the shelf against what is loaded, or a load against the last."""
    if not actor.can(Access.ORGANISATION_VIEW):
        raise Http404
    loads = loads_of(name)
    coming = change_on_the_shelf(name, today)
    if load or coming is None:
        index = _index(loads, load)
        change = change_of_load(loads, index, today)
    else:
        index, change = -1, coming
    tabs = [
        Tab(
            _("{version}, loaded on {day}").format(
                version=_versions(loads, at), day=full_date(row.loaded_at)
            ),
            f"?load={row.pk}",
            current=at == index,
        )
        for at, row in enumerate(loads)
    ]
    if coming:
        words = _("{version}, not loaded yet").format(version=_step(coming.before, coming.after))
        tabs.insert(0, Tab(words, "?", current=index < 0))
    return Picked(_title(name), reverse("setup_packs"), change, tabs)


def post_picked(actor: Actor, pk: int, *, today: date, on: date | None) -> Picked:
    """Return a post in reach."""
    post: Post | None = posts_for(actor).select_related("unit").filter(pk=pk).first()
    if post is None:
        raise Http404
    change = change_of_post(post, today=today, on=on)
    return Picked(post.title, reverse("post", args=[pk]), change, _days(change))


def unit_picked(actor: Actor, pk: int, *, today: date, on: date | None) -> Picked:
    """Return a unit in reach."""
    unit: Unit = unit_or_404(actor, pk)
    change = change_of_unit(unit, today=today, on=on)
    return Picked(unit.name, reverse("unit", args=[pk]), change, _days(change))


def _days(change: Change) -> list[Tab]:
    """Return the days on which the thing changed or is going to, and today; none without change."""
    days = sorted({*change.days, change.today}, reverse=True)
    if len(days) == 1:
        return []
    return [
        Tab(
            _("Today") if day == change.today else full_date(day),
            f"?on={day.isoformat()}",
            current=day == change.day and not change.pack,
        )
        for day in days
    ]


def _index(loads: Sequence[LoadedPack], load: str) -> int:
    """Return which load is asked for, the newest without one; 404 of one there is not."""
    for at, row in enumerate(loads):
        if load in ("", str(row.pk)):
            return at
    raise Http404


def _versions(loads: Sequence[LoadedPack], at: int) -> str:
    former = loads[at + 1].version if at + 1 < len(loads) else ""
    return _step(former, loads[at].version)


def _step(before: str, after: str) -> str:
    return f"{before} → {after}" if before else after


def _title(name: str) -> str:
    return next((in_language(each.title) for each in shipped() if each.name == name), name)
