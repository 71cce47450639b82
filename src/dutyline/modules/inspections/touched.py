"""The checklists and plans a change of law, of a post or of a unit touches."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.organisation.paths import subtree
from dutyline.kernel.registry import Change, Fate, Start, Touched, TouchedSource, TouchedThing
from dutyline.kernel.registry.touching import (
    POST,
    after_id,
    cut,
    fresh_key,
    row_key,
    shortened,
)
from dutyline.modules.inspections.addresses import url_for_checklist, url_for_plan
from dutyline.modules.inspections.models import (
    Checklist,
    ChecklistVersion,
    Item,
    Plan,
    PlanTarget,
    Round,
)
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.touched_by_packs import (
    Coming,
    coming_checklists,
    items_in_force,
)

WAITING = ("due", "started")


def _checklists(actor: Actor, change: Change, after: str, limit: int) -> Touched:
    """Return the checklists in use with an item that cites what changes, or of post and unit."""
    coming = coming_checklists(change)
    rows = Checklist.objects.visible_to(actor).in_use().filter(_touched(change))
    fresh = []
    if actor.can(Inspections.CHECKLIST_MANAGE):
        fresh = [
            TouchedThing(fresh_key(key), each.name, Fate.NEW, after=each.after)
            for key, each in coming.items()
            if each.fate == Fate.NEW
        ]
    total = rows.count() + len(fresh)
    some = rows.filter(pk__gt=after_id(after)).select_related("unit").order_by("pk")[:limit]
    page = list(some)
    cited = _cited(change, page)
    written = _written(change, page)
    things = [
        _checklist(actor, each, coming.get(each.key), cited.get(each.pk, []), written)
        for each in page
    ]
    return Touched(total, cut([*things, *fresh], after, limit))


def _touched(change: Change, checklist: str = "") -> Q:
    """Return which checklists a change touches, reached through `checklist`."""
    pk = f"{checklist}pk"
    if change.kind == POST:
        planned = Plan.objects.filter(post=change.id).exclude(valid_to__lte=change.today)
        return Q(**{f"{pk}__in": planned.values("checklist")})
    if not change.of_rules:
        return subtree(change.paths[0], f"{checklist}unit_path")
    found = Q(Exists(_citing(change).filter(version__checklist=OuterRef(pk))))
    changed = [key for key, each in coming_checklists(change).items() if each.fate != Fate.NEW]
    if changed:
        found |= Q(**{f"{checklist}key__in": changed})
    if change.loaded_at is not None:
        written = ChecklistVersion.objects.filter(published_at=change.loaded_at)
        found |= Q(Exists(written.filter(checklist=OuterRef(pk))))
    return found


def _citing(change: Change) -> QuerySet[Item]:
    """Return the items in force that cite what changes."""
    return items_in_force().filter(clause__in=change.clauses)


def _cited(change: Change, page: Sequence[Checklist]) -> dict[int, list[str]]:
    """Return what the items say that cite what changes; one statement."""
    found: dict[int, list[str]] = defaultdict(list)
    if change.of_rules:
        rows = _citing(change).filter(version__checklist__in=page).select_related("version")
        for row in rows.order_by("version", "section__position", "position"):
            found[row.version.checklist_id].append(row.text)
    return found


def _written(change: Change, page: Sequence[Checklist]) -> Mapping[int, int]:
    """Return the numbers of the versions a load wrote."""
    if change.loaded_at is None:
        return {}
    rows = ChecklistVersion.objects.filter(published_at=change.loaded_at, checklist__in=page)
    numbers = rows.order_by("number").values_list("checklist", "number")
    return {checklist: number for checklist, number in numbers if number is not None}


def _checklist(
    actor: Actor,
    row: Checklist,
    coming: Coming | None,
    cited: Sequence[str],
    written: Mapping[int, int],
) -> TouchedThing:
    fate, note = Fate.LOOK, ""
    if coming is not None:
        fate = coming.fate
        if fate == Fate.LOOK:
            note = _("changed here, so the pack leaves it alone")
    elif row.pk in written:
        fate = Fate.CHANGED if written[row.pk] > 1 else Fate.NEW
        note = _("version {n}").format(n=written[row.pk])
    elif cited:
        note = ngettext("%(n)s item", "%(n)s items", len(cited)) % {"n": len(cited)}
    starts = []
    if fate == Fate.LOOK and actor.can(Inspections.CHECKLIST_MANAGE, row.unit_path):
        address = reverse("inspections:checklist_draft", args=[row.pk])
        starts.append(Start(_("Write the next version"), address))
    return TouchedThing(
        key=row_key(row.pk),
        label=row.name,
        fate=fate,
        url=url_for_checklist(row.pk),
        where=row.unit.name,
        note=note,
        says=[] if coming else shortened(cited),
        before=coming.before if coming else [],
        after=coming.after if coming else [],
        starts=starts,
    )


def _plans(actor: Actor, change: Change, after: str, limit: int) -> Touched:
    """Return the plans whose checklist is touched, or of a post or a unit; none begins by it."""
    running = Q(valid_to__isnull=True) | Q(valid_to__gt=change.today)
    rows = Plan.objects.visible_to(actor).filter(running, _planned(change))
    some = rows.filter(pk__gt=after_id(after)).select_related("checklist", "post", "unit")
    page: list[Plan] = list(some.order_by("pk")[:limit])
    rounds = Round.objects.filter(plan__in=page, state__in=WAITING)
    waiting = dict(rounds.order_by().values_list("plan").annotate(Count("pk")))
    things = [_plan(actor, each, waiting.get(each.pk, 0)) for each in page]
    return Touched(rows.count(), things)


def _planned(change: Change) -> Q:
    if change.kind == POST:
        return Q(post=change.id)
    if change.of_rules:
        return _touched(change, "checklist__")
    path = change.paths[0]
    targets = PlanTarget.objects.filter(
        subtree(path, "unit__path") | subtree(path, "place__unit_path"), plan=OuterRef("pk")
    )
    return subtree(path, "unit_path") | subtree(path, "post__unit__path") | Q(Exists(targets))


def _plan(actor: Actor, row: Plan, waiting: int) -> TouchedThing:
    note = ngettext("%(n)s round waits", "%(n)s rounds wait", waiting) % {"n": waiting}
    starts = []
    if actor.can(Inspections.PLAN_MANAGE, row.unit_path):
        address = reverse("inspections:plan_change", args=[row.pk])
        starts.append(Start(_("Change the plan"), address))
    said = (str(row.get_cadence_display()), row.checklist.name, row.post.title)
    return TouchedThing(
        key=row_key(row.pk),
        label=row.name,
        fate=Fate.LOOK,
        url=url_for_plan(row.pk),
        where=row.unit.name,
        note=note if waiting else "",
        says=[" · ".join(said)],
        starts=starts,
    )


TOUCHED = (
    TouchedSource(
        "inspections.checklists",
        gettext_lazy("Checklists"),
        50,
        _checklists,
        Inspections.ROUND_VIEW,
    ),
    TouchedSource(
        "inspections.plans", gettext_lazy("Inspection plans"), 60, _plans, Inspections.ROUND_VIEW
    ),
)
