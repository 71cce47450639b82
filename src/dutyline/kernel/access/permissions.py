"""What may be permitted in the kernel."""

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.organisation.permissions import Organisation
from dutyline.kernel.registry import Permission, Text


class Access(Permission):
    """Permissions of the kernel; each holds in a unit and everything under it."""

    ORGANISATION_VIEW = Organisation.VIEW.value
    ORGANISATION_MANAGE = Organisation.MANAGE.value
    PLACES_MANAGE = Organisation.PLACES_MANAGE.value
    LEAVE_APPROVE = Organisation.LEAVE_APPROVE.value
    ACCOUNTS_MANAGE = "access.manage_accounts"
    ROLES_MANAGE = "access.manage_roles"
    CRITERIA_MANAGE = "criteria.manage"
    DUTIES_MANAGE = "duties.manage"
    LINE_VIEW = "duties.view_line"
    OBLIGATION_WAIVE = "duties.waive"
    EXPORT = "shell.export"
    LOG_WATCH = "ledger.watch"
    OPERATE = "shell.operate"


LABELS: dict[str, Text] = {
    Access.ORGANISATION_VIEW: _("See units, posts and places"),
    Access.ORGANISATION_MANAGE: _("Change units, posts, people and appointments"),
    Access.PLACES_MANAGE: _("Change places"),
    Access.LEAVE_APPROVE: _("Approve leave"),
    Access.ACCOUNTS_MANAGE: _("Manage accounts"),
    Access.ROLES_MANAGE: _("Grant roles and make new ones"),
    Access.CRITERIA_MANAGE: _("Change criteria and load packs"),
    Access.DUTIES_MANAGE: _("Change duties of posts"),
    Access.LINE_VIEW: _("See what is owed down the line"),
    Access.OBLIGATION_WAIVE: _("Waive an obligation with a reason"),
    Access.EXPORT: _("Export lists"),
    Access.LOG_WATCH: _("See and hear what outside holders keep of the evidence log"),
    Access.OPERATE: _("Watch jobs, backups and the health of the system"),
}
