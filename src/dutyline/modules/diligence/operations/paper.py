"""A file as paper, in one language or in two."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from dutyline.kernel.registry import FileEntry
from dutyline.kernel.registry.filing import told
from dutyline.modules.diligence.models import DiligenceFile, Kind, Language
from dutyline.modules.diligence.operations import words
from dutyline.modules.diligence.operations.collecting import Made, Proved, Section
from dutyline.toolkit.documents import parts as paper
from dutyline.toolkit.documents.pdf import pdf_of

NAMED = 4
"""Places in the log a line names; the ZIP has all of them."""


def languages_of(file: DiligenceFile) -> list[str]:
    """Return the codes a file is told in."""
    if file.language == Language.BOTH:
        return [Language.ENGLISH.value, Language.CHINESE.value]
    return [file.language]


def pdf(made: Made) -> bytes:
    """Return the file to read; raises PaperRefused where it is too long."""
    sheets = []
    for code in languages_of(made.file):
        with override(code):
            sheets.append(_sheet(made, code))
    with override(sheets[0].language):
        return pdf_of(sheets, timezone.localtime(made.at))


def _sheet(made: Made, language: str) -> paper.Sheet:
    file, proof = made.file, made.proof
    parts: list[paper.Part] = [paper.Note("\n".join(words.statement(file)))]
    parts.append(paper.Fields(_("What was asked"), _asked(made)))
    if proof.left_out:
        parts.append(paper.Note(_left_out(proof.left_out)))
    parts += [_section(number, each, proof) for number, each in enumerate(made.sections, start=1)]
    printed = _("Put together {at} for {name}.")
    return paper.Sheet(
        language=language,
        title=file.about_name,
        crumbs=words.title(),
        number=_("File {number}").format(number=file.pk),
        sentence=_("{first} to {last}").format(
            first=file.first.isoformat(), last=file.last.isoformat()
        ),
        parts=parts,
        proof=printed.format(at=told(made.at), name=file.asked_by_name),
    )


def _left_out(count: int) -> str:
    return _("{n} attachments are too many for one file and left out; ask for fewer days.").format(
        n=count
    )


def _asked(made: Made) -> list[paper.Pair]:
    file, signed, at = made.file, made.signed, made.at
    zone = f"{timezone.get_current_timezone_name()} ({timezone.localtime(at):%z})"
    pairs = (
        (pgettext("due-diligence file", "About"), f"{Kind(file.kind).label}: {file.about_name}"),
        (_("Days"), f"{file.first.isoformat()} – {file.last.isoformat()}"),
        (pgettext("due-diligence file", "Asked by"), file.asked_by_name),
        (pgettext("due-diligence file", "Asked"), told(file.asked_at)),
        (_("Reason"), file.reason),
        (_("Times of"), zone),
        (
            _("Checkpoint"),
            _("{size} entries, root {root}, signed {at}").format(
                size=signed.size, root=bytes(signed.root).hex(), at=told(signed.at)
            ),
        ),
    )
    return [paper.Pair(str(label), value or "–") for label, value in pairs]


def _section(number: int, section: Section, proof: Proved) -> paper.Part:
    label = f"{number}. {section.source.label}"
    if not section.entries:
        return paper.Fields(label, [paper.Pair("–", words.nothing(section))])
    heads = (
        paper.Head(pgettext("due-diligence file", "No."), 0.9),
        paper.Head(pgettext("due-diligence file", "Happened"), 1.7),
        paper.Head(pgettext("due-diligence file", "Recorded"), 1.7),
        paper.Head(pgettext("due-diligence file", "What"), 7),
        paper.Head(pgettext("due-diligence file", "Log"), 1.2),
    )
    rows = [
        [f"{number}.{place}", *words.when(entry), words.sentence(entry, proof), _log(entry, proof)]
        for place, entry in enumerate(section.entries, start=1)
    ]
    return paper.Table(f"{label} ({len(rows)})", heads, rows)


def _log(entry: FileEntry, proof: Proved) -> str:
    places = proof.of(entry)
    if not places:
        return "–"
    shown = ", ".join(map(str, places[:NAMED]))
    return f"{shown} …" if len(places) > NAMED else shown
