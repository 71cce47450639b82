"""Whoever is appointed or moves while letters are open: since when, and by which day he signs."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.utils import timezone

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.criteria.lookup import criterion
from dutyline.kernel.organisation.calendar import zone_of
from dutyline.kernel.organisation.models import Appointment, PostVersion, UnitVersion
from dutyline.kernel.organisation.paths import ancestors
from dutyline.modules.responsibility.models import Letter, LetterRound
from dutyline.modules.responsibility.operations.letters.marks import Line
from dutyline.modules.responsibility.operations.letters.shared import tell_each
from dutyline.modules.responsibility.rules.letters import within_since

SIGN_DAYS = "responsibility.letter_sign_days"


class Arrival(NamedTuple):
    """Since when somebody is there, and by which day he signs."""

    since: date
    due: date


def days_to_sign(on: date) -> timedelta:
    """Return how long whoever arrives or moves has to sign."""
    return timedelta(days=int(criterion(SIGN_DAYS, on)))


def arrivals(line: Line, appointments: Iterable[Appointment]) -> dict[int, Arrival]:
    """Return by appointment who of some came after the opening.

    One comes by being appointed, or with a post that moved in. Whose card came late is not new in
    his post. Two statements, none before the opening.
    """
    opened = line.letters.opened_at
    if opened is None:
        return {}
    first = timezone.localdate(opened, zone_of(line.letters.unit))
    held = list(appointments)
    belongs = _belongs_since(line, {each.post_id for each in held})
    since = {each.pk: max(each.valid_from, belongs[each.post_id]) for each in held}
    days = days_to_sign(line.on)
    return {pk: Arrival(day, day + days) for pk, day in since.items() if day >= first}


def record_arrivals(by: Actor, letters: LetterRound, ids: Iterable[int], at: datetime) -> None:
    """Write in the history by which day those who came or moved are to sign."""
    rows = Letter.objects.filter(pk__in=list(ids)).select_related("person", "post__unit")
    tell_each(by, rows.order_by("id"), "letter_arrived", at, year=letters.year)


def _belongs_since(line: Line, posts: set[int]) -> Mapping[int, date]:
    """Return since when posts stand under the unit of a round, without a gap."""
    versions = list(PostVersion.objects.filter(post__in=posts))
    places: dict[int, list[UnitVersion]] = defaultdict(list)
    for place in UnitVersion.objects.filter(unit__in={each.unit_id for each in versions}):
        if line.letters.unit_id in ancestors(place.path):
            places[place.unit_id].append(place)
    spans: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    for each in versions:
        for place in places[each.unit_id]:
            begins = max(each.valid_from, place.valid_from)
            ends = min((end for end in (each.valid_to, place.valid_to) if end), default=None)
            if ends is None or begins < ends:
                spans[each.post_id].append((begins, ends))
    # A post of the line stands there today.
    return {post: within_since(spans[post], line.on) or line.on for post in posts}
