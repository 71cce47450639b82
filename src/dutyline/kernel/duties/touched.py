"""The duties a change touches: resting on a clause, brought by a pack, owed by a post or a unit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.duties.models import Area, DutyVersion, PostDuty
from dutyline.kernel.duties.ports import page_of
from dutyline.kernel.duties.touched_by_packs import (
    Coming,
    apart,
    asked_in_words,
    coming_duties,
    loaded_duties,
)
from dutyline.kernel.organisation.models import Post, PostVersion
from dutyline.kernel.organisation.paths import subtree, within
from dutyline.kernel.organisation.periods import as_of
from dutyline.kernel.registry import Change, Fate, Start, Touched, TouchedSource, TouchedThing
from dutyline.kernel.registry.touching import POST, after_id, cut, fresh_key, row_key

OF_UNIT = (Area.UNIT, Area.SUBTREE)
OF_POST = "post__unit__path"


def _find(actor: Actor, change: Change, after: str, limit: int) -> Touched:
    if change.kind == POST:
        return _of_post(actor, change, after, limit)
    return _of_duties(actor, change, after, limit)


def _of_duties(actor: Actor, change: Change, after: str, limit: int) -> Touched:
    """Return duties of rules that change, or owed in a unit; then those a pack would bring.

    Whoever manages duties is shown all that rest on a rule, others those owed by posts they see.
    """
    coming = coming_duties(change)
    owing = PostDuty.objects.filter(as_of(change.today), _reach(actor, change))
    newer = DutyVersion.objects.filter(duty=OuterRef("duty"), number__gt=OuterRef("number"))
    rows = DutyVersion.objects.filter(~Exists(newer), _touched(change, list(coming)))
    if not (change.of_rules and actor.can(Access.DUTIES_MANAGE)):
        rows = rows.filter(Exists(owing.filter(duty=OuterRef("duty"))))
    fresh = _brought(actor, change, coming)
    total = rows.count() + len(fresh)
    some = rows.filter(duty__gt=after_id(after)).select_related("duty").order_by("duty")[:limit]
    page = list(some)
    ids = [each.duty_id for each in page]
    posts = dict(
        owing.filter(duty__in=ids).values_list("duty").annotate(Count("post", distinct=True))
    )
    written = _written(change, page)
    things = [
        _thing(
            actor,
            each,
            _fall(change, each, coming.get(each.duty.key), written),
            posts.get(each.duty_id, 0),
        )
        for each in page
    ]
    return Touched(total, cut([*things, *fresh], after, limit))


def _touched(change: Change, coming: Sequence[str]) -> Q:
    """Return which newest versions of duties a change of rules, or of a unit, touches."""
    running = Q(valid_to__isnull=True) | Q(valid_to__gt=change.today)
    if not change.of_rules:
        return running
    found = running & Q(basis__in=change.clauses)
    if coming:
        found |= Q(duty__key__in=coming)
    if change.loaded_at is not None:
        found |= Q(duty__in=loaded_duties(change).values("subject_id"))
    return found


def _reach(actor: Actor, change: Change) -> Q:
    """Return where posts count: where the asker sees posts, in the unit that was picked."""
    there = within(actor.paths(Access.ORGANISATION_VIEW), OF_POST)
    return there if change.of_rules else there & subtree(change.paths[0], OF_POST)


def _brought(actor: Actor, change: Change, coming: Mapping[str, Coming]) -> list[TouchedThing]:
    """Return duties a pack would bring: to who manages duties, or sees posts to owe them."""
    new = {key: each for key, each in coming.items() if each.fate == Fate.NEW and each.asks}
    if not new:
        return []
    seen = Post.objects.filter(
        as_of(change.today), within(actor.paths(Access.ORGANISATION_VIEW), "unit__path")
    )
    posts = dict(seen.exclude(standard="").values_list("standard").annotate(Count("pk")))
    manages = actor.can(Access.DUTIES_MANAGE)
    return [
        TouchedThing(
            key=fresh_key(key),
            label=each.asks.text,
            fate=Fate.NEW,
            note=_owed_by(posts.get(each.standard_post, 0)),
            after=[asked_in_words(each.asks)],
        )
        for key, each in new.items()
        if each.asks and (manages or posts.get(each.standard_post))
    ]


def _written(change: Change, page: Sequence[DutyVersion]) -> Mapping[int, DutyVersion | None]:
    """Return the duties a load wrote, with the version before; two statements."""
    if change.loaded_at is None:
        return {}
    told = loaded_duties(change).filter(subject_id__in=[each.duty_id for each in page])
    written = set(told.values_list("subject_id", flat=True))
    wanted = Q(pk__in=[])
    for each in page:
        if each.duty_id in written:
            wanted |= Q(duty=each.duty_id, number=each.number - 1)
    former = {each.duty_id: each for each in DutyVersion.objects.filter(wanted)}
    return {duty: former.get(duty) for duty in written}


@dataclass(frozen=True)
class _Fall:
    """What becomes of a duty, and the two versions to be told apart."""

    fate: Fate
    was: DutyVersion | None = None
    is_now: DutyVersion | None = None
    note: str = ""


def _fall(
    change: Change,
    version: DutyVersion,
    coming: Coming | None,
    written: Mapping[int, DutyVersion | None],
) -> _Fall:
    """Return what a change makes of the newest version of a duty."""
    if coming is not None:
        note = _("changed here, so the pack leaves it alone") if coming.kept else ""
        return _Fall(coming.fate, version, coming.asks, note)
    if version.duty_id not in written:
        return _Fall(Fate.LOOK)
    if version.valid_to is not None:
        return _Fall(Fate.ENDS)
    was = written[version.duty_id]
    return _Fall(Fate.NEW if was is None else Fate.CHANGED, was, version)


def _thing(actor: Actor, version: DutyVersion, fall: _Fall, posts: int) -> TouchedThing:
    before, after = apart(fall.was, fall.is_now) if fall.was and fall.is_now else ([], [])
    starts = []
    if actor.can(Access.DUTIES_MANAGE) and version.valid_to is None and fall.fate == Fate.LOOK:
        address = reverse("setup_duty_change", args=[version.duty_id])
        starts.append(Start(_("Change the duty"), address))
    return TouchedThing(
        key=row_key(version.duty_id),
        label=version.text,
        fate=fall.fate,
        url=page_of("duty", version.duty_id),
        note=" · ".join(each for each in (_owed_by(posts), fall.note) if each),
        says=[] if before or after else [asked_in_words(version)],
        before=before,
        after=after,
        starts=starts,
    )


def _of_post(actor: Actor, change: Change, after: str, limit: int) -> Touched:
    """Return what a post owes before or after; what it owes for its unit goes over to the other."""
    days = (change.last_before, change.day)
    owed: QuerySet[PostDuty] = PostDuty.objects.filter(
        as_of(days[0]) | as_of(days[1]), post=change.id
    )
    page = list(owed.filter(pk__gt=after_id(after)).order_by("pk")[:limit])
    asked = DutyVersion.objects.filter(
        as_of(days[0]) | as_of(days[1]), duty__in=[each.duty_id for each in page]
    )
    versions = {each.duty_id: each for each in asked.order_by("number")}
    units = [
        PostVersion.objects.on(day).filter(post=change.id).select_related("unit").first()
        for day in days
    ]
    names = [each.unit.name if each else "" for each in units]
    things = [
        _owed(each, versions[each.duty_id], days, names)
        for each in page
        if each.duty_id in versions
    ]
    starts = []
    if any(actor.can(Access.DUTIES_MANAGE, path) for path in change.paths):
        starts.append(Start(_("Change its duties"), reverse("setup_post_duties", args=[change.id])))
    return Touched(owed.count(), things, starts)


def _owed(
    owed: PostDuty, version: DutyVersion, days: Sequence[date], names: Sequence[str]
) -> TouchedThing:
    # A post without a unit does not exist that day, and owes nothing.
    was, is_now = (owed.runs_on(day) and bool(name) for day, name in zip(days, names, strict=True))
    moved = version.area in OF_UNIT and names[0] != names[1] and was and is_now
    fate = Fate.LOOK
    if was != is_now:
        fate = Fate.ENDS if was else Fate.NEW
    elif moved:
        fate = Fate.CHANGED
    return TouchedThing(
        key=row_key(owed.pk),
        label=version.text,
        fate=fate,
        url=page_of("duty", owed.duty_id),
        says=[asked_in_words(version)],
        before=[names[0]] if moved else [],
        after=[names[1]] if moved else [],
    )


def _owed_by(posts: int) -> str:
    return ngettext("owed by %(n)s post", "owed by %(n)s posts", posts) % {"n": posts}


TOUCHED = (
    TouchedSource("duties.duties", gettext_lazy("Duties"), 20, _find, Access.ORGANISATION_VIEW),
)
