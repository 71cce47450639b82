"""Posts come to be and change."""

from datetime import date, datetime

from django.db import transaction

from dutyline.kernel.organisation.models import Level, Post, PostVersion, Unit
from dutyline.kernel.organisation.operations.guards import provisional, require_running
from dutyline.kernel.organisation.permissions import Organisation
from dutyline.kernel.organisation.ports import By, record
from dutyline.kernel.organisation.refusals import CodeTaken, SecondHead


@transaction.atomic
def create_post(
    *,
    by: By,
    title: str,
    unit: Unit,
    on: date,
    at: datetime,
    code: str = "",
    superior: Post | None = None,
    heads_unit: bool = False,
    level: int = Level.FRONT_LINE,
    standard: str = "",
) -> Post:
    """Create a post in `unit` from the day `on`; without a superior it reports up the line.

    Refuses a code already taken, a unit that does not exist on the day, a second head.
    """
    by.require(Organisation.MANAGE, unit.path)
    if code and Post.objects.filter(code=code).exists():
        raise CodeTaken(code=code)
    require_running(unit, on)
    if heads_unit:
        head = Post.objects.filter(unit=unit, heads_unit=True, valid_to__isnull=True).first()
        if head is not None:
            raise SecondHead(unit=unit, head=head)
    post = Post.objects.create(
        code=code or provisional(),
        title=title,
        unit=unit,
        superior=superior,
        heads_unit=heads_unit,
        level=level,
        standard=standard,
        valid_from=on,
    )
    if not code:
        post.code = f"P{post.pk}"
        post.save(update_fields=["code"])
    PostVersion.objects.create(
        post=post,
        title=title,
        unit=unit,
        superior=superior,
        heads_unit=heads_unit,
        level=level,
        valid_from=on,
    )
    record(
        by=by,
        verb="organisation.post_created",
        subject=("organisation.post", post.pk, title),
        unit_path=unit.path,
        at=at,
        unit=unit.name,
        day=on.isoformat(),
    )
    return post
