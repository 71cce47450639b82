"""What the verbs of responsibility share."""

from datetime import datetime
from typing import Any

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.history.operations import record
from dutyline.kernel.organisation.models import Post
from dutyline.modules.responsibility.keys import CARD
from dutyline.modules.responsibility.models import CardVersion, PostCard


def locked(version: CardVersion) -> CardVersion:
    """Return a version as it is now, held until the act is over; its post and unit are loaded."""
    rows = CardVersion.objects.select_for_update(of=("self",))
    return rows.select_related("card__post__unit").get(pk=version.pk)


def write(
    by: Actor, card: PostCard, verb: str, at: datetime, reason: str = "", **data: Any
) -> None:
    """Write what was done with a card."""
    post: Post = card.post
    record(
        by=by,
        verb=f"responsibility.{verb}",
        subject=(CARD, card.pk, post.title),
        unit_path=post.unit.path,
        at=at,
        reason=reason,
        **data,
    )
