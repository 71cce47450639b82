"""Who stands on the ladder above a post on a day."""

from collections.abc import Collection, Iterator
from datetime import date, datetime

from dutyline.kernel.actions.rules import Rung
from dutyline.kernel.criteria.lookup import catalogue
from dutyline.kernel.organisation.calendar import zone_of
from dutyline.kernel.organisation.line import holders_of, superior_of
from dutyline.kernel.organisation.models import Appointment, Person, Post, Unit
from dutyline.kernel.organisation.paths import ancestors

CATALOGUE = "escalation_ladder"


def rungs(on: date) -> list[Rung]:
    """Return the steps of the escalation ladder in force on a day, each stage numbered from 1."""
    counted: dict[str, int] = {}
    found = []
    entries = sorted(catalogue(CATALOGUE, on), key=lambda entry: int(entry.data["days_over"]))
    for entry in entries:
        stage = str(entry.data.get("stage", "repair"))
        counted[stage] = counted.get(stage, 0) + 1
        found.append(
            Rung(
                number=counted[stage],
                stage=stage,
                days_over=int(entry.data["days_over"]),
                up=int(entry.data.get("up", counted[stage])),
            )
        )
    return found


def superior_with_holder(post: Post, on: date, up: int = 1) -> tuple[Post | None, Person | None]:
    """Return the post `up` steps above and who holds it; a vacant one passes to the next above.

    At the top of the line the highest post reached is returned.
    """
    reached: tuple[Post | None, Person | None] = (None, None)
    for steps, above, holder in _held_above(post, on):
        reached = above, holder
        if steps >= up:
            break
    return reached


def somebody_above(post: Post, on: date, *, but: Collection[int | None]) -> Person | None:
    """Return the first above a post who is none of these people, by id."""
    return next((person for _, _, person in _held_above(post, on) if person.pk not in but), None)


def _held_above(post: Post, on: date) -> Iterator[tuple[int, Post, Person]]:
    above = superior_of(post, on)
    seen = {post.pk}
    while above is not None and above.pk not in seen:
        seen.add(above.pk)
        holders = holders_of(above, on)
        if holders:
            yield len(seen) - 1, above, holders[0].person
        above = superior_of(above, on)


def main_post(person: Person, on: date, path: str) -> Post | None:
    """Return the post a person answers from in a unit: the one nearest to it, acting ones last."""
    held = list(
        Appointment.objects.on(on)
        .filter(person=person)
        .select_related("post__unit")
        .order_by("acting", "id")
    )
    if not held:
        return None
    line = set(ancestors(path))
    return min(held, key=lambda each: (each.acting, -_shared(each.post.unit.path, line))).post


def local_day(unit: Unit, at: datetime) -> date:
    """Return the day it is at a moment where the unit is."""
    return at.astimezone(zone_of(unit)).date()


def _shared(path: str, line: set[int]) -> int:
    return len(line.intersection(ancestors(path)))
