"""Letters follow people, posts, cards, goals, law and line: exactly those touched become stale."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.criteria.shelf import one_reading
from dutyline.kernel.organisation.calendar import zone_of
from dutyline.kernel.organisation.line import posts_on
from dutyline.kernel.organisation.models import Appointment
from dutyline.modules.responsibility.models import (
    ChangeKind,
    Letter,
    LetterRound,
)
from dutyline.modules.responsibility.operations.letters.generating import (
    make_missing,
)
from dutyline.modules.responsibility.operations.letters.marks import (
    Line,
    is_outdated,
    line_of,
)
from dutyline.modules.responsibility.operations.letters.quiet import mark_of
from dutyline.modules.responsibility.operations.letters.renewing import renew
from dutyline.modules.responsibility.operations.letters.shared import (
    AT_ONCE,
    Progress,
    held_round,
    in_parts,
    locked_round,
    settle_openings,
    tell_each,
    tell_opened,
    unheard,
)
from dutyline.modules.responsibility.rules.letters import signs_with


@dataclass
class Followed:
    """How many letters ended, were written anew, were made; how many of those had been signed."""

    ended: int = 0
    renewed: int = 0
    stale: int = 0
    made: int = 0

    def renew(self, by: Actor, line: Line, posts: Sequence[int], at: datetime) -> None:
        """Write the next text of posts whose letters say what is no longer so, and count them."""
        renewed, stale = renew(by, line, posts, at)
        self.renewed += renewed
        self.stale += stale

    @property
    def done(self) -> int:
        """Return how many letters were touched."""
        return self.ended + self.renewed + self.made


def follow_letters(now: datetime) -> int:
    """Bring the letters of this year and later up to date; return how many were touched.

    Where nothing changed since all was compared, nothing is compared again.
    """
    touched = 0
    by = Actor.system("responsibility.follow_letters")
    for row in LetterRound.objects.filter(generated_at__isnull=False).select_related("unit"):
        today = timezone.localdate(now, zone_of(row.unit))
        if row.year >= today.year:
            touched += follow_where_changed(by=by, letters=row, on=today, at=now).done
    return touched


def follow_where_changed(*, by: Actor, letters: LetterRound, on: date, at: datetime) -> Followed:
    """Do what `follow_in_parts` does, unless it is known that there is nothing to do.

    That is known where a comparison of everything began and ended with the same rows: it wrote
    nothing, and nobody else did meanwhile.
    """
    before = mark_of(letters, on)
    if before == letters.quiet:
        return Followed()
    followed = follow_in_parts(by=by, letters=letters, on=on, at=at)
    if mark_of(letters, on) == before:
        LetterRound.objects.filter(pk=letters.pk).update(quiet=before)
    return followed


@transaction.atomic
def follow_round(*, by: Actor, letters: LetterRound, on: date, at: datetime) -> Followed:
    """End, renew, re-line and make what a day asks for; nothing else is touched.

    Who left a post, his letter ends. What a text was made from changed: the next text is written,
    and those who signed the last one sign again. Who arrived gets a letter of his own.
    """
    locked_round(letters)
    return follow_in_parts(by=by, letters=letters, on=on, at=at)


def follow_in_parts(
    *,
    by: Actor,
    letters: LetterRound,
    on: date,
    at: datetime,
    progress: Progress = unheard,
) -> Followed:
    """Do what `follow_round` does, each part in a transaction of its own.

    Where nothing changed nothing is held: others write while very many are compared.
    """
    row = LetterRound.objects.select_related("unit", "template").get(pk=letters.pk)
    followed = Followed()
    line = line_of(row, on)
    followed.ended = _end(by, row, on, at)
    posts = sorted(set(Letter.objects.running().filter(round=row).values_list("post", flat=True)))
    for done, some in enumerate(in_parts(posts)):
        progress(done * AT_ONCE, len(posts))
        with one_reading():
            followed.renew(by, line, some, at)
    _line_up(line)
    followed.made = make_missing(by, line, at)
    with held_round(row) as held:
        tell_opened(held, settle_openings(held, on, at), by, at)
    return followed


@transaction.atomic
def follow_posts(*, by: Actor, posts: Iterable[int], on: date, at: datetime) -> Followed:
    """Renew the letters of some posts at once, where what they were made from changed."""
    wanted = sorted(set(posts))
    followed = Followed()
    rounds = LetterRound.objects.filter(
        Exists(Letter.objects.running().filter(round=OuterRef("pk"), post__in=wanted)),
        year__gte=on.year,
    )
    for found in rounds.order_by("id"):
        row = locked_round(found)
        followed.renew(by, line_of(row, on), wanted, at)
        tell_opened(row, settle_openings(row, on, at), by, at)
    return followed


def follow_text(*, letter: Letter, on: date, at: datetime) -> bool:
    """Renew a letter about to be signed where its words no longer hold; say whether they did not.

    The sweep comes by every quarter of an hour, and nobody is to sign what it has yet to change.
    """
    if not is_outdated(letter, on):
        return False
    by = Actor.system("responsibility.follow_letters")
    follow_posts(by=by, posts=[letter.post_id], on=on, at=at)
    return True


def _end(by: Actor, letters: LetterRound, on: date, at: datetime) -> int:
    """End the letters of those who hold the post no more, or whose post left the round."""
    holds = Appointment.objects.on(on).filter(post=OuterRef("post"), person=OuterRef("person"))
    stands = posts_on(on, [letters.unit.path]).filter(post=OuterRef("post"))
    rows = Letter.objects.running().filter(round=letters).select_related("person", "post__unit")
    ended = 0
    for kind, gone in ((ChangeKind.POST, ~Exists(stands)), (ChangeKind.PERSON, ~Exists(holds))):
        found = list(rows.filter(gone))
        for some in in_parts(found):
            with held_round(letters):
                ids = [each.pk for each in some]
                Letter.objects.filter(pk__in=ids).update(ended_at=at, ended_why=kind)
                tell_each(by, some, "letter_ended", at)
        ended += len(found)
    return ended


def _line_up(line: Line) -> None:
    """Let each letter be signed with whoever is above its holder now."""
    moved = []
    rows = Letter.objects.running().filter(round=line.letters, countersigned_at=None)
    for pk, post, person, superior in rows.values_list("pk", "post", "person", "superior"):
        now = signs_with(post, person, line.above, line.held, line.posts)
        if now != superior:
            moved.append(Letter(pk=pk, superior_id=now))
    for some in in_parts(moved):
        with held_round(line.letters):
            Letter.objects.bulk_update(some, ["superior"])
