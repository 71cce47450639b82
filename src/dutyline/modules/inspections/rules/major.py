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
    return list(missing_steps(finding).values())


def missing_steps(finding: Finding) -> dict[str, Text]:
    """Return the steps not yet taken, by key: plan, authority, staff_notice."""
    missing: dict[str, Text] = {}
    if not finding.major_plans.exists():
        missing["plan"] = _("the principal's plan")
    if not finding.authority_reports.exists():
        missing["authority"] = _("the report to the authority")
    if not finding.staff_notices.exists():
        missing["staff_notice"] = _("the notice to staff")
    return missing


def missing_parts(parts: dict[str, str]) -> list[Text]:
    """Return the parts of a plan that say nothing."""
    return [label for key, label in PLAN_PARTS.items() if not parts.get(key, "").strip()]
