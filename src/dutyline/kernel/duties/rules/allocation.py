"""Who owes how much of a duty in a period."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal
from fractions import Fraction

from dutyline.kernel.duties.models.choices import Reason, State
from dutyline.kernel.duties.rules.days import Span, common, mask, union
from dutyline.kernel.duties.rules.periods import Window, cut, grace_end
from dutyline.kernel.duties.rules.versions import Ask


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person holding the post, or acting in it, from–to."""

    appointment_id: int
    person_id: int
    first: date
    end: date | None
    acting_for: int | None = None


@dataclass(frozen=True, slots=True)
class Absence:
    """Approved leave."""

    person_id: int
    first: date
    end: date | None


@dataclass(frozen=True, slots=True)
class Staff:
    """Who held the post, and who of them was away."""

    tenures: Sequence[Tenure]
    absences: Sequence[Absence] = ()

    def leave(self, person_id: int, span: Span) -> int:
        """Return a person's days of leave in a span, as bits."""
        return union(
            mask(span, each.first, each.end)
            for each in self.absences
            if each.person_id == person_id
        )


@dataclass(frozen=True, slots=True)
class Allocation:
    """What one holder, or the holders together, owe of one period, and why."""

    version_id: int
    appointment_id: int | None
    person_id: int | None
    covered_by: int | None
    window: Window
    grace_until: datetime
    days_held: int
    days_of_period: int
    amount: Decimal
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class Cover:
    """What becomes of the duties of a vacant post: `post_id` answers, None shows it as vacant."""

    post_id: int | None = None


def has_vacancy(span: Span, staff: Staff) -> bool:
    """Say whether there is a day in a span on which nobody at all holds the post."""
    ran = union(mask(span, each.first, each.end) for each in staff.tenures)
    return ran.bit_count() < span.days


def prorated(amount: Decimal, held: int, days: int) -> Decimal:
    """Return how much is owed by who held the post `held` of `days` days; 0 is nothing.

    More than one is shared out by days, halves up to a whole number; one stands whole from half
    of the period on.
    """
    if held >= days:
        return amount
    if amount <= 1:
        return amount if 2 * held >= days else Decimal(0)
    share = Fraction(amount) * held / days + Fraction(1, 2)
    return min(amount, Decimal(share.numerator // share.denominator))


def each_holder(
    ask: Ask,
    window: Window,
    span: Span | None,
    staff: Staff,
    tz: tzinfo,
) -> list[Allocation]:
    """Return what every holder owes himself in the days of `span`, a part of the period."""
    if span is None:
        return []
    found = []
    for tenure in staff.tenures:
        own = common(span, tenure.first, tenure.end)
        if own is None:
            continue
        ran = mask(own, own.first, own.end)
        leave = staff.leave(tenure.person_id, own)
        stood_in = union(
            mask(own, other.first, other.end)
            for other in staff.tenures
            if other.acting_for == tenure.appointment_id
        )
        held = (ran & ~leave & ~stood_in).bit_count()
        reason = Reason.LEAVE if leave.bit_count() > stood_in.bit_count() else Reason.ACTING
        found.append(
            _allocation(
                ask,
                cut(window, own, tz, to_the_end=not ask.by_value),
                window.days.days,
                tz,
                held=held,
                ran=own.days,
                excuse=reason,
                holder=tenure,
            )
        )
    return found


def holders_together(
    ask: Ask,
    window: Window,
    span: Span | None,
    staff: Staff,
    tz: tzinfo,
    *,
    cover: Cover,
) -> list[Allocation]:
    """Return what the post owes once in the days of `span`, whoever holds it.

    Days on which nobody at all held it are answered for by the covering post, or count as vacant;
    days on which every holder was on leave are excused.
    """
    if span is None:
        return []
    held = ran = 0
    for tenure in staff.tenures:
        days = mask(span, tenure.first, tenure.end)
        ran |= days
        held |= days & ~staff.leave(tenure.person_id, span)
    vacant = ((1 << span.days) - 1) & ~ran
    leave = ran & ~held
    covered = cover.post_id if vacant else None
    if covered is not None:
        held |= vacant
    # The superior's own acts count for every vacant day; he answers where the post is vacant at
    # the end, or for more than half of the time.
    answers = vacant >> (span.days - 1) or 2 * vacant.bit_count() > span.days
    excuse = Reason.VACANCY if vacant.bit_count() >= leave.bit_count() else Reason.LEAVE
    return [
        _allocation(
            ask,
            cut(window, span, tz, to_the_end=not ask.by_value),
            window.days.days,
            tz,
            held=held.bit_count(),
            ran=span.days,
            excuse=excuse,
            covered_by=covered,
            reason=Reason.COVERING if covered is not None and answers else Reason.NONE,
        )
    ]


def _allocation(
    ask: Ask,
    window: Window,
    days: int,
    tz: tzinfo,
    *,
    held: int,
    ran: int,
    excuse: Reason,
    holder: Tenure | None = None,
    covered_by: int | None = None,
    reason: Reason = Reason.NONE,
) -> Allocation:
    amount, state = prorated(ask.amount, held, days), State.OPEN
    if not amount:
        # What he would have owed without leave or stand-in says whether there was anything to
        # excuse him from.
        amount = prorated(ask.amount, ran, days)
        state = State.EXCUSED if amount else State.NOT_APPLICABLE
        reason = excuse if amount else Reason.HELD_PART
    return Allocation(
        version_id=ask.version_id,
        appointment_id=holder.appointment_id if holder else None,
        person_id=holder.person_id if holder else None,
        covered_by=covered_by,
        window=window,
        grace_until=grace_end(window.due_at, ask.grace_days, tz),
        days_held=held,
        days_of_period=days,
        amount=amount,
        state=state,
        reason=reason,
    )
