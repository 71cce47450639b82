"""What a duty must say to be one."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.duties.models.choices import Area, Cadence, Measure, Owed
from dutyline.kernel.registry import evidence_kind, indicator, trigger

NEEDED: dict[str, dict[str, str | Promise]] = {
    Measure.COUNT: {"evidence_kind": _("Name the evidence that satisfies it.")},
    Measure.EVENT: {
        "evidence_kind": _("Name the evidence that satisfies it."),
        "trigger": _("Name the event that brings it."),
        "within": _("Say within which time."),
    },
    Measure.INDICATOR: {
        "indicator": _("Name the indicator."),
        "comparison": _("Say whether the target is a least or a most."),
        "target": _("Give the target."),
    },
}
DECLARED = {"evidence_kind": evidence_kind, "indicator": indicator, "trigger": trigger}
Fault = tuple[str, str | Promise]
"""Which fact is to blame, and what is wrong with it."""
FOREIGN = {
    Measure.COUNT: ("indicator", "trigger"),
    Measure.EVENT: ("indicator",),
    Measure.INDICATOR: ("evidence_kind", "trigger"),
}


def fault(asks: Mapping[str, Any]) -> Fault | None:
    """Return what is wrong with a duty's facts, None where nothing is."""
    if not asks.get("text_en", "").strip() and not asks.get("text_zh", "").strip():
        return "text_en", _("Say in one sentence what is owed.")
    measure = asks.get("measure")
    if measure not in NEEDED:
        return "measure", _("Say how it is measured.")
    for name, complaint in NEEDED[measure].items():
        if asks.get(name) in (None, ""):
            return name, complaint
    for name in FOREIGN[Measure(measure)]:
        if asks.get(name) not in (None, ""):
            return name, _("It names something its measure does not use.")
    if (measure == Measure.EVENT) != (asks.get("cadence") == Cadence.EVENT):
        return "cadence", _("A duty on an event has no rhythm, and only such a one has none.")
    return _limits(asks) or _area(asks)


def _limits(asks: Mapping[str, Any]) -> Fault | None:
    for name, is_wrong in (
        ("amount", asks.get("amount", 1) <= 0),
        ("weight", asks.get("weight", 1) < 0),
    ):
        if is_wrong:
            return name, _("Amount and weight are more than nothing.")
    if asks.get("within") is not None and not asks.get("within_unit"):
        return "within_unit", _("Say within which time.")
    if asks.get("cadence") == Cadence.ONCE:
        if asks["measure"] == Measure.INDICATOR:
            return "cadence", _("An indicator is measured again and again, not once.")
        if asks.get("within") is None:
            return "within", _("Say within which time.")
    return None


def _area(asks: Mapping[str, Any]) -> Fault | None:
    if asks.get("area") == Area.PLACES:
        if asks["measure"] == Measure.INDICATOR:
            return "area", _("An indicator is measured for a unit, not for places.")
        if not asks.get("places") and asks["measure"] != Measure.EVENT:
            return "places", _("List the places.")
    return None


def unheard_of(asks: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return the key of evidence, event or indicator that nothing installed declares, and where."""
    for name, declared in DECLARED.items():
        key = asks.get(name)
        if key:
            try:
                declared(key)
            except KeyError:
                return name, str(key)
    return None


def defaults(asks: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts of a version with what is left unsaid filled in."""
    return {
        "text_en": "",
        "text_zh": "",
        "basis": "",
        "basis_confirmed": True,
        "evidence_kind": "",
        "amount": 1,
        "owed": Owed.EACH,
        "area": Area.OWN,
        "places": [],
        "trigger": "",
        "within": None,
        "within_unit": "",
        "indicator": "",
        "comparison": "",
        "target": None,
        "weight": 1,
        "grace_days": 0,
        "at_once": False,
        **asks,
    }
