"""From draft to a card in force: asked for review, reviewed, published."""

from datetime import date, datetime
from functools import reduce

from django.db import transaction
from django.db.models import Max

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.criteria.lookup import catalogue
from dutyline.kernel.duties.operations import submit_evidence
from dutyline.kernel.notifications.operations import notify
from dutyline.kernel.organisation.line import chain_of, holders_of
from dutyline.kernel.organisation.models import Appointment, Person, Post
from dutyline.modules.responsibility.keys import CARD, version_key
from dutyline.modules.responsibility.models import (
    COLUMNS,
    CardClause,
    CardPublication,
    CardReview,
    CardState,
    CardVersion,
    Verdict,
)
from dutyline.modules.responsibility.operations.content import Content, contents_of, take_over
from dutyline.modules.responsibility.operations.deputies import deputies_of, put_deputies
from dutyline.modules.responsibility.operations.refusals import (
    BeforeTheLast,
    ElementsMissing,
    NobodyResponsible,
    NotADraft,
    NotApproved,
    NotInReview,
    OwnCard,
    OwnDraft,
    ReasonMissing,
)
from dutyline.modules.responsibility.operations.shared import locked, write
from dutyline.modules.responsibility.permissions import Responsibility
from dutyline.modules.responsibility.rules.elements import parts_missing
from dutyline.toolkit.wording import beside, in_a_row


@transaction.atomic
def ask_review(*, by: Actor, version: CardVersion, at: datetime) -> CardVersion:
    """Hand a draft over for review; raises ElementsMissing where the law's elements are empty."""
    draft = locked(version)
    by.require(Responsibility.CARD_WRITE, draft.card.post.unit.path)
    if draft.state != CardState.DRAFT:
        raise NotADraft
    _require_elements(draft)
    draft.state, draft.asked_at, draft.asked_by_name = CardState.REVIEW, at, by.name
    draft.save(update_fields=["state", "asked_at", "asked_by_name"])
    write(by, draft.card, "review_asked", at)
    return draft


@transaction.atomic
def approve(*, by: Actor, version: CardVersion, at: datetime, remark: str = "") -> CardVersion:
    """Approve what waits for a review; neither who drafted it nor who holds the post may."""
    waiting = _reviewed(by, version)
    _review(by, waiting, Verdict.APPROVED, remark, at)
    waiting.state = CardState.APPROVED
    waiting.save(update_fields=["state"])
    write(by, waiting.card, "card_approved", at, remark)
    return waiting


@transaction.atomic
def send_back(*, by: Actor, version: CardVersion, reason: str, at: datetime) -> CardVersion:
    """Send a version back to be written again, with the reason; it is a draft once more."""
    if not reason.strip():
        raise ReasonMissing
    waiting = _reviewed(by, version)
    _review(by, waiting, Verdict.RETURNED, reason, at)
    waiting.state, waiting.asked_at, waiting.asked_by_name = CardState.DRAFT, None, ""
    waiting.save(update_fields=["state", "asked_at", "asked_by_name"])
    write(by, waiting.card, "card_sent_back", at, reason)
    if waiting.drafted_by is not None:
        notify(
            persons=[waiting.drafted_by],
            kind="responsibility.card_sent_back",
            subject=(CARD, waiting.card_id),
            key=f"responsibility.card_sent_back:{waiting.pk}:{at.isoformat()}",
            at=at,
            by=by.name,
            post=waiting.card.post.title,
            reason=reason,
        )
    return waiting


@transaction.atomic
def publish(
    *,
    by: Actor,
    version: CardVersion,
    valid_from: date,
    at: datetime,
    content: Content | None = None,
) -> CardVersion:
    """Put an approved version in force from a day, and tell the holders to read and accept it.

    Duties and place are taken as they are on that day, and who is responsible is written down: the
    holders, for a vacant post the nearest held post above it. The version before ends that day.
    Who publishes many gives the `content` of that day he asked for all of them at once.
    """
    card = locked(version)
    post: Post = card.card.post
    by.require(Responsibility.CARD_PUBLISH, post.unit.path)
    if card.state != CardState.APPROVED:
        raise NotApproved
    _require_elements(card)
    if by.holds([post.pk]):
        raise OwnCard
    _end_the_last(card, valid_from)
    fresh = content or contents_of([post], valid_from)[post.pk]
    take_over(card, fresh, catalogue("clause", valid_from))
    put_deputies(deputies_of([card.pk]), valid_from)
    holders = holders_of(post, valid_from)
    card.responsible = _responsible(post, holders, valid_from)
    card.number = _next_number(card)
    card.state, card.valid_from = CardState.PUBLISHED, valid_from
    card.published_at, card.published_by, card.published_by_name = at, by.person, by.name
    card.save()
    CardPublication.objects.create(version=card, at=at)
    CardClause.objects.bulk_create(CardClause(version=card, clause=each) for each in card.clauses)
    write(by, card.card, "card_published", at, number=card.number, day=valid_from.isoformat())
    if by.person is not None:
        submit_evidence(
            by=by,
            kind="responsibility.card_published",
            source=version_key(card.pk),
            person=by.person,
            unit=post.unit,
            about=version_key(card.pk),
            occurred_at=at,
            recorded_at=at,
            snapshot={"label": post.title, "number": card.number},
        )
    _tell([each.person for each in holders], card, by, at)
    return card


def _reviewed(by: Actor, version: CardVersion) -> CardVersion:
    waiting = locked(version)
    by.require(Responsibility.CARD_REVIEW, waiting.card.post.unit.path)
    if waiting.state != CardState.REVIEW:
        raise NotInReview
    if by.holds([waiting.card.post_id]):
        raise OwnCard
    if by.is_person(waiting.drafted_by_id):
        raise OwnDraft
    return waiting


def _review(by: Actor, version: CardVersion, verdict: str, reason: str, at: datetime) -> None:
    appointment = by.appointment
    CardReview.objects.create(
        version=version,
        verdict=verdict,
        reason=reason.strip(),
        by=by.person,
        by_name=by.name,
        by_post=appointment.post.title if appointment else "",
        at=at,
    )


def _require_elements(card: CardVersion) -> None:
    missing = parts_missing({name: getattr(card, name) for name in COLUMNS})
    if missing:
        parts = in_a_row([str(part.label) for part in missing])
        raise ElementsMissing(post=card.card.post.title, parts=parts)


def _end_the_last(card: CardVersion, valid_from: date) -> None:
    last = card.card.versions.filter(state=CardState.PUBLISHED, valid_to=None).first()
    if last is None:
        return
    if last.valid_from is not None and valid_from < last.valid_from:
        raise BeforeTheLast(day=last.valid_from)
    last.valid_to = valid_from
    last.save(update_fields=["valid_to"])


def _responsible(post: Post, holders: list[Appointment], on: date) -> str:
    above = iter(chain_of(post, on))
    while not holders:
        superior = next(above, None)
        if superior is None:
            raise NobodyResponsible(post=post.title)
        holders = holders_of(superior, on)
    return reduce(beside, (each.person.name for each in holders))[:500]


def _next_number(card: CardVersion) -> int:
    newest = card.card.versions.aggregate(newest=Max("number"))["newest"]
    return (newest or 0) + 1


def _tell(persons: list[Person], card: CardVersion, by: Actor, at: datetime) -> None:
    notify(
        persons=persons,
        kind="responsibility.card_published",
        subject=(CARD, card.card_id),
        key=f"responsibility.card_published:{card.pk}",
        at=at,
        by=by.name,
        post=card.card.post.title,
        number=card.number,
        day=card.valid_from,
    )
