"""Rates of money used and of letters signed for any number of units, in a few statements."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from dutyline.kernel.actions.indicators import roll_up
from dutyline.kernel.organisation.calendar import midnight, zone_of_path
from dutyline.kernel.organisation.paths import outermost, within
from dutyline.kernel.registry import Measurement, Period
from dutyline.modules.responsibility.models import (
    BudgetLine,
    BudgetUse,
    Letter,
    LetterRound,
    LetterSignature,
    LetterText,
    Party,
)
from dutyline.modules.responsibility.operations.letters.arriving import days_to_sign
from dutyline.modules.responsibility.queries.letters import PATH

CENT = Decimal("0.01")
TICK = timedelta(microseconds=1)
DAY = timedelta(days=1)


def budget_used_rate(paths: Sequence[str], period: Period) -> Mapping[str, Measurement]:
    """Return the money used out of the money planned, of the year in which the period ends.

    Used is what was spent from 1 January to the last day of the period, less what was taken back,
    whenever either was recorded. Planned is the whole plan where the period ends with the year, and
    the part of its days gone where it ends sooner: who leaves in June is not asked for December.
    """
    if not paths:
        return {}
    last = last_day(paths[0], period)
    reach = outermost(paths)
    lines = BudgetLine.objects.filter(within(reach, "unit__path"), year=last.year)
    uses = BudgetUse.objects.filter(
        within(reach, "line__unit__path"), line__year=last.year, spent_on__lte=last
    )
    planned = lines.order_by().values_list("unit__path").annotate(sum=Sum("planned"))
    used = uses.order_by().values_list("line__unit__path").annotate(sum=Sum("amount"))
    cents = [(path, _cents(sum_), 0) for path, sum_ in used]
    cents += [(path, 0, _cents(sum_)) for path, sum_ in planned]
    return {
        path: Measurement(spent * CENT, _gone(wanted * CENT, last))
        for path, (spent, wanted) in roll_up(paths, cents).items()
    }


def letters_signed_rate(paths: Sequence[str], period: Period) -> Mapping[str, Measurement]:
    """Return the letters both parties signed out of those to be signed by the end of the period.

    Of the year in which it ends, as they stood then: words that were signed and have been replaced
    are not signed, a letter that had ended is none, and a vacant post has none. One nobody has
    signed counts once the days its next signature had were over; who must wait for his superior is
    not late.
    """
    if not paths:
        return {}
    zone = zone_of_path(paths[0])
    last = _last_day(period, zone)
    day = last + DAY
    end = midnight(day, zone)
    rounds = LetterRound.objects.filter(year=last.year, opened_at__lt=end)
    spans = sorted(set(rounds.values_list("due_days", flat=True)))
    if not spans:
        return {path: Measurement(Decimal(0), Decimal(0)) for path in paths}
    late = Q(pk__in=[])
    for days in spans:
        since = midnight(day - timedelta(days=days), zone)
        late |= Q(round__due_days=days) & _open_since(since, end) & ~_moved_on(since, end)
    settled = Q(arrived_on=None) | Q(arrived_on__lt=day - days_to_sign(last))
    rows = Letter.objects.filter(_there(end), within(outermost(paths), PATH), round__year=last.year)
    signed = Exists(_signatures(Party.SUPERIOR, end, end).filter(letter=OuterRef("pk")))
    counts = [(path, n, n) for path, n in _by_unit(rows.filter(signed))]
    counts += [(path, 0, n) for path, n in _by_unit(rows.filter(late, settled).exclude(signed))]
    return {
        path: Measurement(Decimal(kept), Decimal(owed))
        for path, (kept, owed) in roll_up(paths, counts).items()
    }


def last_day(path: str, period: Period) -> date:
    """Return the last day of a period where a unit is.

    Periods read together begin and end at midnight where each unit is, so one speaks for all.
    """
    return _last_day(period, zone_of_path(path))


def _last_day(period: Period, zone: tzinfo) -> date:
    return (period.ends_at - TICK).astimezone(zone).date()


def _gone(planned: Decimal, last: date) -> Decimal:
    """Return the part of a year's plan that belongs to its days up to `last`."""
    begin, end = date(last.year, 1, 1), date(last.year + 1, 1, 1)
    days = (last - begin).days + 1
    return (planned * days / (end - begin).days).quantize(CENT, ROUND_HALF_UP)


def _cents(amount: Decimal) -> int:
    return int((amount / CENT).to_integral_value(ROUND_HALF_UP))


def _signatures(party: Party, before: datetime, end: datetime) -> "QuerySet[LetterSignature]":
    """Return who had signed before a moment what his letter still said at the end.

    How things stood is told from signatures and texts: the letter itself only knows of now.
    """
    newer = LetterText.objects.filter(
        round=OuterRef("text__round"),
        post=OuterRef("text__post"),
        number__gt=OuterRef("text__number"),
        at__lt=end,
    )
    return LetterSignature.objects.filter(~Exists(newer), party=party, at__lt=before)


def _open_since(since: datetime, end: datetime) -> Q:
    """Return the condition that a letter could be signed from a moment on to the end.

    Somebody else who held the post above had signed his own; at the top the round was open.
    """
    above = _signatures(Party.HOLDER, since, end).filter(
        _there(end, "letter__"),
        letter__round=OuterRef("round"),
        letter__post=OuterRef("superior"),
    )
    ready = Q(superior=None) | Q(Exists(above.exclude(person=OuterRef("person"))))
    return ready & Q(made_at__lt=since, round__opened_at__lt=since)


def _there(end: datetime, prefix: str = "") -> Q:
    """Return the condition that a letter had not ended by a moment."""
    return Q(**{f"{prefix}ended_at": None}) | Q(**{f"{prefix}ended_at__gte": end})


def _moved_on(since: datetime, end: datetime) -> Q:
    """Return the condition that its holder signed, or its words were replaced, within the days.

    Whoever signs next has days of his own from there on.
    """
    signed = LetterSignature.objects.filter(
        letter=OuterRef("pk"), party=Party.HOLDER, at__gte=since, at__lt=end
    )
    renewed = LetterText.objects.filter(
        round=OuterRef("round"), post=OuterRef("post"), number__gt=1, at__gte=since, at__lt=end
    )
    return Q(Exists(signed)) | Q(Exists(renewed))


def _by_unit(rows: "QuerySet[Letter]") -> Iterable[tuple[str, int]]:
    return rows.order_by().values_list(PATH).annotate(n=Count("pk"))
