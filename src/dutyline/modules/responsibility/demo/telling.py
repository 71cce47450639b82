"""Tells how the enterprise got its post cards: all of them once, then what changed."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import partial

from dutyline.kernel.registry import Moment, Stage
from dutyline.modules.responsibility.demo.words import LEADING, NEW_SCOPE, WORKING
from dutyline.modules.responsibility.models import CardVersion, PostCard
from dutyline.modules.responsibility.operations import (
    accept_card,
    approve,
    ask_review,
    draft_missing_cards,
    draft_next,
    publish,
    write_draft,
)
from dutyline.modules.responsibility.operations.together import (
    approve_all,
    ask_review_of_all,
    publish_all,
)

WRITER, FIRST, SECOND = "chen-lan", "zhao-min", "he-yiming"
"""Who drafts; who reviews and publishes; and who does so where that is the card of the first."""
DRAFTED, ASKED, APPROVED, PUBLISHED = (timedelta(days=each) for each in (9, 11, 15, 16))
"""How long after the beginning of the half-year."""
WITHIN_DAYS = 10
"""Most people accept within these days."""
RELUCTANT = 0.04
"""The part of people who have not done so to this day."""
FRONT_LINE = 5
REVISED, REVISER, ITS_REVIEWER = "poly-head", WRITER, "zhou-hao"
REVISED_BEFORE, WAITING_BEFORE = timedelta(days=20), timedelta(days=2)
WAITING = "poly-a-leader"


def tell(stage: Stage) -> Iterable[Moment]:
    """Return every moment of the post cards up to now; the same each time it is asked."""
    return _Cards(stage).moments()


class _Cards:
    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.begins = stage.at(stage.begins, 0)
        self.published_on = stage.begins + PUBLISHED

    def moments(self) -> Iterator[Moment]:
        """Yield the moments, not in order."""
        yield self._at(DRAFTED, 9.2, self._draft)
        yield self._at(ASKED, 16.1, self._ask)
        yield self._at(APPROVED, 10.4, self._approve)
        yield self._at(PUBLISHED, 14.0, self._publish)
        for row in self.stage.chapter("posts"):
            yield from self._acceptances(row["key"], row["level"] < FRONT_LINE)
        yield from self._revision()

    def _acceptances(self, post: str, leads: bool) -> Iterator[Moment]:
        for person in self.stage.at_work(post, self.published_on):
            chance = self.stage.chance("card", post, person)
            if chance.random() < RELUCTANT:
                continue
            day = self.published_on + timedelta(days=chance.randint(1, WITHIN_DAYS))
            at = self.stage.at(day, 7 + chance.random() * 9)
            words = self.stage.say(chance.choice(LEADING if leads else WORKING))
            yield self._moment(at, partial(self._accept, post, person, words, day, at))

    def _revision(self) -> Iterator[Moment]:
        """Yield one card that was written anew, and one that waits for its review."""
        for post, before, to_the_end in (
            (REVISED, REVISED_BEFORE, True),
            (WAITING, WAITING_BEFORE, False),
        ):
            at = self.stage.now - before
            day = at.date()
            at = self.stage.at(day, 9.6)
            yield self._moment(at, partial(self._revise, post, day, at, to_the_end))

    def _draft(self, day: date, at: datetime) -> None:
        writer, group = self.stage.actor(WRITER, day), self.stage.unit("group")
        draft_missing_cards(by=writer, unit=group, on=day, at=at)

    def _ask(self, day: date, at: datetime) -> None:
        path = self.stage.unit("group").path
        ask_review_of_all(by=self.stage.actor(WRITER, day), path=path, at=at)

    def _approve(self, day: date, at: datetime) -> None:
        path = self.stage.unit("group").path
        for person in (FIRST, SECOND):
            approve_all(by=self.stage.actor(person, day), path=path, at=at)

    def _publish(self, day: date, at: datetime) -> None:
        path = self.stage.unit("group").path
        for person in (FIRST, SECOND):
            publish_all(by=self.stage.actor(person, day), path=path, valid_from=day, at=at)

    def _accept(self, post: str, person: str, words: str, day: date, at: datetime) -> None:
        version = CardVersion.objects.on(day).filter(card__post=self.stage.post(post)).first()
        if version is None or person not in self.stage.at_work(post, day):
            return
        by = self.stage.actor(person, day)
        accept_card(by=by, version=version, words=words, on=day, at=at, recorded_at=at)

    def _revise(self, post: str, day: date, at: datetime, to_the_end: bool) -> None:
        card = PostCard.objects.filter(post=self.stage.post(post)).first()
        if card is None or card.versions.at_work().exists():
            return
        writer = self.stage.actor(REVISER, day)
        draft = draft_next(by=writer, card=card, on=day, at=at)
        column = "scope_zh" if self.stage.language.startswith("zh") else "scope_en"
        words = {column: f"{getattr(draft, column)}\n{self.stage.say(NEW_SCOPE)}"}
        draft = write_draft(by=writer, version=draft, words=words, on=day, at=at)
        asked = ask_review(by=writer, version=draft, at=at)
        if to_the_end:
            reviewer = self.stage.actor(ITS_REVIEWER, day)
            approved = approve(by=reviewer, version=asked, at=at + timedelta(hours=5))
            publish(
                by=reviewer, version=approved, valid_from=day, at=at + timedelta(hours=5, minutes=9)
            )

    def _at(self, after: timedelta, hour: float, act: Callable[[date, datetime], None]) -> Moment:
        day = self.stage.begins + after
        at = self.stage.at(day, hour)
        return self._moment(at, partial(act, day, at))

    def _moment(self, at: datetime, act: Callable[[], None]) -> Moment:
        """Return a moment of the months before: what people look at first is not to wait for it."""
        return Moment(at, act, self.begins)
