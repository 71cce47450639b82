"""What the law wants on record about a major hidden danger."""

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.registry import Text
from dutyline.modules.inspections.models import Finding

PLAN_PARTS: dict[str, Text] = {
    "cause": _("present state and cause"),
    "analysis": _("harm and difficulty"),
    "goals": _("goals and tasks"),
    "methods": _("methods and measures"),
    "means": _("funds and materials"),
    "persons": _("body and persons"),
    "time_limit": _("time limit and requirements"),
    "safety": _("safety measures and emergency plan"),
}


def missing_rows(finding: Finding) -> list[Text]:
    """Return what is not yet recorded of plan, report to the authority and notice to staff."""
    missing: list[Text] = []
    if not finding.major_plans.exists():
        missing.append(_("the principal's plan"))
    if not finding.authority_reports.exists():
        missing.append(_("the report to the authority"))
    if not finding.staff_notices.exists():
        missing.append(_("the notice to staff"))
    return missing


def missing_parts(parts: dict[str, str]) -> list[Text]:
    """Return the parts of a plan that say nothing."""
    return [label for key, label in PLAN_PARTS.items() if not parts.get(key, "").strip()]
