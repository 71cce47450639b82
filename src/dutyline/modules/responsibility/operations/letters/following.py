"""Letters follow people, posts, cards, goals, law and line: exactly those touched become stale."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.criteria.shelf import one_reading
from dutyline.kernel.history.operations import Act, record_many
from dutyline.kernel.organisation.calendar import zone_of
from dutyline.kernel.organisation.line import posts_on
from dutyline.kernel.organisation.models import Appointment
from dutyline.modules.responsibility.keys import LETTER
from dutyline.modules.responsibility.models import (
    ChangeKind,
    Letter,
    LetterChange,
    LetterRound,
    LetterText,
)
from dutyline.modules.responsibility.operations.letters.generating import (
    make_missing,
    newest_texts,
    written,
)
from dutyline.modules.responsibility.operations.letters.marks import (
    Line,
    Material,
    is_outdated,
    line_of,
    materials_of,
)
from dutyline.modules.responsibility.operations.letters.shared import (
    AT_ONCE,
    Progress,
    held_round,
    in_parts,
    label_of,
    let_many_know,
    locked_round,
    settle_openings,
    tell_opened,
    unheard,
)
from dutyline.modules.responsibility.rules.letters import apart, signs_with


@dataclass
class Followed:
    """How many letters ended, were written anew, were made; how many of those had been signed."""

    ended: int = 0
    renewed: int = 0
    stale: int = 0
    made: int = 0

    @property
    def done(self) -> int:
        """Return how many letters were touched."""
        return self.ended + self.renewed + self.made


def follow_letters(now: datetime) -> int:
    """Bring the letters of this year and later up to date; return how many were touched."""
    touched = 0
    by = Actor.system("responsibility.follow_letters")
    for row in LetterRound.objects.filter(generated_at__isnull=False).select_related("unit"):
        today = timezone.localdate(now, zone_of(row.unit))
        if row.year >= today.year:
            touched += follow_in_parts(by=by, letters=row, on=today, at=now).done
    return touched


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
            _renew(by, line, some, at, followed)
    _line_up(line)
    followed.made = make_missing(line, at)
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
        _renew(by, line_of(row, on), wanted, at, followed)
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
                _tell_all(by, some, "letter_ended", at)
        ended += len(found)
    return ended


def _renew(by: Actor, line: Line, posts: Sequence[int], at: datetime, followed: Followed) -> None:
    """Write the next text of each post whose letter says what is no longer so."""
    if not _apart(line, posts):
        return
    with held_round(line.letters) as letters:
        changed = _apart(line, posts)  # somebody may have been faster
        fresh = [written(letters, text.number + 1, made, at) for text, made, _kinds in changed]
        LetterText.objects.bulk_create(fresh, batch_size=AT_ONCE)
        LetterChange.objects.bulk_create(
            LetterChange(text=text, kind=kind, reference=_reference(kind, made, before), at=at)
            for text, (before, made, kinds) in zip(fresh, changed, strict=True)
            for kind in kinds
        )
        _reopen(by, line, fresh, at, followed)


def _apart(line: Line, posts: Sequence[int]) -> list[tuple[LetterText, Material, list[ChangeKind]]]:
    """Return the texts of some posts that no longer hold, what they are made from, and why."""
    materials = materials_of(line, posts)
    changed: list[tuple[LetterText, Material, list[ChangeKind]]] = []
    for text in newest_texts(line.letters, posts):
        material = materials.get(text.post_id)
        # A post whose card was taken out of force keeps the words it had.
        kinds = apart(text.marks, material.marks) if material else []
        if material and kinds:
            changed.append((text, material, kinds))
    return changed


def _reopen(
    by: Actor, line: Line, fresh: Sequence[LetterText], at: datetime, followed: Followed
) -> None:
    """Give the letters of some posts their new text: whoever signed the last one signs again."""
    letters = line.letters
    posts = [text.post_id for text in fresh]
    rows = Letter.objects.running().filter(round=letters, post__in=posts)
    touched = list(rows.select_related("person", "post__unit"))
    due = line.on + timedelta(days=letters.due_days)
    again = Q(signed_at__isnull=False) | Q(stale_at__isnull=False)
    text = LetterText.objects.filter(pk__in=[each.pk for each in fresh], post=OuterRef("post"))
    rows.update(
        text=Subquery(text.values("pk")[:1]),
        stale_at=Case(When(again, then=Coalesce(F("stale_at"), Value(at)))),
        due_on=Case(When(again, then=Value(due)), default=F("due_on")),
        signed_at=None,
        countersigned_at=None,
        refused_at=None,
    )
    signed = [each for each in touched if each.signed_at is not None]
    followed.renewed += len(touched)
    followed.stale += len(signed)
    _tell_all(by, touched, "letter_renewed", at)
    told = ((each, each.person_id) for each in signed)
    let_many_know(told, "letter_stale", by=by, at=at, year=letters.year)


def _line_up(line: Line) -> None:
    """Let each letter be signed with whoever is above its holder now."""
    moved: dict[int | None, list[int]] = defaultdict(list)
    rows = Letter.objects.running().filter(round=line.letters, countersigned_at=None)
    for pk, post, person, superior in rows.values_list("pk", "post", "person", "superior"):
        now = signs_with(post, person, line.above, line.held, line.posts)
        if now != superior:
            moved[now].append(pk)
    for now, ids in moved.items():
        for some in in_parts(ids):
            with held_round(line.letters):
                Letter.objects.filter(pk__in=some).update(superior=now)


def _reference(kind: ChangeKind, made: Material, before: LetterText) -> str:
    """Return what changed, in names that say the same in every language."""
    if kind is ChangeKind.CARD:
        return str(made.card.number)
    if kind is ChangeKind.POST:
        return f"{made.post.title} · {made.post.unit.name}"[:300]
    if kind is ChangeKind.SUPERIOR:
        return made.superior.title if made.superior else ""
    if kind is ChangeKind.LAW:
        was: Mapping[str, Any] = before.marks.get("law", {})
        now = made.marks["law"]
        keys = sorted(key for key in {*was, *now} if was.get(key) != now.get(key))
        return " ".join(keys)[:300]
    return ""


def _tell_all(by: Actor, letters: Sequence[Letter], verb: str, at: datetime) -> None:
    record_many(
        by=by,
        at=at,
        acts=(
            Act(
                f"responsibility.{verb}",
                LETTER,
                each.pk,
                label_of(each),
                each.post.unit.path,
                "",
                {},
            )
            for each in letters
        ),
    )
