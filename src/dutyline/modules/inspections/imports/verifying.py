"""Who verifies what a ledger kept elsewhere names nobody for."""

from datetime import date

from django.utils.translation import gettext as _

from dutyline.kernel.actions.ladder import main_post
from dutyline.kernel.actions.verifier import left_to_verify
from dutyline.kernel.organisation.models import Person
from dutyline.modules.inspections.imports.entries import Entry
from dutyline.modules.inspections.imports.mending import needs_repair
from dutyline.modules.inspections.imports.rows import Notes
from dutyline.modules.inspections.models import REPAIRING, FindingState

MENDED_BY_SOMEBODY = (*REPAIRING, FindingState.REPORTED, FindingState.VERIFIED)


def names_nobody(entry: Entry) -> bool:
    """Say whether a repair still to be verified comes with no word of who does it, or the owner.

    Whom the ledger names and nobody here knows stays named in its words.
    """
    if entry.standing.state not in MENDED_BY_SOMEBODY or not needs_repair(entry):
        return False
    return entry.verifier == entry.owner if entry.verifier else not entry.row.text("verifier")


def note_verifier(entry: Entry, notes: Notes) -> None:
    """Note who verifies where nobody is named."""
    if names_nobody(entry):
        sentence = _(
            "Where nobody is named to verify, who found it does if he may verify there, "
            "otherwise the superior of who mends it."
        )
        notes.decide("verifier_left", sentence, entry.row.number)


class Verifiers:
    """Says who verifies, asking once for each owner, finder and unit."""

    def __init__(self, on: date) -> None:
        """Keep the day of the import."""
        self.on = on
        self.known: dict[tuple[int, int | None, int], Person | None] = {}

    def of(self, entry: Entry) -> Person | None:
        """Return whom the rule of repairs takes for an entry that names nobody, else None."""
        owner, finder = entry.owner, entry.finder
        if owner is None or not names_nobody(entry):
            return None
        key = owner.pk, finder.pk if finder else None, entry.unit.pk
        if key not in self.known:
            path = entry.unit.path
            self.known[key] = left_to_verify(
                path,
                self.on,
                apart=[owner.pk],
                found_by=finder,
                below=main_post(owner, self.on, path),
            )
        return self.known[key]
