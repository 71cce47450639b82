"""How a finding of a ledger stands, from its words and days."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from dutyline.modules.inspections.imports.rows import LedgerRow, Notes
from dutyline.modules.inspections.imports.settings import Settings
from dutyline.modules.inspections.models import FindingState


@dataclass(frozen=True)
class Standing:
    """A state with the day that goes with it."""

    state: FindingState
    closed_on: date | None = None


def standing_of(row: LedgerRow, settings: Settings, notes: Notes, *, own: bool) -> Standing:
    """Return how a finding stands; what had to be decided for it is noted.

    An empty state follows from the days: a day of closing or verification closes it, a day of
    finishing leaves it to be verified, a person and a deadline to be mended. A closed one without
    a day takes the last day known of it.
    """
    said = row.text("state") or settings.state
    if not said:
        said = _from_days(row)
        sentence = _("Where no state is given it follows from the days: {state}.")
        notes.decide("state_from_days", sentence.format(state=FindingState(said).label), row.number)
    state = FindingState(said)
    if state is not FindingState.CLOSED:
        return Standing(state)
    closed_on = row.day("closed_on")
    if closed_on is None:
        closed_on = _last_day(row)
        sentence = _("Closed without a day of closing: the last day known of it stands.")
        notes.decide("closed_on_guessed", sentence, row.number)
    found_on = row.day("found_at")
    if found_on is not None and closed_on < found_on:
        sentence = _("The day of closing lies before the day it was found; both stay as written.")
        notes.decide("closed_early", sentence, row.number)
    if not own:
        _note_late(row, closed_on, notes)
    return Standing(state, closed_on)


def note_deadline(row: LedgerRow, notes: Notes) -> None:
    """Note a deadline before the day of finding."""
    due_on, found_on = row.day("due_on"), row.day("found_at")
    if due_on is not None and found_on is not None and due_on < found_on:
        sentence = _("The deadline lies before the day it was found; both stay as written.")
        notes.decide("due_early", sentence, row.number)


def _note_late(row: LedgerRow, closed_on: date, notes: Notes) -> None:
    due_on = row.day("due_on")
    done_on = row.day("repaired_on") or closed_on
    if due_on is not None and done_on > due_on:
        sentence = _("Finished after the deadline; it counts as late.")
        notes.decide("finished_late", sentence, row.number)


def _from_days(row: LedgerRow) -> str:
    if row.day("closed_on") or row.day("verified_on"):
        return FindingState.CLOSED
    if row.day("repaired_on"):
        return FindingState.REPORTED
    if row.text("owner") and row.day("due_on"):
        return FindingState.ASSIGNED
    return FindingState.REGISTERED


def _last_day(row: LedgerRow) -> date:
    for name in ("verified_on", "repaired_on", "found_at"):
        day = row.day(name)
        if day is not None:
            return day
    raise ValueError("a row without a day of finding is never read")
