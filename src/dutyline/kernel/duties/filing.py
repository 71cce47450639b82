"""What the chain tells for a due-diligence file: duties, obligations, evidence, later words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dutyline.kernel.access.permissions import Access
from dutyline.kernel.criteria.lookup import clause_words
from dutyline.kernel.duties.keys import OBLIGATION
from dutyline.kernel.duties.models import (
    SET_ASIDE,
    Cancellation,
    Closing,
    Correction,
    Discharge,
    DutyVersion,
    Evidence,
    Obligation,
    PostDuty,
    Reason,
    Timing,
    Waiver,
    Withdrawal,
)
from dutyline.kernel.organisation.filing import NamesThen, appointments_about, in_reach
from dutyline.kernel.organisation.models import Appointment
from dutyline.kernel.organisation.paths import subtree
from dutyline.kernel.organisation.periods import Dated, overlapping
from dutyline.kernel.registry import FileAbout, FileEntry, FileSource, Said, evidence_kind
from dutyline.kernel.registry.filing import MOST, PERSON, POST

TOGETHER = _("the holders together")
Records = tuple[tuple[str, int], ...]
NAMED = 3
"""Pieces of evidence an obligation names; all are counted, and all are in the log."""


def obligations_about(about: FileAbout) -> QuerySet[Obligation]:
    """Return what fell due in the days of a file, for whom it is about, within its reach."""
    rows = Obligation.objects.filter(in_reach(about), due_on__gte=about.first, due_on__lt=about.end)
    if about.kind == POST:
        return rows.filter(post=about.id)
    if about.kind != PERSON:
        return rows.filter(subtree(about.path, "unit_path"))
    held = Appointment.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=OuterRef("starts_on")),
        person=about.id,
        valid_from__lte=OuterRef("due_on"),
    ).exclude(valid_to=F("valid_from"))
    together = Q(person=None) & Q(Exists(held.filter(post=OuterRef("post"))))
    covering = Q(reason=Reason.COVERING) & Q(Exists(held.filter(post=OuterRef("covered_by"))))
    return rows.filter(Q(person=about.id) | together | covering)


def evidence_about(about: FileAbout) -> QuerySet[Evidence]:
    """Return the evidence of a file's days, of whom it is about, within its reach."""
    rows = Evidence.objects.filter(in_reach(about))
    if about.kind == PERSON:
        return rows.filter(person_id=about.id)
    if about.kind == POST:
        return rows.filter(post_id=about.id)
    return rows.filter(subtree(about.path, "unit_path"))


def evidence_for(
    about: FileAbout, sources: Iterable[str]
) -> dict[str, tuple[tuple[str, int], ...]]:
    """Return by its source, within reach, what stands in the log of what a line tells otherwise.

    A danger or a repair is no record of the log, but the evidence given with it is.
    """
    found: dict[str, Records] = {}
    rows = Evidence.objects.filter(in_reach(about), source__in=list(sources)).order_by("id")
    for source, pk in rows.values_list("source", "pk"):
        found[source] = (*found.get(source, ()), ("duties.evidence", pk))
    return found


def _applied(about: FileAbout) -> Iterator[FileEntry]:
    """Yield each version of a duty a post owed while it was held in the days of the file."""
    held = list(appointments_about(about))
    posts = {about.id} if about.kind == POST else {each.post_id for each in held}
    owed = PostDuty.objects.filter(overlapping(about.first, about.end), post__in=posts)
    owing = list(owed.select_related("post").order_by("post__title", "id")[: MOST + 1])
    versions: dict[int, list[DutyVersion]] = defaultdict(list)
    asked = DutyVersion.objects.filter(
        overlapping(about.first, about.end), duty__in={each.duty_id for each in owing}
    )
    for version in asked.order_by("valid_from", "id"):
        versions[version.duty_id].append(version)
    names = NamesThen(posts)
    for each in owing:
        stays = [one for one in held if one.post_id == each.post_id]
        for version in versions[each.duty_id]:
            if about.kind == PERSON and not any(_meet(one, each, version) for one in stays):
                continue
            day = max(each.valid_from, version.valid_from)
            yield FileEntry(
                happened_at=day,
                recorded_at=None,
                sentence=Said(
                    _("{post}: {duty} ({cadence}; basis: {basis})"),
                    post=names.on(each.post_id, max(day, about.first))[0] or each.post.title,
                    duty=lambda version=version: version.text,
                    cadence=version.get_cadence_display,
                    basis=lambda version=version: clause_words(version.basis),
                ),
                source=f"duties.duty:{each.duty_id}",
            )


def _meet(*spans: Dated) -> bool:
    """Say whether there is a day on which all of these were true."""
    first = max(each.valid_from for each in spans)
    return all(each.valid_to is None or first < each.valid_to for each in spans)


def _obligations(about: FileAbout) -> Iterator[FileEntry]:
    """Yield each obligation with how it stands and what was counted for it."""
    found = obligations_about(about).select_related("version", "person", "post", "unit")
    rows = list(found.order_by("due_at", "id")[: MOST + 1])
    names = NamesThen({row.post_id for row in rows})
    counted, bound = _counted(about, rows), _closings(rows)
    for row in rows:
        title, unit = names.on(row.post_id, row.starts_on)
        pieces = counted.get(row.pk, [])
        yield FileEntry(
            happened_at=row.due_at,
            recorded_at=row.closed_at or row.settled_at,
            sentence=Said(
                _("{person}, {post}, {unit}: {duty}. Due {due}. {state}: {done} of {amount}.{why}"),
                person=row.person.name if row.person else TOGETHER,
                post=title or row.post.title,
                unit=unit or row.unit.name,
                duty=lambda row=row: row.version.text.rstrip("。."),
                due=row.due_at,
                state=row.get_state_display,
                done=f"{row.done.normalize():f}",
                amount=f"{row.amount.normalize():f}",
                why=_Why(row, pieces),
            ),
            source=f"{OBLIGATION}:{row.pk}",
            records=(
                *(("duties.evidence", piece.evidence_id) for piece in pieces),
                *bound.get(row.closed_at, ()),
            ),
            parts=_part(row, bound),
        )


def _counted(about: FileAbout, rows: Sequence[Obligation]) -> dict[int, list[Discharge]]:
    """Return the evidence counted for obligations, as far as the file may look."""
    found: dict[int, list[Discharge]] = defaultdict(list)
    pieces = Discharge.objects.filter(
        in_reach(about, "evidence__unit_path"), obligation__in=rows, dropped_at=None
    )
    for piece in pieces.select_related("evidence").order_by("evidence__occurred_at", "id"):
        found[piece.obligation_id].append(piece)
    return found


def _closings(rows: Sequence[Obligation]) -> dict[datetime | None, tuple[tuple[str, int], ...]]:
    """Return by moment the closings in the log that bind what froze at it."""
    moments = {row.closed_at for row in rows if row.closed_at}
    known = Closing.objects.filter(at__in=moments).exclude(root=None).order_by("id")
    found: dict[datetime | None, tuple[tuple[str, int], ...]] = {}
    for at, pk in known.values_list("at", "pk"):
        found[at] = (*found.get(at, ()), ("duties.closing", pk))
    return found


def _part(
    row: Obligation, bound: Mapping[datetime | None, tuple[tuple[str, int], ...]]
) -> tuple[tuple[str, int, int], ...]:
    """Return of which closings the obligation is to be proved as a part."""
    return tuple((kind, pk, row.pk) for kind, pk in bound.get(row.closed_at, ()))


class _Why:
    """Why it stands so: the reason kept with it, and the evidence counted."""

    def __init__(self, row: Obligation, pieces: Sequence[Discharge]) -> None:
        self.row, self.pieces = row, pieces

    def __str__(self) -> str:
        said = []
        if self.row.reason:
            said.append(str(Said(_("Reason: {reason}."), reason=self.row.get_reason_display)))
        said += [
            str(
                Said(
                    _("Shown: {kind}, {at} ({timing})."),
                    kind=_kind(piece.evidence.kind),
                    at=piece.evidence.occurred_at,
                    timing=Timing(piece.timing).label,
                )
            )
            for piece in self.pieces[:NAMED]
        ]
        if len(self.pieces) > NAMED:
            said.append(str(Said(_("And {n} more."), n=len(self.pieces) - NAMED)))
        return " " + " ".join(said) if said else " "


def _evidence(about: FileAbout) -> Iterator[FileEntry]:
    """Yield each piece of evidence with what it was about."""
    rows = evidence_about(about).filter(
        occurred_at__gte=about.starts_at, occurred_at__lt=about.ends_at
    )
    for row in rows.order_by("occurred_at", "id")[: MOST + 1]:
        yield FileEntry(
            happened_at=row.occurred_at,
            recorded_at=row.recorded_at,
            sentence=Said(
                _("{person}, {post}, {unit}: {kind}: {what}{late}"),
                person=row.person_name,
                post=row.post_title,
                unit=row.unit_name,
                kind=_kind(row.kind),
                what=row.snapshot.get("label", "") or row.source,
                late=pgettext_lazy("evidence", " (back-filled)") if row.back_filled else " ",
            ),
            source=row.source,
            records=(("duties.evidence", row.pk),),
        )


def _set_aside(about: FileAbout) -> Iterator[FileEntry]:
    """Yield what was excused, ruled out or let off, and causes that were withdrawn."""
    owed = obligations_about(about)
    decided = Waiver.objects.filter(obligation__in=owed.values("pk"))
    ruled = set()
    for row in decided.select_related("obligation__version", "by").order_by("at", "id")[:MOST]:
        ruled.add(row.obligation_id)
        yield FileEntry(
            happened_at=row.at,
            recorded_at=row.at,
            sentence=Said(
                _("{by} decided of “{duty}”, due {due}: {ruling}. Reason: {reason}"),
                by=row.by.name,
                duty=lambda row=row: row.obligation.version.text,
                due=row.obligation.due_at,
                ruling=row.get_ruling_display,
                reason=row.reason,
            ),
            source=f"{OBLIGATION}:{row.obligation_id}",
            records=(("duties.waiver", row.pk),),
        )
    withdrawn = Cancellation.objects.filter(obligation__in=owed.values("pk"))
    for gone in withdrawn.select_related("obligation__version").order_by("at", "id")[:MOST]:
        ruled.add(gone.obligation_id)
        yield FileEntry(
            happened_at=gone.at,
            recorded_at=gone.at,
            sentence=Said(
                _("The cause of “{duty}”, due {due}, was withdrawn. Reason: {reason}"),
                duty=lambda gone=gone: gone.obligation.version.text,
                due=gone.obligation.due_at,
                reason=gone.reason,
            ),
            source=f"{OBLIGATION}:{gone.obligation_id}",
        )
    rows = owed.filter(state__in=SET_ASIDE).select_related("version").order_by("due_at", "id")
    aside = list(rows[: MOST + 1])
    bound = _closings(aside)
    for each in aside:
        if each.pk not in ruled:
            yield FileEntry(
                happened_at=each.due_at,
                recorded_at=each.closed_at or each.settled_at,
                sentence=Said(
                    _("“{duty}”, due {due}: {state}. Reason: {reason}"),
                    duty=lambda each=each: each.version.text,
                    due=each.due_at,
                    state=each.get_state_display,
                    reason=each.get_reason_display,
                ),
                source=f"{OBLIGATION}:{each.pk}",
                records=bound.get(each.closed_at, ()),
                parts=_part(each, bound),
            )


def _corrected(about: FileAbout) -> Iterator[FileEntry]:
    """Yield later truth beside frozen states, and evidence that was withdrawn."""
    rows = Correction.objects.filter(obligation__in=obligations_about(about).values("pk"))
    for row in rows.select_related("obligation__version").order_by("at", "id")[: MOST + 1]:
        yield FileEntry(
            happened_at=row.at,
            recorded_at=row.at,
            sentence=Said(
                _("“{duty}”, due {due}, closed as {before}, reads {state} since: {cause}"),
                duty=lambda row=row: row.obligation.version.text,
                due=row.obligation.due_at,
                before=row.obligation.get_state_display,
                state=row.get_state_display,
                cause=row.get_cause_display,
            ),
            source=f"{OBLIGATION}:{row.obligation_id}",
            records=(("duties.correction", row.pk),),
        )
    shown = evidence_about(about).filter(
        occurred_at__gte=about.starts_at, occurred_at__lt=about.ends_at
    )
    gone = Withdrawal.objects.filter(evidence__in=shown.values("pk")).select_related("evidence")
    for each in gone.order_by("at", "id")[: MOST + 1]:
        yield FileEntry(
            happened_at=each.at,
            recorded_at=each.at,
            sentence=Said(
                _("{by} withdrew the evidence {kind} of {day}. Reason: {reason}"),
                by=each.by_name,
                kind=_kind(each.evidence.kind),
                day=each.evidence.occurred_on,
                reason=each.reason,
            ),
            source=each.evidence.source,
            records=(("duties.withdrawal", each.pk),),
        )


def _kind(key: str) -> Any:
    """Return the words of an evidence kind; its key where its module is gone."""
    try:
        return evidence_kind(key).label
    except KeyError:
        return key


FILES = (
    FileSource("duties.applied", _("Duties that applied"), 30, _applied, Access.LINE_VIEW),
    FileSource("duties.obligations", _("Obligations"), 40, _obligations, Access.LINE_VIEW),
    FileSource("duties.evidence", _("Evidence"), 45, _evidence, Access.LINE_VIEW),
    FileSource("duties.set_aside", _("Excuses and waivers"), 60, _set_aside, Access.LINE_VIEW),
    FileSource(
        "duties.corrected", _("Corrections and withdrawals"), 70, _corrected, Access.LINE_VIEW
    ),
)
