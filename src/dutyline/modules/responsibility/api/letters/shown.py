"""What letters look like from outside."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from ninja import Schema

from dutyline.kernel.access.actor import Actor
from dutyline.modules.responsibility.api.shown import Named, PostNamed
from dutyline.modules.responsibility.models import Letter, LetterRound
from dutyline.modules.responsibility.operations.letters.shared import standing_of
from dutyline.modules.responsibility.rules.letters import is_overdue, state_of
from dutyline.toolkit.rest.shapes import as_json


class Template(Schema):
    """The words of a template by part and language; places in braces are filled in for a post."""

    opening_en: str
    opening_zh: str
    promise_en: str
    promise_zh: str
    terms_en: str
    terms_zh: str
    closing_en: str
    closing_zh: str


class TemplateOut(Template):
    """What letters of a unit would say: `unit` has the template, null where the packs bring it."""

    unit: Named | None
    number: int | None
    by_name: str
    at: datetime | None


class RoundOut(Schema):
    """The letters of a year of a unit and everything under it; its head signs with the partner."""

    id: int
    year: int
    unit: Named
    language: str
    due_days: int
    drawn: bool
    partner_post: PostNamed | None
    partner_person: Named | None
    partner_for: str
    template_number: int
    terms_en: str
    terms_zh: str
    made_by_name: str
    made_at: datetime
    generated_by_name: str
    generated_at: datetime | None
    opened_by_name: str
    opened_at: datetime | None

    @staticmethod
    def resolve_template_number(obj: LetterRound) -> int:
        """Return which template it was set up with."""
        return obj.template.number


class StandingOut(Schema):
    """How many letters stand how; `ended` ones are not among them.

    `overdue` and `arrived` ones (who came or moved, and has not signed since) are among the others.
    """

    waiting: int
    open: int
    held: int
    signed: int
    stale: int
    refused: int
    overdue: int
    arrived: int


class LetterOut(Schema):
    """The letter of a holder of a post; `superior` signs with him, null where the partner does.

    `state` is one of waiting (for the superior), open, held (signed by the holder), signed (by
    both), stale, refused, ended. `text_number` counts the texts of its post. `arrived_on` is since
    when who came or moved after the opening is there, `due_on` by when the next signature is due.
    """

    id: int
    round_id: int
    year: int
    person: Named
    post: PostNamed
    unit: Named
    superior: PostNamed | None
    text_number: int
    state: str
    overdue: bool
    made_at: datetime
    arrived_on: date | None
    opened_at: datetime | None
    due_on: date | None
    signed_at: datetime | None
    countersigned_at: datetime | None
    refused_at: datetime | None
    stale_at: datetime | None
    ended_at: datetime | None
    ended_why: str

    @staticmethod
    def resolve_year(obj: Letter) -> int:
        """Return the year of its round."""
        return obj.round.year

    @staticmethod
    def resolve_unit(obj: Letter) -> Any:
        """Return the unit of its post."""
        return obj.post.unit

    @staticmethod
    def resolve_text_number(obj: Letter) -> int:
        """Return the number of its text."""
        return obj.text.number

    @staticmethod
    def resolve_state(obj: Letter) -> str:
        """Return how far it has come."""
        return str(state_of(standing_of(obj)))

    @staticmethod
    def resolve_overdue(obj: Letter) -> bool:
        """Say whether somebody should have signed before today."""
        return is_overdue(standing_of(obj), timezone.localdate())


class PartOut(Schema):
    """A part of a text; opening and closing have no title."""

    title: str
    lines: list[str]


class WordsOut(Schema):
    """A text in one language."""

    title: str
    post: str
    card: str
    parts: list[PartOut]


class ChangeOut(Schema):
    """Why a text took the place of the one before: person, post, card, goal, law, superior, terms.

    `reference` names the new card version, post, superior or clauses.
    """

    kind: str
    reference: str


class TextOut(Schema):
    """What a letter says, by language code; `sha256` is of the canonical JSON of `content`."""

    number: int
    content: dict[str, WordsOut]
    sha256: str
    at: datetime
    changes: list[ChangeOut]

    @staticmethod
    def resolve_changes(obj: Any) -> list[Any]:
        """Return the changes in the order they were found."""
        return list(obj.changes.order_by("id"))


class SignatureOut(Schema):
    """A party put his name to a text; `confirmed_at` is when he proved who he is.

    `confirmed_by` is by what: password, code, recovery_code, passkey, company, demo. `way_in` is by
    what another last let him into his account: invitation, factors, company, mail; "" for none.
    `host_name` is whose device it was signed on, in whose session; "" for his own.
    """

    id: int
    party: str
    text_number: int
    person: Named
    person_name: str
    person_post: str
    meaning: str
    sha256: str
    confirmed_at: datetime
    confirmed_by: str
    way_in: str
    way_in_by: str
    way_in_at: datetime | None
    way_in_first: bool
    host_name: str
    at: datetime

    @staticmethod
    def resolve_text_number(obj: Any) -> int:
        """Return the number of the text that was signed."""
        number: int = obj.text.number
        return number


class AnswerOut(Schema):
    """What the superior answered: talk, or again (sign it as it stands)."""

    kind: str
    words: str
    by_name: str
    by_post: str
    at: datetime


class RefusalOut(Schema):
    """A holder said why he does not sign a text, and what was answered."""

    id: int
    text_number: int
    reason: str
    by_name: str
    at: datetime
    answers: list[AnswerOut]

    @staticmethod
    def resolve_text_number(obj: Any) -> int:
        """Return the number of the text that was refused."""
        number: int = obj.text.number
        return number

    @staticmethod
    def resolve_answers(obj: Any) -> list[Any]:
        """Return the answers, the oldest first."""
        return sorted(obj.answers.all(), key=lambda answer: int(answer.pk))


def rounds_for(actor: Actor) -> "QuerySet[LetterRound]":
    """Return the rounds in scope with what is shown of them."""
    rows: QuerySet[LetterRound] = LetterRound.objects.visible_to(actor)
    return rows.select_related("unit", "template", "partner_post", "partner_person")


def letters_for(actor: Actor) -> Any:
    """Return the letters in scope, without their words."""
    return with_names(Letter.objects.visible_to(actor))


def with_names(rows: Any) -> Any:
    """Return letters with what is shown of them, without their words."""
    joined = rows.select_related("round", "person", "post__unit", "superior", "text")
    return joined.defer("text__content", "text__marks")


def plain_round(actor: Actor, row: LetterRound) -> dict[str, Any]:
    """Return a round just acted on as JSON."""
    return as_json(RoundOut, rounds_for(actor).filter(pk=row.pk).first() or row)
