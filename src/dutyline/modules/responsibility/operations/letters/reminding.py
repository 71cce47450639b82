"""Reminders of letters along the line: whoever is late, and whoever leads him."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from dutyline.kernel.criteria.lookup import criterion
from dutyline.kernel.notifications.operations import notify
from dutyline.kernel.organisation.calendar import zone_of
from dutyline.kernel.organisation.models import Appointment, Person
from dutyline.modules.responsibility.keys import LETTER
from dutyline.modules.responsibility.models import Letter, LetterRound, LetterState
from dutyline.modules.responsibility.operations.letters.shared import standing_of
from dutyline.modules.responsibility.rules.letters import is_reminded_on, state_of

REMIND_DAYS = "responsibility.letter_remind_days"


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
    the criterion names.
    """
    every = int(criterion(REMIND_DAYS, on))
    rows = Letter.objects.running().filter(round=letters).overdue(on)
    late = list(
        rows.select_related("person", "post", "round__partner_post", "round__partner_person")
    )
    due = [each for each in late if each.due_on and is_reminded_on(each.due_on, on, every)]
    told = 0
    for each in due:
        if state_of(standing_of(each)) in {LetterState.OPEN, LetterState.STALE}:
            told += notify(
                persons=[each.person],
                kind="responsibility.letter_reminder",
                subject=(LETTER, each.pk),
                key=f"responsibility.letter_reminder:{each.pk}:{on.isoformat()}",
                at=at,
                year=letters.year,
                post=each.post.title,
                day=each.due_on,
            )
    return told + _tell_superiors(letters, late, {each.pk for each in due}, on, at)


def _tell_superiors(
    letters: LetterRound, late: Iterable[Letter], due: set[int], on: date, at: datetime
) -> int:
    """Tell each superior once how many of his people are late, and how many wait for him."""
    superiors = _Superiors(late, on)
    people: dict[int, Person] = {}
    firsts: dict[int, Letter] = {}
    counts: dict[int, Counter[bool]] = defaultdict(Counter)
    reminded: set[int] = set()
    for each in late:
        for person in superiors.of(each):
            people[person.pk] = person
            firsts.setdefault(person.pk, each)
            counts[person.pk][each.signed_at is not None] += 1
            if each.pk in due:
                reminded.add(person.pk)
    return sum(
        notify(
            persons=[people[pk]],
            kind="responsibility.letters_overdue",
            subject=(LETTER, firsts[pk].pk),
            key=f"responsibility.letters_overdue:{letters.pk}:{on.isoformat()}",
            at=at,
            year=letters.year,
            number=counts[pk][False],
            waiting=counts[pk][True],
        )
        for pk in sorted(reminded)
    )


class _Superiors:
    """Who signs letters as the superior on a day, for many letters in one statement."""

    def __init__(self, late: Iterable[Letter], on: date) -> None:
        """Read the holders of every superior post."""
        posts = {each.superior_id or each.round.partner_post_id for each in late}
        self.held: dict[int, list[Person]] = defaultdict(list)
        rows = Appointment.objects.on(on).filter(post__in=posts - {None})
        for each in rows.select_related("person"):
            self.held[each.post_id].append(each.person)

    def of(self, letter: Letter) -> list[Person]:
        """Return who signs one letter, never its holder."""
        post = letter.superior_id or letter.round.partner_post_id
        partner = letter.round.partner_person
        found = self.held[post] if post else [partner] if partner else []
        return [person for person in found if person.pk != letter.person_id]
