"""What a version of a pack says to duties: one not loaded yet, and one that was."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from dutyline.kernel.criteria.lookup import clause_words
from dutyline.kernel.criteria.refusals import MissingCriterion
from dutyline.kernel.duties.keys import DUTY
from dutyline.kernel.duties.models import Cadence, DutyVersion, Origin
from dutyline.kernel.duties.packs import asked_by, read_section, says_the_same
from dutyline.kernel.duties.rules.definition import unheard_of
from dutyline.kernel.duties.thresholds import grace_days
from dutyline.kernel.history.models import Entry
from dutyline.kernel.registry import Change, Fate

SECTION = "duties"
WRITTEN = ("duties.loaded", "duties.retired")


@dataclass(frozen=True)
class Coming:
    """What becomes of a duty once a pack is loaded; `asks` is None where nothing new is asked."""

    fate: Fate
    asks: DutyVersion | None
    standard_post: str
    kept: bool = False
    """Changed here, so that the pack leaves it alone."""


def coming_duties(change: Change) -> Mapping[str, Coming]:
    """Return by key the duties a pack not loaded yet brings, changes or ends; one statement."""
    if SECTION not in change.sections:
        return {}
    return change.once("duties.coming", lambda: _coming(change))


def loaded_duties(change: Change) -> QuerySet[Entry]:
    """Return the duties a load wrote, as history tells it; none where nothing was loaded."""
    rows: QuerySet[Entry] = Entry.objects.filter(subject_type=DUTY, verb__in=WRITTEN)
    if change.loaded_at is None:
        return rows.none()
    return rows.filter(occurred_at=change.loaded_at)


def _coming(change: Change) -> dict[str, Coming]:
    section = deepcopy(change.sections[SECTION])
    read_section(section, change.pack)
    known = _known(change.pack, [entry["key"] for entry in section])

    def usual_grace() -> int:
        try:
            return grace_days(change.day)
        except MissingCriterion:
            # Nothing is loaded yet: the pack itself brings the number, and every duty is new.
            return 0

    found = {}
    for entry in section:
        facts = asked_by(entry, usual_grace)
        if unheard_of(facts) is not None:
            continue
        asks, newest = DutyVersion(**facts), known.get(entry["key"])
        standard = entry["standard_post"]
        if newest is None:
            found[entry["key"]] = Coming(Fate.NEW, asks, standard)
        elif newest.valid_to is not None or not says_the_same(newest, facts):
            kept = newest.duty.edited or newest.duty.origin == Origin.OWN
            fate = Fate.LOOK if kept else Fate.CHANGED
            found[entry["key"]] = Coming(fate, asks, standard, kept=kept)
    stated = {entry["key"] for entry in section}
    for key, newest in known.items():
        if newest.duty.pack == change.pack and key not in stated and newest.valid_to is None:
            kept = newest.duty.edited
            fate = Fate.LOOK if kept else Fate.ENDS
            found[key] = Coming(fate, None, newest.duty.standard_post, kept=kept)
    return found


def _known(pack: str, keys: Sequence[str]) -> dict[str, DutyVersion]:
    """Return the newest version of the duties of a pack, and of those of these keys."""
    rows = DutyVersion.objects.filter(duty__pack=pack) | DutyVersion.objects.filter(
        duty__key__in=keys
    )
    newest = rows.select_related("duty").order_by("duty_id", "number")
    return {each.duty.key: each for each in newest}


def asked_in_words(version: DutyVersion) -> str:
    """Return how often, how much, with what weight and on what basis a duty is owed."""
    said = [str(Cadence(version.cadence).label)]
    if version.amount != 1:
        number = f"{version.amount.normalize():f}"
        said.append(ngettext("%(n)s time", "%(n)s times", 2) % {"n": number})
    said.append(_("weight {n}").format(n=f"{version.weight.normalize():f}"))
    if version.basis:
        said.append(clause_words(version.basis))
    return " · ".join(said)


def apart(was: DutyVersion, is_now: DutyVersion) -> tuple[list[str], list[str]]:
    """Return the words in which two versions differ; those they share are left out."""
    pairs: list[tuple[Any, Any]] = [
        (was.text, is_now.text),
        (asked_in_words(was), asked_in_words(is_now)),
    ]
    if all(one == other for one, other in pairs):
        pairs = [(_conditions(was), _conditions(is_now))]
    differing = [(one, other) for one, other in pairs if one != other]
    return [one for one, _other in differing], [other for _one, other in differing]


def _conditions(version: DutyVersion) -> str:
    """Return what else may differ between two versions."""
    said = [
        str(version.get_owed_display()),
        str(version.get_area_display()),
        _("days of grace: {n}").format(n=version.grace_days),
    ]
    if version.within is not None:
        said.append(f"{version.within} {version.get_within_unit_display()}")
    if version.target is not None:
        said.append(f"{version.get_comparison_display()} {version.target.normalize():f}")
    return pgettext("list", "; ").join(said)
