"""Letters of a year for everybody: generated, opened, followed, each in statements of sets."""

import resource
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection, transaction

from bench.bare import LETTER_MAP, LETTER_TEXTS, LETTERS
from bench.enterprise import SINCE
from bench.lines import Line, at_most, told
from bench.measuring import counted, execute, measure, seconds
from bench.site import browser
from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.rights import actor_of
from dutyline.kernel.organisation.models import Person, Post, Unit
from dutyline.modules.responsibility.models import (
    CardState,
    CardVersion,
    Letter,
    LetterRound,
    PostCard,
)
from dutyline.modules.responsibility.operations.letters import (
    Setup,
    set_up_round,
    sign_letter,
)
from dutyline.modules.responsibility.operations.letters.following import (
    follow_in_parts,
    follow_where_changed,
)
from dutyline.modules.responsibility.operations.letters.generating import generate_in_parts
from dutyline.modules.responsibility.operations.letters.opening import open_in_parts
from dutyline.modules.responsibility.operations.letters.shared import AT_ONCE

DAY = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
WORDS = {
    "scope_en": "The machines of the post\nEverybody who works at them",
    "safety_en": "Report dangers at once\nStop work in danger\nKeep the escape way open",
    "authority_en": "Stop work in danger",
    "assessment_en": "Assessed by what is owed and done",
}


def letters(times: int) -> Iterator[Line]:
    """Make the letters of the whole enterprise in one round, open it, sign, look at it, follow.

    Generated and opened as the worker does it; what is signed on one's own as a page does it.
    """
    _cards()
    by = Actor.system("bench")
    root = Unit.objects.get(parent=None)
    partner = Person.objects.create(number="owner", name="Owner")
    setup = Setup("en", 30, partner_person=partner)
    row = set_up_round(by=by, unit=root, year=DAY.year, setup=setup, on=DAY, at=AT)
    said: dict[str, Any] = {"by": by, "letters": row, "on": DAY, "at": AT}
    before = _peak()
    generating, sent = _taken(lambda: generate_in_parts(**said))
    made = Letter.objects.count()
    yield told(f"Generating {made:,} letters", generating, "s")
    yield told("Generating: statements", sent, "")
    yield told("Generating: statements for each 500 posts", sent / _parts(), "")
    execute("ANALYZE")
    opening, sent = _taken(lambda: open_in_parts(**said))
    yield told(f"Opening {made:,} letters from the top", opening, "s")
    yield told("Opening: statements", sent, "")
    yield at_most("Generating and opening together", generating + opening, 300, "s")
    yield from _first_signature(row)
    yield from _map(row, times)
    taken, sent = _taken(lambda: follow_in_parts(**said))
    yield told("Following a day on which nothing changed", taken, "s")
    yield told("Following: statements", sent, "")
    follow_where_changed(**said)
    row.refresh_from_db()
    taken, sent = _taken(lambda: follow_where_changed(**said))
    yield told("Following again, nothing changed since", taken, "s")
    yield told("Following again: statements", sent, "")
    opened = Letter.objects.filter(signed_at=None, opened_at=None).count()
    # As if everybody above somebody had signed at once: nobody waits any more.
    Letter.objects.filter(post__heads_unit=True).update(opened_at=AT, signed_at=AT)
    taken, sent = _taken(lambda: follow_in_parts(**said))
    opened -= Letter.objects.filter(signed_at=None, opened_at=None).count()
    yield told(f"Opening {opened:,} at once, each holder told", taken, "s")
    yield told("Opening at once: statements", sent, "")
    yield at_most("Memory grown at most", _peak() - before, 512, "MB")
    bare = _by_hand(row)
    yield told("The same texts and letters, hand-written INSERT … SELECT", bare, "s")
    yield told("Generating, ours ÷ hand-written", generating / bare, "×")


def _first_signature(row: LetterRound) -> Iterator[Line]:
    """Let a holder of the top sign, which opens the letters of the next level."""
    letter = Letter.objects.filter(round=row, superior=None).order_by("id")[0]
    signer = actor_of(letter.person, DAY)
    before = Letter.objects.filter(opened_at__isnull=False).count()
    taken, sent = _taken(
        lambda: sign_letter(
            by=signer,
            letter=letter,
            text=letter.text.number,
            name=letter.person.name,
            confirmed_at=AT,
            on=DAY,
            at=AT,
        )
    )
    opened = Letter.objects.filter(opened_at__isnull=False).count() - before
    yield told(f"The first signature, which opens {opened} letters", taken * 1000, "ms")
    yield told("The first signature: statements", sent, "")


def _map(row: LetterRound, times: int) -> Iterator[Line]:
    """Read the map at the top with its rates, against hand-written SQL for the same numbers."""
    get = browser("head")
    page = measure(lambda: get(f"/letters/years/{row.pk}/"), times)
    bare = measure(lambda: _each(LETTER_MAP, [DAY, row.pk]), times)
    yield told("The map at the top with its rates: p50", page.typical, "ms")
    yield told("The map: statements", page.statements, "")
    yield told("The numbers of the map, hand-written SQL: p50", bare.typical, "ms")
    yield told("The map, the whole page ÷ hand-written numbers", page.best / bare.best, "×")


def _each(statements: Iterable[str], values: list[Any]) -> None:
    with connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql, values)
            cursor.fetchall()


def _by_hand(row: LetterRound) -> float:
    """Return how long it takes to write the rows of a round once more, words and all."""
    with transaction.atomic():
        other = LetterRound.objects.get(pk=row.pk)
        other.pk, other.year = None, row.year + 1
        other.save(force_insert=True)

        def write() -> None:
            with connection.cursor() as cursor:
                cursor.execute(LETTER_TEXTS, [other.pk, row.pk])
                cursor.execute(LETTERS, [other.pk, row.pk])

        taken = seconds(write)
        transaction.set_rollback(True)
    return taken


def _parts() -> int:
    return -(-Letter.objects.values("post").distinct().count() // AT_ONCE)


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
