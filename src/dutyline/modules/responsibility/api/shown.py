"""What post cards look like from outside."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from ninja import Schema

from dutyline.modules.responsibility.models import CardDeputy, CardVersion, Part, PostCard


class Named(Schema):
    """Something else, by its number and name."""

    id: int
    name: str


class PostNamed(Schema):
    """A post by its number and title."""

    id: int
    title: str


class VersionLine(Schema):
    """A version: without a number until it is published; `valid_to` is the first day without it."""

    id: int
    number: int | None
    state: str
    drafted_by_name: str
    drafted_at: datetime
    published_by_name: str
    published_at: datetime | None
    valid_from: date | None
    valid_to: date | None


class CardOut(Schema):
    """The card of a post: the version in force today, and the one on its way."""

    id: int
    post: PostNamed
    unit: Named
    in_force: VersionLine | None
    at_work: VersionLine | None

    @staticmethod
    def resolve_unit(obj: PostCard) -> Any:
        """Return the unit of its post."""
        return obj.post.unit

    @staticmethod
    def resolve_in_force(obj: Any) -> CardVersion | None:
        """Return what holds today."""
        today = timezone.localdate()
        return next((row for row in obj.shown if row.is_in_force(today)), None)

    @staticmethod
    def resolve_at_work(obj: Any) -> CardVersion | None:
        """Return what is not published yet, to whom that is shown."""
        return next((row for row in obj.shown if row.number is None), None)


class Words(Schema):
    """A part in both languages, one sentence a line; one of them may be empty."""

    en: str
    zh: str


class WordsOut(Schema):
    """Every part of a card."""

    job: Words
    general: Words
    safety: Words
    authority: Words
    scope: Words
    qualification: Words
    risk: Words
    emergency: Words
    assessment: Words


class DutyKept(Schema):
    """A measured duty as it was taken over into the card; `number` is that of its version."""

    key: str
    number: int
    text_en: str
    text_zh: str
    basis: str
    measure: str
    cadence: str
    evidence_kind: str
    indicator: str
    amount: str


class PlaceKept(Schema):
    """Where the post stood when the version was written."""

    unit: str = ""
    level: int | None = None
    superior: str = ""
    leads: list[str] = []


class DeputyOut(Schema):
    """A post that stands in, named as the version says it; `exists` says whether it is today."""

    post_id: int
    title: str
    exists: bool

    @staticmethod
    def resolve_exists(obj: CardDeputy) -> bool:
        """Say whether the post exists today."""
        return obj.post.runs_on(timezone.localdate())


class ReviewOut(Schema):
    """What a reviewer said."""

    id: int
    verdict: str
    reason: str
    by_name: str
    by_post: str
    at: datetime


class VersionOut(VersionLine):
    """A version as a whole."""

    card_id: int
    post: PostNamed
    words: WordsOut
    deputies: str
    deputy_posts: list[DeputyOut]
    duties: list[DutyKept]
    place: PlaceKept
    responsible: str
    asked_at: datetime | None
    asked_by_name: str
    reviews: list[ReviewOut]
    accepted: int

    @staticmethod
    def resolve_post(obj: CardVersion) -> Any:
        """Return the post it is the card of."""
        return obj.card.post

    @staticmethod
    def resolve_words(obj: CardVersion) -> dict[str, dict[str, str]]:
        """Return its words by part and language."""
        return {
            part: {"en": getattr(obj, f"{part}_en"), "zh": getattr(obj, f"{part}_zh")}
            for part in Part.values
        }

    @staticmethod
    def resolve_deputy_posts(obj: CardVersion) -> list[Any]:
        """Return the posts that stand in, in the order they were named."""
        return list(obj.deputy_posts.select_related("post").order_by("id"))

    @staticmethod
    def resolve_reviews(obj: CardVersion) -> list[Any]:
        """Return its reviews in the order they were given."""
        return list(obj.reviews.order_by("at", "id"))

    @staticmethod
    def resolve_accepted(obj: CardVersion) -> int:
        """Return how many people accepted it."""
        return obj.acceptances.count()


class AcceptanceOut(Schema):
    """That a holder accepted a version, in his own words."""

    id: int
    version_id: int
    person_id: int
    person_name: str
    words: str
    at: datetime
    recorded_at: datetime


def plain_version(row: CardVersion) -> dict[str, Any]:
    """Return a version, its post loaded, as JSON."""
    return VersionOut.from_orm(row).model_dump(mode="json")
