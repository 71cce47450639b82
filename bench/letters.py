"""Letters of a year for everybody: generated, opened, followed, each in statements of sets."""

import resource
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

from bench.enterprise import SINCE
from bench.lines import Line, told
from bench.measuring import counted, seconds
from dutyline.kernel.access.actor import Actor
from dutyline.kernel.organisation.models import Person, Post, Unit
from dutyline.modules.responsibility.models import CardState, CardVersion, Letter, PostCard
from dutyline.modules.responsibility.operations.letters import (
    Setup,
    follow_round,
    generate_letters,
    open_round,
    set_up_round,
)

DAY = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
WORDS = {
    "scope_en": "The machines of the post\nEverybody who works at them",
    "safety_en": "Report dangers at once\nStop work in danger\nKeep the escape way open",
    "authority_en": "Stop work in danger",
    "assessment_en": "Assessed by what is owed and done",
}


def letters() -> Iterator[Line]:
    """Make the letters of the whole enterprise in one round, open it, and look after it again."""
    _cards()
    by = Actor.system("bench")
    root = Unit.objects.get(parent=None)
    partner = Person.objects.create(number="owner", name="Owner")
    setup = Setup("en", 30, partner_person=partner)
    row = set_up_round(by=by, unit=root, year=DAY.year, setup=setup, on=DAY, at=AT)
    said: dict[str, Any] = {"by": by, "letters": row, "on": DAY, "at": AT}
    before = _peak()
    taken, sent = _taken(lambda: generate_letters(**said))
    made = Letter.objects.count()
    yield told(f"Generating {made:,} letters", taken, "s")
    yield told("Generating: statements", sent, "")
    yield told("Generating: memory grown at most", _peak() - before, "MB")
    taken, sent = _taken(lambda: open_round(**said))
    yield told(f"Opening {made:,} letters from the top", taken, "s")
    yield told("Opening: statements", sent, "")
    taken, sent = _taken(lambda: follow_round(**said))
    yield told("Following a day on which nothing changed", taken, "s")
    yield told("Following: statements", sent, "")


def _cards() -> None:
    """Give every post a card in force."""
    cards = [PostCard(post=post) for post in Post.objects.order_by("id")]
    PostCard.objects.bulk_create(cards, batch_size=1000)
    versions = [
        CardVersion(
            card=card,
            number=1,
            state=CardState.PUBLISHED,
            drafted_by_name="bench",
            drafted_at=AT,
            published_by_name="bench",
            published_at=AT,
            valid_from=SINCE,
            responsible="Holder",
            asked_at=AT,
            asked_by_name="bench",
            **WORDS,
        )
        for card in cards
    ]
    CardVersion.objects.bulk_create(versions, batch_size=1000)


def _taken(act: Callable[[], object]) -> tuple[float, int]:
    with counted() as sent:
        took = seconds(act)
    return took, len(sent)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
