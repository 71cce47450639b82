"""Reminders of letters along the line: whoever is late, and whoever leads him."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.utils import timezone

from dutyline.kernel.criteria.lookup import criterion
from dutyline.kernel.notifications.models import Notification
from dutyline.kernel.notifications.operations import Notice, notify_many
from dutyline.kernel.organisation.calendar import zone_of
from dutyline.kernel.organisation.models import Appointment
from dutyline.modules.responsibility.keys import LETTER
from dutyline.modules.responsibility.models import Letter, LetterRound, LetterState
from dutyline.modules.responsibility.operations.letters.shared import (
    in_parts,
    read_in_parts,
    standing_of,
)
from dutyline.modules.responsibility.queries.letters import LetterQuerySet
from dutyline.modules.responsibility.rules.letters import is_reminded_on, state_of

REMIND_DAYS = "responsibility.letter_remind_days"
OVERDUE = "responsibility.letters_overdue"
MARK = "mark"
LONG_ENOUGH = 16


def remind_letters(now: datetime) -> int:
    """Remind those who are late, and who leads them; return how many were told anew."""
    told = 0
    for row in LetterRound.objects.filter(opened_at__isnull=False).select_related("unit"):
        today = timezone.localdate(now, zone_of(row.unit))
        if row.year >= today.year:
            told += remind_round(letters=row, on=today, at=now)
    return told


def remind_round(*, letters: LetterRound, on: date, at: datetime) -> int:
    """Remind holders who are late, and once each superior with the numbers of his people.

    Once a day however often it is run; on the first day after the term and then at the distance
    the criterion names. A superior is told again where a letter came, went or was signed since,
    and of the same letters in the same states at most once a calendar week. Some statements for
    each 500 who are late.
    """
    every = int(criterion(REMIND_DAYS, on))
    rows = Letter.objects.running().filter(round=letters).overdue(on)
    above = _Above(letters, rows, on)
    told = 0
    for some in read_in_parts(rows.select_related("post")):
        due = [each for each in some if each.due_on and is_reminded_on(each.due_on, on, every)]
        told += _tell_holders(letters, due, on, at)
        above.count(some, {each.pk for each in due})
    return told + above.tell(on, at)


def _tell_holders(letters: LetterRound, due: Iterable[Letter], on: date, at: datetime) -> int:
    """Remind those of their own letters who can sign them now."""
    notices = (
        Notice(
            each.person_id,
            each.pk,
            f"responsibility.letter_reminder:{each.pk}:{on.isoformat()}",
            {"year": letters.year, "post": each.post.title, "day": each.due_on},
        )
        for each in due
        if state_of(standing_of(each)) in {LetterState.OPEN, LetterState.STALE}
    )
    return notify_many(
        kind="responsibility.letter_reminder", subject_type=LETTER, notices=notices, at=at
    )


class _Above:
    """How many letters of his people are late, by who signs them as the superior."""

    def __init__(self, letters: LetterRound, late: LetterQuerySet, on: date) -> None:
        """Read who holds every superior post."""
        self.letters = letters
        self.held: dict[int, list[int]] = defaultdict(list)
        self.firsts: dict[int, int] = {}
        self.counts: dict[int, Counter[bool]] = defaultdict(Counter)
        self.seen: dict[int, Any] = defaultdict(sha256)
        self.reminded: set[int] = set()
        posts = {*late.values_list("superior", flat=True), letters.partner_post_id} - {None}
        for some in in_parts(sorted(posts)):
            rows = Appointment.objects.on(on).filter(post__in=some).order_by("id")
            for post, person in rows.values_list("post", "person"):
                self.held[post].append(person)

    def count(self, late: Iterable[Letter], due: Collection[int]) -> None:
        """Count late letters for each of their superiors; `due` are those reminded of today."""
        for each in late:
            for person in self._of(each):
                self.firsts.setdefault(person, each.pk)
                signed = each.signed_at is not None
                self.counts[person][signed] += 1
                self.seen[person].update(f"{each.pk}:{signed} ".encode())
                if each.pk in due:
                    self.reminded.add(person)

    def tell(self, on: date, at: datetime) -> int:
        """Tell each superior once how many of his people are late, and how many wait for him."""
        told = 0
        for some in in_parts(sorted(self.reminded)):
            marks = self._last_marks(some, at)
            notices = (
                Notice(
                    person,
                    self.firsts[person],
                    f"{self._key}{on.isoformat()}",
                    {
                        "year": self.letters.year,
                        "number": self.counts[person][False],
                        "waiting": self.counts[person][True],
                        MARK: self._mark(person, on),
                    },
                )
                for person in some
                if marks.get(person) != self._mark(person, on)
            )
            told += notify_many(kind=OVERDUE, subject_type=LETTER, notices=notices, at=at)
        return told

    @property
    def _key(self) -> str:
        return f"{OVERDUE}:{self.letters.pk}:"

    def _mark(self, person: int, on: date) -> str:
        """Return what tells one week's news from another: the week, the letters, their states."""
        week = on.isocalendar()
        return f"{week.year}-{week.week}:{self.seen[person].hexdigest()[:LONG_ENOUGH]}"

    def _last_marks(self, persons: Collection[int], at: datetime) -> dict[int, str]:
        """Return the mark of what each was told last of this round, up to a moment."""
        rows = Notification.objects.filter(
            person__in=persons, key__startswith=self._key, created_at__lte=at
        )
        told = rows.order_by("created_at", "id").values_list("person", "data")
        return {person: data.get(MARK, "") for person, data in told}

    def _of(self, letter: Letter) -> list[int]:
        """Return who signs one letter, by id; never its holder."""
        post = letter.superior_id or self.letters.partner_post_id
        partner = self.letters.partner_person_id
        found = self.held[post] if post else [partner] if partner else []
        return [person for person in found if person != letter.person_id]
