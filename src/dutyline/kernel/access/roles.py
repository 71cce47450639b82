"""The roles of the house, each with a sentence an auditor can read."""

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.access.permissions import Access
from dutyline.kernel.registry import Role

EMPLOYEE = "employee"
LINE_HEAD = "line_head"
INSPECTOR = "inspector"
SAFETY_MANAGER = "safety_manager"
PRINCIPAL = "principal"
AUDITOR = "auditor"
ADMINISTRATOR = "administrator"

BY_APPOINTMENT = (EMPLOYEE, LINE_HEAD)
"""Roles nobody grants: every holder of a post is an employee in his unit, every holder of a
post that heads a unit is its line head."""

ROLES = (
    Role(
        EMPLOYEE,
        _("Employee"),
        _("Sees his own duties, the posts and places of his unit, and may report dangers."),
        frozenset({Access.ORGANISATION_VIEW}),
    ),
    Role(
        LINE_HEAD,
        _("Line head"),
        _("Answers for his unit and everything under it, and sees what is owed there."),
        frozenset({Access.ORGANISATION_VIEW, Access.LINE_VIEW, Access.LEAVE_APPROVE}),
    ),
    Role(
        INSPECTOR,
        _("Inspector"),
        _("Inspects in the units given, and records what he finds."),
        frozenset({Access.ORGANISATION_VIEW}),
    ),
    Role(
        SAFETY_MANAGER,
        _("Safety manager"),
        _("Trains, investigates hidden dangers and supervises until the line has acted."),
        frozenset(
            {
                Access.ORGANISATION_VIEW,
                Access.LINE_VIEW,
                Access.DUTIES_MANAGE,
                Access.CRITERIA_MANAGE,
                Access.PLACES_MANAGE,
                Access.LEAVE_APPROVE,
                Access.OBLIGATION_WAIVE,
                Access.LOG_WATCH,
                Access.EXPORT,
            }
        ),
    ),
    Role(
        PRINCIPAL,
        _("Principal"),
        _("First person responsible: sees everything of his enterprise."),
        frozenset(
            {
                Access.ORGANISATION_VIEW,
                Access.LINE_VIEW,
                Access.LEAVE_APPROVE,
                Access.OBLIGATION_WAIVE,
                Access.EXPORT,
            }
        ),
    ),
    Role(
        AUDITOR,
        _("Auditor"),
        _("Reads everything in the units given and changes nothing."),
        frozenset({Access.ORGANISATION_VIEW, Access.LINE_VIEW, Access.EXPORT}),
    ),
    Role(
        ADMINISTRATOR,
        _("Administrator"),
        _("Sets up organisation, people, accounts and roles; signs and decides for nobody."),
        frozenset(
            {
                Access.ORGANISATION_VIEW,
                Access.ORGANISATION_MANAGE,
                Access.PLACES_MANAGE,
                Access.ACCOUNTS_MANAGE,
                Access.ROLES_MANAGE,
                Access.DUTIES_MANAGE,
                Access.CRITERIA_MANAGE,
                Access.LOG_WATCH,
                Access.OPERATE,
            }
        ),
    ),
)
