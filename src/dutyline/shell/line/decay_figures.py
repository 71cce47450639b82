"""The pictures of responsibility decay, and the unit in which a level drops."""

from collections.abc import Mapping
from datetime import date
from math import floor

from django.urls import reverse
from django.utils.dateformat import format as written
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dutyline.kernel.duties.reading import Decay, DecayLevel, Figures
from dutyline.kernel.duties.rules.decay import LEAST_TO_JUDGE, STANDS_OUT
from dutyline.kernel.organisation.models import Level
from dutyline.shell.duties.lines import line_of_days
from dutyline.shell.line.month_span import Months
from dutyline.shell.line.numbers import behind_url
from dutyline.toolkit.ui.charts import LineChart, Series, line_chart
from dutyline.toolkit.ui.line import Line, Slot, State
from dutyline.toolkit.ui.numbers import percent

TENTH = 10
OPEN = (State.DUE, State.UPCOMING)


def months_line(by_month: Mapping[date, Figures], months: Months, today: date) -> Line:
    """Return a line of one column a month; what is open reads due, for nothing lies ahead."""
    columns = [Slot(_counts(by_month.get(each)), each) for each in months.firsts]
    return line_of_days(columns, today)


def chart_of(found: Decay, months: Months, unit: str) -> LineChart | None:
    """Return the on-time share by month: above and below the step at which it thins.

    Where none stands out the highest and the lowest level are drawn; one level alone by itself.
    None where nothing is decided.
    """
    decided = [each for each in found.levels if each.figures.decided]
    if not decided:
        return None
    drawn = _ends(found, decided)
    series = [
        Series(str(Level(each.level).label), [_share(each.months.get(m)) for m in months.firsts])
        for each in drawn
    ]
    shares = [float(value) for each in series for value in each.values if value is not None]
    return line_chart(
        _title(found, drawn, unit),
        _("Part of what was decided that was done on time, by the month it fell due"),
        [_short_month(each) for each in months.firsts],
        series,
        say=percent,
        # A tenth of air under the lowest point, so that a fall is seen and the last word fits.
        floor_at=max(floor(min(shares) * TENTH - 0.5) / TENTH, 0.0),
    )


def lowest_of(found: Decay, months: Months, level: int) -> dict[str, object] | None:
    """Return the unit in which a level is done least, where that stands out from the whole."""
    whole = found.figures.on_time_share
    judged = [
        (share, each)
        for each in found.led
        if each.figures.decided >= LEAST_TO_JUDGE
        and (share := each.figures.on_time_share) is not None
    ]
    if whole is None or len(judged) < 2:
        return None
    share, unit = min(judged, key=lambda each: (each[0], each[1].unit_id))
    if whole - share < STANDS_OUT:
        return None
    return {
        "name": unit.name,
        "share": share,
        "decided": unit.figures.decided,
        "points": round((whole - share) * 100),
        "missed": unit.figures.missed,
        "url": reverse("line_decay", args=[unit.unit_id]) + f"?{months.query}&level={level}",
        "behind": behind_url(unit.unit_id, months.span, level=level, state="missed"),
    }


def _ends(found: Decay, decided: list[DecayLevel]) -> list[DecayLevel]:
    if found.thins is not None:
        told = {found.thins.above, found.thins.level}
        return [each for each in decided if each.level in told]
    judged = [each for each in decided if each.figures.decided >= LEAST_TO_JUDGE] or decided
    return judged if len(judged) == 1 else [judged[0], judged[-1]]


def _title(found: Decay, drawn: list[DecayLevel], unit: str) -> str:
    share = percent(drawn[-1].figures.on_time_share)
    lower = Level(drawn[-1].level).label
    if found.thins is not None:
        return _("%(above)s %(high)s on time, %(lower)s %(share)s") % {
            "above": Level(drawn[0].level).label,
            "high": percent(drawn[0].figures.on_time_share),
            "lower": lower,
            "share": share,
        }
    if len(drawn) == 1:
        return _("%(level)s in %(unit)s: %(share)s on time") % {
            "level": lower,
            "unit": unit,
            "share": share,
        }
    return pgettext("responsibility decay", "No step down the line stands out")


def _share(figures: Figures | None) -> float | None:
    return figures.on_time_share if figures is not None else None


def _counts(figures: Figures | None) -> dict[str, int]:
    if figures is None:
        return {}
    counts: dict[str, int] = {State.DUE: figures.open}
    counts |= {each: figures.of(each) for each in State if each not in OPEN}
    return {state: count for state, count in counts.items() if count}


def _short_month(value: date) -> str:
    """Return "Nov": twelve whole names run into each other under a picture on the phone."""
    return written(value, pgettext("date format", "M"))
