"""Says a duty line in one sentence, for those who do not see it."""

from functools import cache

from django.utils.functional import Promise
from django.utils.translation import (
    get_language,
    gettext,
    ngettext,
    override,
    pgettext,
    pgettext_lazy,
)

from dutyline.toolkit.ui.line.grammar import Line, State

LABELS: dict[State, str | Promise] = {
    State.ON_TIME: pgettext_lazy("state of a duty", "On time"),
    State.LATE: pgettext_lazy("state of a duty", "Late"),
    State.MISSED: pgettext_lazy("state of a duty", "Missed"),
    State.DUE: pgettext_lazy("state of a duty", "Due"),
    State.UPCOMING: pgettext_lazy("state of a duty", "Upcoming"),
    State.EXCUSED: pgettext_lazy("state of a duty", "Excused"),
    State.WAIVED: pgettext_lazy("state of a duty", "Waived"),
    State.NOT_APPLICABLE: pgettext_lazy("state of a duty", "Not applicable"),
}

COUNTED: dict[State, str | Promise] = {
    State.ON_TIME: pgettext_lazy("after a number of duties", "on time"),
    State.LATE: pgettext_lazy("after a number of duties", "late"),
    State.MISSED: pgettext_lazy("after a number of duties", "missed"),
    State.DUE: pgettext_lazy("after a number of duties", "due"),
    State.UPCOMING: pgettext_lazy("after a number of duties", "upcoming"),
    State.EXCUSED: pgettext_lazy("after a number of duties", "excused"),
    State.WAIVED: pgettext_lazy("after a number of duties", "waived"),
    State.NOT_APPLICABLE: pgettext_lazy("after a number of duties", "not applicable"),
}


def say(line: Line) -> str:
    """Return the sentence of a line: its period, how many were owed, how many in each state."""
    if line.label:
        return line.label
    name = (
        gettext("Duty line for %(period)s") % {"period": line.period}
        if line.period
        else gettext("Duty line")
    )
    if line.never:
        return gettext("%(line)s: never covered") % {"line": name}
    counts = line.counts
    total = counts.total()
    if not total:
        return gettext("%(line)s: nothing owed") % {"line": name}
    words = _counted(get_language() or "")
    parts = [words[state] % counts[state] for state in State if counts[state]]
    return ngettext(
        "%(line)s: %(total)d obligation; %(parts)s",
        "%(line)s: %(total)d obligations; %(parts)s",
        total,
    ) % {
        "line": name,
        "total": total,
        "parts": pgettext("between counts of states", ", ").join(parts),
    }


@cache
def _counted(language: str) -> dict[State, str]:
    """Return "%d late" for each state; remembered a language, for a board says it often."""
    with override(language):
        form = pgettext("count of one state", "%(count)s %(state)s")
        return {state: form % {"count": "%d", "state": word} for state, word in COUNTED.items()}
