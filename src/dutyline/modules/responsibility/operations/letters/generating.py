"""Letters of a year are generated, for every holder of a post."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.criteria.shelf import one_reading
from dutyline.kernel.organisation.line import posts_on
from dutyline.kernel.organisation.models import Appointment
from dutyline.modules.responsibility.models import Letter, LetterRound, LetterText
from dutyline.modules.responsibility.operations.letters.arriving import (
    Arrival,
    arrivals,
    record_arrivals,
)
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
    Progress,
    held_round,
    in_parts,
    tell_round,
    unheard,
)
from dutyline.modules.responsibility.operations.letters.wording import content_of, sha256_of
from dutyline.modules.responsibility.permissions import Responsibility
from dutyline.modules.responsibility.rules.letters import signs_with


@dataclass(frozen=True)
class Generated:
    """How many letters were made, and how many held posts have no card to make one from."""

    letters: int
    without_card: int


@transaction.atomic
def generate_letters(*, by: Actor, letters: LetterRound, on: date, at: datetime) -> Generated:
    """Make a letter for everybody who holds a post of the round and has none; nobody gets two.

    A text a post, a letter a holder; some statements for each 500, however many there are. Raises
    NothingToGenerate where no held post has a card in force, RoundOpened once people sign.
    """
    return generate_in_parts(by=by, letters=letters, on=on, at=at)


def generate_in_parts(
    *,
    by: Actor,
    letters: LetterRound,
    on: date,
    at: datetime,
    progress: Progress = unheard,
) -> Generated:
    """Do what `generate_letters` does for very many, each 500 posts in a transaction of their own.

    Others write in between. Begun again with the same `at` it goes on where it was stopped, and
    what was done is told once.
    """
    with held_round(letters) as row:
        _require_shut(by, row)
    line = line_of(row, on)
    made = make_missing(by, line, at, progress)
    with held_round(letters) as row:
        _require_shut(by, row)
        if not row.letters.exists():
            raise NothingToGenerate(unit=row.unit.name)
        if made or row.generated_at != at:
            row.generated_at, row.generated_by_name = at, by.name
            row.save(update_fields=["generated_at", "generated_by_name"])
            number = row.letters.filter(made_at=at).count()
            tell_round(by, row, "letters_generated", at, number=number)
    return Generated(made, len(without_card(line)))


def make_missing(by: Actor, line: Line, at: datetime, progress: Progress = unheard) -> int:
    """Make the letters that are missing, some posts at a time; return how many."""
    waiting = Counter(_without_letter(line).values_list("post", flat=True))
    total = sum(len(held) for held in line.held.values())
    done, made = total - waiting.total(), 0
    for posts in in_parts(sorted(waiting)):
        with one_reading():
            made += _make(by, line, posts, at)
        done += sum(waiting[post] for post in posts)
        progress(done, total)
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


def _require_shut(by: Actor, row: LetterRound) -> None:
    by.require(Responsibility.LETTER_MANAGE, row.unit.path)
    if row.opened_at is not None:
        raise RoundOpened


def _make(by: Actor, line: Line, posts: Sequence[int], at: datetime) -> int:
    """Make what is missing of some posts: words first, which take the longest, then the rows."""
    there = {row.post_id for row in newest_texts(line.letters, posts)}
    without = [post for post in posts if post not in there]
    made = materials_of(line, without).values() if without else ()
    worded = [written(line.letters, 1, material, at) for material in made]
    with held_round(line.letters) as row:
        texts = {text.post_id: text for text in newest_texts(row, posts)}
        fresh = [text for text in worded if text.post_id not in texts]
        LetterText.objects.bulk_create(fresh, batch_size=AT_ONCE)
        texts |= {text.post_id: text for text in fresh}
        waiting = _without_letter(line).filter(post__in=list(texts)).order_by("acting", "id")
        theirs: dict[tuple[int, int], Appointment] = {}
        for each in waiting:
            theirs.setdefault((each.post_id, each.person_id), each)
        arrived = arrivals(line, theirs.values())
        rows = [
            _letter(line, texts[post], each, arrived.get(each.pk), at)
            for (post, _person), each in theirs.items()
        ]
        Letter.objects.bulk_create(rows, batch_size=AT_ONCE)
        new = [each.pk for each in rows if each.arrived_on is not None]
        if new:
            record_arrivals(by, row, new, at)
    return len(rows)


def _letter(
    line: Line,
    text: LetterText,
    appointment: Appointment,
    arrived: Arrival | None,
    at: datetime,
) -> Letter:
    person = appointment.person_id
    return Letter(
        round=line.letters,
        person_id=person,
        post_id=text.post_id,
        appointment=appointment,
        superior_id=signs_with(text.post_id, person, line.above, line.held, line.posts),
        text=text,
        made_at=at,
        arrived_on=arrived.since if arrived else None,
        due_on=arrived.due if arrived else None,
    )
