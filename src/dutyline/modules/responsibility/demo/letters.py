"""Tells how the letters of the year were signed from the principal down, and what still waits.

Who left, who came, which unit moved and whose card was written anew is told elsewhere: the sweep of
each night lets the letters follow, and those touched are signed again.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial

from dutyline.kernel.registry import Moment, Stage, Words
from dutyline.modules.responsibility.demo import letter_words as said
from dutyline.modules.responsibility.demo.goals import first_day
from dutyline.modules.responsibility.models import Letter, LetterLanguage, LetterRound
from dutyline.modules.responsibility.operations.letters import (
    Setup,
    answer_refusal,
    countersign,
    generate_letters,
    open_round,
    refuse_letter,
    set_up_round,
    sign_letter,
)

MANAGER, PARTNER = "chen-lan", "he-yiming"
"""Who sets the round up, and who signs with the principal in the name of the committee."""
SILENT = frozenset(
    {"vice-production", "group-people-head", "lab-head", "mixing-late-leader", "poly-b-leader"}
)
"""Posts of each level whose holders have not signed to this day; those below them wait."""
SLOW = frozenset({"zhang-guowei"})
"""Who has not countersigned what his people signed."""
AGAIN = "group-production-head"
"""Whose card was written anew in the story: his letter is stale, and he has not signed it again."""
HIMSELF = "wang-jun"
"""Whoever looks around as this operator shall find his letter open."""
REFUSES = "utilities-electrician"
"""Of this post, the first who holds it refuses."""
RELUCTANT, A_DAY = 0.08, 0.6
"""The part of people who have not signed to this day, and of the others who sign on a day."""
DUE_DAYS = 7
DAILY = 12
"""Days after the opening on which people sign; afterwards it is once a week."""
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


class Letters:
    """The letters of the year, for everybody who holds a post with a card."""

    def __init__(self, stage: Stage) -> None:
        """Begin when the goals of the year have gone down the line."""
        self.stage, self.day = stage, first_day(stage) + 14 * DAY
        self.rows: list[Words] = stage.chapter("posts")

    def moments(self) -> Iterator[Moment]:
        """Yield the moments, not in order."""
        yield self._moment(self.day, 9.2, self._set_up)
        yield self._moment(self.day, 14.5, self._open)
        for day in self._days():
            yield self._moment(day, 10.6, self._sign)
            yield self._moment(day, 16.4, self._countersign)
        yield self._moment(self.day + DAILY * DAY, 11.2, self._refuse)
        yield self._moment(self.day + (DAILY + 1) * DAY, 8.4, self._answer)

    def _days(self) -> Iterator[date]:
        """Yield the days on which people sign: of the last days each, for the late workshop."""
        day, last = self.day + DAY, self.stage.now.date()
        while day <= last:
            yield day
            fast = day < self.day + DAILY * DAY or day >= self.stage.recent - DAY
            day = day + DAY if fast else min(day + 7 * DAY, self.stage.recent)

    def _set_up(self, day: date, at: datetime) -> None:
        by = self.stage.actor(MANAGER, day)
        setup = Setup(
            language=LetterLanguage.BOTH,
            due_days=DUE_DAYS,
            partner_person=self.stage.person(PARTNER),
            partner_for=str(self.stage.say(said.COMMITTEE)),
            terms_en=said.TERMS["en"],
            terms_zh=said.TERMS["zh"],
        )
        unit = self.stage.unit("group")
        row = set_up_round(by=by, unit=unit, year=day.year, setup=setup, on=day, at=at)
        generate_letters(by=by, letters=row, on=day, at=at + MINUTE)

    def _open(self, day: date, at: datetime) -> None:
        row = LetterRound.objects.get(unit=self.stage.unit("group"), year=day.year)
        open_round(by=self.stage.actor(MANAGER, day), letters=row, on=day, at=at)

    def _sign(self, day: date, at: datetime) -> None:
        """Let those sign whose letters are open, each in his own name."""
        keys = self._keys()
        rows = Letter.objects.running().filter(opened_at__isnull=False, signed_at=None)
        for letter in rows.filter(refused_at=None).select_related("person", "text").order_by("id"):
            person = self._present(keys.get(letter.post_id, ""), letter.person_id, day)
            if not person or self._waits(keys[letter.post_id], person, day, letter):
                continue
            at = min(at + MINUTE, self.stage.now)
            sign_letter(
                by=self.stage.actor(person, day),
                letter=letter,
                text=letter.text.number,
                name=letter.person.name,
                confirmed_at=at,
                on=day,
                at=at,
            )

    def _waits(self, post: str, person: str, day: date, letter: Letter) -> bool:
        """Say whether somebody lets his letter lie today."""
        if post in SILENT or person == HIMSELF or (post == AGAIN and letter.stale_at is not None):
            return True
        if post == REFUSES and letter.text.number == 1 and person == self._refuser(day):
            return True
        if letter.superior_id is None:
            return False
        leads = any(row["key"] == post and row.get("heads") for row in self.rows)
        if not leads and self.stage.chance("letter", post, person).random() < RELUCTANT:
            return True
        return self.stage.chance("signs", post, person, day.isoformat()).random() > A_DAY

    def _countersign(self, day: date, at: datetime) -> None:
        """Let superiors who signed their own letter sign those of their people."""
        keys = self._keys()
        rows = Letter.objects.running().filter(signed_at__isnull=False)
        signed = {(post, person) for post, person in rows.values_list("post", "person")}
        below: dict[str, list[Letter]] = defaultdict(list)
        for letter in rows.filter(countersigned_at=None).order_by("id"):
            if letter.superior_id is None:
                below[PARTNER].append(letter)
                continue
            for person in self.stage.at_work(keys[letter.superior_id], day):
                pk = self.stage.person(person).pk
                if pk != letter.person_id and (letter.superior_id, pk) in signed:
                    below[person].append(letter)
                    break
        for person, letters in below.items():
            if person in SLOW:
                continue
            at = min(at + MINUTE, self.stage.now)
            countersign(
                by=self.stage.actor(person, day),
                letters=letters,
                name=self.stage.person(person).name,
                confirmed_at=at,
                on=day,
                at=at,
            )

    def _refuse(self, day: date, at: datetime) -> None:
        person, letter = self._refuser(day), self._refusers_letter(day)
        if letter is None or letter.opened_at is None:
            return
        by, why = self.stage.actor(person, day), str(self.stage.say(said.REFUSED))
        refuse_letter(by=by, letter=letter, reason=why, on=day, at=at)

    def _answer(self, day: date, at: datetime) -> None:
        letter = self._refusers_letter(day)
        if letter is None or letter.refused_at is None or letter.superior_id is None:
            return
        superior = next(iter(self.stage.at_work(self._keys()[letter.superior_id], day)), None)
        if superior is not None:
            by, words = self.stage.actor(superior, day), str(self.stage.say(said.ANSWERED))
            answer_refusal(by=by, letter=letter, kind="talk", words=words, on=day, at=at)

    def _refuser(self, day: date) -> str:
        return next(iter(self.stage.at_work(REFUSES, day)), "")

    def _refusers_letter(self, day: date) -> Letter | None:
        person = self._refuser(day)
        if not person:
            return None
        rows = Letter.objects.running().filter(post=self.stage.post(REFUSES))
        found: Letter | None = rows.filter(person=self.stage.person(person)).first()
        return found

    def _present(self, post: str, person_id: int, day: date) -> str:
        """Return the key of a holder who is at work; "" for who is not."""
        for person in self.stage.at_work(post, day) if post else ():
            if self.stage.person(person).pk == person_id:
                return person
        return ""

    def _keys(self) -> dict[int, str]:
        return {self.stage.post(row["key"]).pk: row["key"] for row in self.rows}

    def _moment(self, day: date, hour: float, act: Callable[[date, datetime], object]) -> Moment:
        at = self.stage.at(day, hour)
        return Moment(at, partial(act, day, at), self.stage.at(self.stage.begins, 0))
