"""Letters of a year are generated, for every holder of a post."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.criteria.lookup import criterion
from dutyline.kernel.criteria.shelf import one_reading
from dutyline.kernel.organisation.calendar import zone_of
from dutyline.kernel.organisation.line import posts_on
from dutyline.kernel.organisation.models import Appointment
from dutyline.modules.responsibility.models import Letter, LetterRound, LetterText
from dutyline.modules.responsibility.operations.letters.marks import (
    Line,
    Material,
    line_of,
    materials_of,
)
from dutyline.modules.responsibility.operations.letters.refusals import (
    NothingToGenerate,
    RoundOpened,
)
from dutyline.modules.responsibility.operations.letters.shared import (
    AT_ONCE,
    in_parts,
    locked_round,
    tell_round,
)
from dutyline.modules.responsibility.operations.letters.wording import content_of, sha256_of
from dutyline.modules.responsibility.permissions import Responsibility
from dutyline.modules.responsibility.rules.letters import signs_with

SIGN_DAYS = "responsibility.letter_sign_days"
Progress = Callable[[int, int], None]


def _unheard(_done: int, _total: int) -> None:
    """Tell nobody how far it is."""


@dataclass(frozen=True)
class Generated:
    """How many letters were made, and how many held posts have no card to make one from."""

    letters: int
    without_card: int


@transaction.atomic
def generate_letters(
    *,
    by: Actor,
    letters: LetterRound,
    on: date,
    at: datetime,
    progress: Progress = _unheard,
) -> Generated:
    """Make a letter for everybody who holds a post of the round and has none; nobody gets two.

    A text a post, a letter a holder; some statements for each 500, however many there are. Raises
    NothingToGenerate where no held post has a card in force, RoundOpened once people sign.
    """
    row = locked_round(letters)
    by.require(Responsibility.LETTER_MANAGE, row.unit.path)
    if row.opened_at is not None:
        raise RoundOpened
    line = line_of(row, on)
    made = make_missing(line, at, progress)
    if not row.letters.exists():
        raise NothingToGenerate(unit=row.unit.name)
    row.generated_at, row.generated_by_name = at, by.name
    row.save(update_fields=["generated_at", "generated_by_name"])
    tell_round(by, row, "letters_generated", at, number=len(made))
    return Generated(len(made), len(without_card(line)))


def make_missing(line: Line, at: datetime, progress: Progress = _unheard) -> list[int]:
    """Make the letters that are missing; return whose, by person."""
    by_post: dict[int, dict[int, Appointment]] = defaultdict(dict)
    for each in _without_letter(line).order_by("acting", "id").iterator():
        by_post[each.post_id].setdefault(each.person_id, each)
    total = sum(len(held) for held in by_post.values())
    made: list[int] = []
    with one_reading():
        for posts in in_parts(sorted(by_post)):
            texts = _texts(line, posts, at)
            rows = [
                _letter(line, texts[post], appointment, at)
                for post in posts
                if post in texts
                for appointment in by_post[post].values()
            ]
            Letter.objects.bulk_create(rows, batch_size=AT_ONCE)
            made += [row.person_id for row in rows]
            progress(len(made), total)
    return made


def without_card(line: Line) -> list[int]:
    """Return the held posts of a round that have no card in force, so nobody there has a letter."""
    texts = LetterText.objects.filter(round=line.letters).values_list("post", flat=True)
    return sorted(set(line.held) - set(texts))


def newest_texts(letters: LetterRound, posts: Sequence[int]) -> Iterator[LetterText]:
    """Yield the newest text of each of some posts, without its words."""
    rows = LetterText.objects.filter(round=letters, post__in=posts).defer("content")
    newer = LetterText.objects.filter(
        round=OuterRef("round"), post=OuterRef("post"), number__gt=OuterRef("number")
    )
    yield from rows.filter(~Exists(newer)).order_by("post")


def written(letters: LetterRound, number: int, made: Material, at: datetime) -> LetterText:
    """Return a text of a post made from what holds now, not saved yet."""
    content = content_of(letters, made)
    return LetterText(
        round=letters,
        post_id=made.post.post_id,
        number=number,
        card_version=made.card,
        content=content,
        marks=dict(made.marks),
        sha256=sha256_of(content),
        at=at,
    )


def _without_letter(line: Line) -> "QuerySet[Appointment]":
    theirs = Letter.objects.running().filter(
        round=line.letters, post=OuterRef("post"), person=OuterRef("person")
    )
    posts = posts_on(line.on, [line.letters.unit.path]).values("post")
    rows: QuerySet[Appointment] = Appointment.objects.on(line.on).filter(
        ~Exists(theirs), post__in=posts
    )
    return rows


def _texts(line: Line, posts: Sequence[int], at: datetime) -> dict[int, LetterText]:
    """Return the newest text of each post, made where there is none."""
    known = {row.post_id: row for row in newest_texts(line.letters, posts)}
    missing = [post for post in posts if post not in known]
    made = materials_of(line, missing) if missing else {}
    fresh = [written(line.letters, 1, material, at) for material in made.values()]
    LetterText.objects.bulk_create(fresh, batch_size=AT_ONCE)
    return known | {row.post_id: row for row in fresh}


def _letter(line: Line, text: LetterText, appointment: Appointment, at: datetime) -> Letter:
    person, since = appointment.person_id, appointment.valid_from
    opened = line.letters.opened_at
    # Whose card came late is not new in his post.
    arrived = opened is not None and since >= timezone.localdate(opened, zone_of(line.letters.unit))
    days = timedelta(days=int(criterion(SIGN_DAYS, line.on))) if arrived else timedelta(0)
    return Letter(
        round=line.letters,
        person_id=person,
        post_id=text.post_id,
        appointment=appointment,
        superior_id=signs_with(text.post_id, person, line.above, line.held, line.posts),
        text=text,
        made_at=at,
        arrived_on=since if arrived else None,
        due_on=since + days if arrived else None,
    )
