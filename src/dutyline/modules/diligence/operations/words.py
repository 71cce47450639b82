"""What a file says of itself, and how its lines are told in a language."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from dutyline.kernel.registry import FileEntry
from dutyline.kernel.registry.filing import told
from dutyline.modules.diligence.models import DiligenceFile
from dutyline.modules.diligence.operations.collecting import Proved, Section


def title() -> str:
    """Return what the paper is called."""
    return _("Due-diligence file")


def statement(file: DiligenceFile) -> list[str]:
    """Return what must be read first: what this is, what it is not, and how far it reaches."""
    said = [
        _(
            "This is a report of evidence, never a verdict: it lists what was recorded and when, "
            "and judges nobody."
        ),
        _(
            "Each line has two times: when it happened, and when that was recorded. A number under "
            "“Log” is the place of its record in the evidence log; the ZIP file proves that nobody "
            "has changed it since. A line without one is told by the system alone."
        ),
        _("Names of units and posts are those of the day they stand beside."),
    ]
    if not file.own:
        said.append(
            _("It holds only what whoever asked may see; what lies outside of that is not in it.")
        )
    return said


def sentence(entry: FileEntry, proof: Proved) -> str:
    """Return a line in the language of the moment, with what was erased of it."""
    said = [str(entry.sentence)]
    for place in proof.of(entry):
        gone = proof.erased.get(place)
        if gone:
            words = _("[Erased on {day} by {by}: {basis}]")
            said.append(words.format(day=told(gone.at), by=gone.by, basis=gone.basis))
    return " ".join(said)


def when(entry: FileEntry) -> tuple[str, str]:
    """Return when it happened and when that was recorded, as both are printed."""
    return told(entry.happened_at), told(entry.recorded_at)


def nothing(section: Section) -> str:
    """Return why a section is empty."""
    if section.withheld:
        return _("Whoever asked may not see this.")
    return _("Nothing is recorded for these days.")


def moment(at: datetime) -> str:
    """Return a moment with its offset from UTC, as JSON tells it."""
    return timezone.localtime(at).isoformat(timespec="seconds")
