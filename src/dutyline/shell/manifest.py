"""The shell's own entries of the navigation."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dutyline.kernel.access.permissions import Access
from dutyline.kernel.registry import Manifest, NavItem
from dutyline.shell.changes.links import LINKS
from dutyline.shell.search.sources import SOURCES
from dutyline.shell.setup.first_steps.steps import STEPS

AWAY = pgettext_lazy("days away", "Leave")

manifest = Manifest(
    key="shell",
    name=_("Dutyline"),
    api="dutyline.shell.rest.router",
    navigation=(
        NavItem("mine", _("My duties"), "my_duties", 10),
        NavItem("line", _("Line board"), "line_board", 10, Access.LINE_VIEW),
        NavItem("line", _("Responsibility decay"), "line_decays", 12, Access.LINE_VIEW),
        NavItem("line", _("What a change touches"), "changes", 14, Access.LINE_VIEW),
        NavItem("line", _("People and posts"), "people", 20, Access.ORGANISATION_VIEW),
        NavItem("line", _("Units and places"), "units", 30, Access.ORGANISATION_VIEW),
        NavItem("line", AWAY, "setup_leaves", 40, Access.LEAVE_APPROVE),
        NavItem("setup", _("First steps"), "first_steps", 5, Access.ORGANISATION_MANAGE),
        NavItem("setup", _("Organisation"), "setup_organisation", 10, Access.ORGANISATION_MANAGE),
        NavItem("setup", _("People and accounts"), "setup_accounts", 20, Access.ACCOUNTS_MANAGE),
        NavItem("setup", _("Roles"), "setup_roles", 30, Access.ROLES_MANAGE),
        NavItem("setup", _("Duties of posts"), "setup_duties", 40, Access.DUTIES_MANAGE),
        NavItem("setup", _("Criteria and packs"), "setup_criteria", 45, Access.CRITERIA_MANAGE),
        NavItem("setup", _("Import"), "imports", 50, Access.PLACES_MANAGE),
        NavItem("setup", _("API tokens"), "setup_tokens", 90),
    ),
    search=SOURCES,
    page_links=LINKS,
    first_steps=STEPS,
)
