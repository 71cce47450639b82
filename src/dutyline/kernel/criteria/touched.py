"""The rules a change touches: what they say before and after."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.criteria.lookup import CITED
from dutyline.kernel.criteria.models import CatalogueItem, Criterion, Origin
from dutyline.kernel.criteria.operations.guards import is_at_the_top
from dutyline.kernel.organisation.periods import as_of
from dutyline.kernel.registry import (
    Change,
    EntryChange,
    Start,
    Touched,
    TouchedSource,
    TouchedThing,
)
from dutyline.kernel.registry.touching import NOTHING, cut
from dutyline.toolkit.ui.when import full_date


def _find(actor: Actor, change: Change, after: str, limit: int) -> Touched:
    """Return the rules that change; everybody may read the rules he is measured by."""
    if not change.entries:
        return NOTHING
    may = is_at_the_top(actor)
    own = _own(change)
    things = [_thing(change, each, own, may=may) for each in change.entries]
    starts = []
    if may and change.pack and change.is_coming:
        starts.append(Start(_("Load the pack"), reverse("setup_pack", args=[change.pack])))
    return Touched(len(things), cut(things, after, limit), starts)


def _thing(
    change: Change, entry: EntryChange, own: frozenset[tuple[str, str]], *, may: bool
) -> TouchedThing:
    stands_above = (entry.catalogue, entry.key) in own
    notes = [entry.basis]
    if entry.day != change.day:
        notes.append(_("from {day}").format(day=full_date(entry.day)))
    if stands_above:
        notes.append(_("our own words stand above it"))
    starts = []
    if stands_above and may:
        address = (
            reverse("setup_catalogue_entry", args=[entry.catalogue, entry.key])
            if entry.catalogue
            else reverse("setup_criterion", args=[entry.key])
        )
        starts.append(Start(_("Look at our own"), address))
    return TouchedThing(
        # What is cited comes first: it is what the rest rests on.
        key=f"{0 if entry.catalogue in CITED else 1}:{entry.catalogue}:{entry.key}",
        label=entry.basis if entry.catalogue in CITED and entry.basis else entry.label,
        fate=entry.fate,
        url=_url(change, entry),
        note=" · ".join(each for each in notes[entry.catalogue in CITED :] if each),
        before=[entry.before] if entry.before else [],
        after=[entry.after] if entry.after else [],
        starts=starts,
    )


def _url(change: Change, entry: EntryChange) -> str:
    """Return the page of a rule; one that is not loaded yet has none."""
    if change.pack and not entry.before and change.is_coming:
        return ""
    if entry.catalogue in CITED:
        return reverse("changes_clause", args=[entry.key])
    if entry.catalogue:
        return reverse("setup_catalogue", args=[entry.catalogue])
    return reverse("setup_criterion", args=[entry.key])


def _own(change: Change) -> frozenset[tuple[str, str]]:
    """Return which rules of the enterprise itself stand above what changes; two statements."""
    own = as_of(change.today)
    values = Criterion.objects.filter(own, origin=Origin.OWN).values_list("key", flat=True)
    entries = CatalogueItem.objects.filter(own, origin=Origin.OWN).values_list("kind", "key")
    return frozenset({("", key) for key in values} | set(entries))


TOUCHED = (TouchedSource("criteria.rules", gettext_lazy("Rules"), 10, _find),)
