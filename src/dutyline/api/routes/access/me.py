"""Who calls, and what he may do."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.callers import actor_of

router = Router()


class HeldPost(Schema):
    """A post the caller holds today."""

    appointment_id: int
    post_id: int
    title: str
    unit_id: int
    unit_name: str
    acting: bool


class Right(Schema):
    """A permission with the subtrees in which it is held."""

    permission: str
    paths: list[str]


class Me(Schema):
    """The caller, with the rights of this very request: a token's are narrowed."""

    account_id: int
    person_id: int | None
    name: str
    token_id: int | None
    time_zone: str
    posts: list[HeldPost]
    rights: list[Right]


@router.get("/me", response=Me, summary="Who calls")
def read_me(request: HttpRequest) -> dict[str, Any]:
    """Return the caller, his posts and his rights."""
    actor = actor_of(request)
    return {
        "account_id": actor.account_id,
        "person_id": actor.person.pk if actor.person else None,
        "name": actor.name,
        "token_id": actor.token_id,
        "time_zone": timezone.get_current_timezone_name(),
        "posts": [
            {
                "appointment_id": each.pk,
                "post_id": each.post_id,
                "title": each.post.title,
                "unit_id": each.post.unit_id,
                "unit_name": each.post.unit.name,
                "acting": each.acting,
            }
            for each in actor.appointments
        ],
        "rights": _rights(actor),
    }


def _rights(actor: Actor) -> list[dict[str, Any]]:
    held = sorted({permission for reach in actor.reaches for permission in reach.permissions})
    rights = [{"permission": str(each), "paths": list(actor.paths(each))} for each in held]
    return [right for right in rights if right["paths"]]
