"""The steps every installation needs; modules add their own in their manifests."""

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.access.models import Account, Grant
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.access.roles import ADMINISTRATOR
from dutyline.kernel.criteria.models import LoadedPack
from dutyline.kernel.duties.models import PostDuty
from dutyline.kernel.organisation.models import Post, Unit
from dutyline.kernel.registry import FirstStep


def _has_posts() -> bool:
    return Post.objects.exists()


def _has_accounts() -> bool:
    return len(Account.objects.order_by("id")[:2]) == 2


def _has_roles() -> bool:
    return Grant.objects.exclude(role=ADMINISTRATOR).exists()


STEPS = (
    FirstStep(
        "shell.enterprise",
        _("Name the enterprise"),
        _("The unit everything else lies under."),
        "setup_organisation",
        10,
        Access.ORGANISATION_MANAGE,
        Unit.objects.exists,
    ),
    FirstStep(
        "shell.pack",
        _("Load a pack"),
        _("Criteria, lists, duties and checklists of the law or standard you follow."),
        "setup_packs",
        20,
        Access.CRITERIA_MANAGE,
        LoadedPack.objects.exists,
    ),
    FirstStep(
        "shell.organisation",
        _("Import the organisation"),
        _("Units, posts and people from a spreadsheet; or add them by hand."),
        "imports",
        30,
        Access.ORGANISATION_MANAGE,
        _has_posts,
    ),
    FirstStep(
        "shell.duties",
        _("Let posts take up their duties"),
        _("From their standard posts in one tap, or one by one."),
        "setup_duties",
        35,
        Access.DUTIES_MANAGE,
        PostDuty.objects.exists,
    ),
    FirstStep(
        "shell.accounts",
        _("Open accounts"),
        _("Each person gets an invitation as a link or a code to scan."),
        "setup_accounts",
        40,
        Access.ACCOUNTS_MANAGE,
        _has_accounts,
    ),
    FirstStep(
        "shell.roles",
        _("Give roles"),
        _("Principal, safety manager and inspectors; heads of units have theirs by their post."),
        "setup_grants",
        50,
        Access.ROLES_MANAGE,
        _has_roles,
    ),
)
