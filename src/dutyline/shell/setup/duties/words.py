"""What a duty asks, in words; and how one version differs from another."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dutyline.kernel.criteria.lookup import clause_words
from dutyline.kernel.duties.models import Area, DutyVersion, Measure, Owed, SpanUnit
from dutyline.kernel.organisation.models import Place
from dutyline.kernel.registry import evidence_kind, indicator, trigger
from dutyline.toolkit.wording import in_a_row

PERCENT = "%"


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact of a duty that changes."""

    label: str
    before: str
    after: str


def facts_of(version: DutyVersion) -> dict[str, str]:
    """Return what a version asks by name, every value in words; "" is left out by readers."""
    facts = {
        _("In English"): version.text_en,
        _("In Chinese"): version.text_zh,
        _("How often"): str(version.get_cadence_display()),
        _("What counts"): proof_of(version),
        _("Weight"): _number(version.weight),
        _("Legal basis"): basis_of(version),
        _("Where"): _area(version),
        _("Owed by"): str(Owed(version.owed).label),
        _("Days of grace"): str(version.grace_days),
    }
    if version.measure == Measure.COUNT and version.within:
        facts[_("Within")] = _within(version)
    return facts


def differences(old: DutyVersion, new: DutyVersion) -> list[Difference]:
    """Return every fact in which two versions differ."""
    before, after = facts_of(old), facts_of(new)
    return [
        Difference(name, before.get(name, ""), after.get(name, ""))
        for name in dict.fromkeys([*before, *after])
        if before.get(name, "") != after.get(name, "")
    ]


def proof_of(version: DutyVersion) -> str:
    """Return in one line what satisfies a duty."""
    if version.measure == Measure.INDICATOR:
        return _indicator(version)
    what = label_of(version.evidence_kind, evidence_kind)
    if version.measure == Measure.EVENT:
        words = _("%(what)s within %(time)s after: %(event)s")
        event = label_of(version.trigger, trigger)
        return words % {"what": what, "time": _within(version), "event": event}
    if version.amount == 1:
        return what
    words = pgettext("evidence and its amount", "%(what)s, %(count)s times")
    return words % {"what": what, "count": _number(version.amount)}


def basis_of(version: DutyVersion) -> str:
    """Return law and clause in words, "" where none is named."""
    return clause_words(version.basis) if version.basis else ""


def percent(key: str) -> bool:
    """Say whether an indicator is a share, which people give and read in percent."""
    try:
        return str(indicator(key).unit) == PERCENT
    except KeyError:
        return False


def label_of(key: str, declared: object) -> str:
    """Return the words of an evidence kind, event or indicator; its key where it is gone."""
    try:
        return str(declared(key).label)  # type: ignore[operator]
    except KeyError:
        return key


def _indicator(version: DutyVersion) -> str:
    target = version.target or Decimal(0)
    said = f"{_number(target * 100)}%" if percent(version.indicator) else _number(target)
    name = label_of(version.indicator, indicator)
    return f"{name} {version.get_comparison_display()} {said}"


def _within(version: DutyVersion) -> str:
    if not version.within_unit:
        return ""
    return f"{version.within} {SpanUnit(version.within_unit).label}"


def _area(version: DutyVersion) -> str:
    if version.area != Area.PLACES:
        return str(version.get_area_display())
    return in_a_row(names_of(version.places))


def names_of(place_ids: Iterable[int]) -> list[str]:
    """Return the names of places, in their order."""
    rows = Place.objects.filter(pk__in=list(place_ids)).order_by("name", "id")
    return list(rows.values_list("name", flat=True))


def _number(value: Decimal) -> str:
    return f"{Decimal(value).normalize():f}"
