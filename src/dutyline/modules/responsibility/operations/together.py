"""One act on many cards: what can be done is done, what cannot is named with its reason."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.registry import Refusal
from dutyline.modules.responsibility.models import CardState, CardVersion
from dutyline.modules.responsibility.operations.content import contents_of
from dutyline.modules.responsibility.operations.publishing import approve, ask_review, publish
from dutyline.modules.responsibility.operations.refusals import TooManyAtOnce
from dutyline.modules.responsibility.permissions import Responsibility

MOST = 500


@dataclass
class Together:
    """How many cards went on, and which did not: post and reason."""

    done: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)


@transaction.atomic
def ask_review_of_all(*, by: Actor, path: str, at: datetime) -> Together:
    """Hand over every draft of a unit and everything under it."""
    by.require(Responsibility.CARD_WRITE, path)
    return _each(_of(path, CardState.DRAFT, at), lambda row: ask_review(by=by, version=row, at=at))


@transaction.atomic
def approve_all(*, by: Actor, path: str, at: datetime) -> Together:
    """Approve everything that waits for a review in a unit and everything under it."""
    by.require(Responsibility.CARD_REVIEW, path)
    return _each(_of(path, CardState.REVIEW, at), lambda row: approve(by=by, version=row, at=at))


@transaction.atomic
def publish_all(*, by: Actor, path: str, valid_from: date, at: datetime) -> Together:
    """Put everything approved in a unit and everything under it in force from a day."""
    by.require(Responsibility.CARD_PUBLISH, path)
    rows = _of(path, CardState.APPROVED, at)
    contents = contents_of([row.card.post for row in rows], valid_from)

    def act(row: CardVersion) -> CardVersion:
        content = contents[row.card.post_id]
        return publish(by=by, version=row, valid_from=valid_from, at=at, content=content)

    return _each(rows, act)


def _of(path: str, state: str, at: datetime) -> list[CardVersion]:
    # What was drafted later was not there: who fills in the past would decide about it beforehand.
    rows = CardVersion.objects.within(path).filter(state=state, drafted_at__lte=at)
    rows = rows.select_related("card__post")
    found = list(rows.order_by("card__post__level", "id")[: MOST + 1])
    if len(found) > MOST:
        raise TooManyAtOnce(most=MOST)
    return found


def _each(rows: Iterable[CardVersion], act: Callable[[CardVersion], CardVersion]) -> Together:
    together = Together()
    for row in rows:
        try:
            with transaction.atomic():
                act(row)
        except Refusal as refusal:
            together.refused.append((row.card.post.title, str(refusal)))
        else:
            together.done += 1
    return together
