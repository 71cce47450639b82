"""Who verifies a repair when nobody is named: one rule for pages, programs and ledgers."""

from collections.abc import Collection
from datetime import date

from dutyline.kernel.access.rights import actor_of
from dutyline.kernel.actions.ladder import main_post, somebody_above
from dutyline.kernel.actions.permissions import Actions
from dutyline.kernel.organisation.models import Person, Post


def left_to_verify(
    path: str,
    on: date,
    *,
    apart: Collection[int | None],
    standing: Person | None = None,
    found_by: Person | None = None,
    assigned_by: Person | None = None,
    below: Post | None = None,
) -> Person | None:
    """Return who verifies in the unit of `path` when nobody is named, never one of `apart`.

    The verifier so far; else who found it, if he may verify there, for a report costs nobody a
    duty; else who assigned it; else the first above `below`. None where nobody is left: then it
    waits for whoever may verify there.
    """
    if standing is not None and _free(standing, apart, on):
        return standing
    if found_by is not None and _free(found_by, apart, on) and _may_verify(found_by, path, on):
        return found_by
    if assigned_by is not None and _free(assigned_by, apart, on):
        return assigned_by
    return somebody_above(below, on, but=apart) if below is not None else None


def told_beforehand(
    path: str, on: date, **who: Person | None
) -> tuple[Person | None, Person | None]:
    """Return who will verify if nobody is named, and who if that one repairs it himself."""
    first = left_to_verify(path, on, apart=[], below=None, **who)
    if first is None:
        return None, None
    below = main_post(first, on, path)
    return first, left_to_verify(path, on, apart=[first.pk], below=below, **who)


def _free(person: Person, apart: Collection[int | None], on: date) -> bool:
    return person.pk not in apart and (person.left_on is None or on < person.left_on)


def _may_verify(person: Person, path: str, on: date) -> bool:
    return actor_of(person, on).can(Actions.VERIFY, path)
