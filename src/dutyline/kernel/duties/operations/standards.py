"""Posts are made from a standard post: its duties, and the roles that go with it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.operations import grant_role
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.access.refusals import AlreadyGranted, ForOneself
from dutyline.kernel.criteria.lookup import catalogue_item
from dutyline.kernel.duties.operations.taking_up import apply_standard_duties
from dutyline.kernel.organisation.models import Post, Unit
from dutyline.kernel.organisation.operations import change_post

STANDARD_POSTS = "standard_post"
ABOVE = "above"


@transaction.atomic
def make_from_standard(
    *, by: Actor, posts: Sequence[Post], standard: str, on: date, at: datetime, roles: bool
) -> int:
    """Make posts from a standard post, on its level; return how many duties they took up.

    Where `roles`, whoever holds them gets the roles that go with it, in their unit or the one
    above, where the actor gives roles; never a post he holds himself. Raises MissingEntry.
    """
    data = catalogue_item(STANDARD_POSTS, standard, on).data
    for post in posts:
        change_post(
            by=by,
            post=post,
            title=post.title,
            superior=post.superior,
            heads_unit=post.heads_unit,
            level=data.get("level", post.level),
            headcount=post.headcount,
            standard=standard,
            on=max(on, post.valid_from),
            at=at,
        )
        if roles:
            _give_roles(by, post, data, on, at)
    owing = [post for post in posts if by.can(Access.DUTIES_MANAGE, post.unit.path)]
    return apply_standard_duties(by=by, posts=owing, on=on, at=at) if owing else 0


def _give_roles(by: Actor, post: Post, data: dict[str, Any], on: date, at: datetime) -> None:
    unit: Unit = post.unit
    if data.get("reach") == ABOVE and unit.parent is not None:
        unit = unit.parent
    if not by.can(Access.ROLES_MANAGE, unit.path):
        return
    for role in data.get("roles", []):
        try:
            with transaction.atomic():
                grant_role(by=by, role=role, unit=unit, post=post, on=on, at=at)
        except (AlreadyGranted, ForOneself):
            continue
