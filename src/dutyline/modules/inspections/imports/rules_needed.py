"""Gives a house without any rules the default set, so that findings can be numbered and graded."""

from datetime import date, datetime
from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.criteria.lookup import criterion
from dutyline.kernel.criteria.operations import load_pack
from dutyline.kernel.criteria.refusals import MissingCriterion
from dutyline.kernel.registry.imports import Remark, Report

NEEDED: Final = "findings.number_format"
DEFAULT: Final = "iso-45001"
CHINESE: Final = "cn-work-safety"


def note_missing_rules(report: Report, on: date) -> bool:
    """Say whether no pack was ever loaded here, and tell in the report which one will be."""
    try:
        criterion(NEEDED, on)
    except MissingCriterion:
        text = _("No rules were loaded here yet: the set “{pack}” is loaded first.")
        report.decisions.append(Remark("rules_loaded", text.format(pack=_default())))
        return True
    return False


def load_default_rules(by: Actor, at: datetime) -> None:
    """Load the default pack of the language active now; raises what `load_pack` raises."""
    load_pack(path=_default(), by=by, at=at)


def _default() -> str:
    return CHINESE if (get_language() or "").startswith("zh") else DEFAULT
