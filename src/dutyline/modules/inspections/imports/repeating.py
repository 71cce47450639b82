"""Recognises repeats among imported findings and what was in the ledger before."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from dutyline.kernel.criteria.lookup import criterion
from dutyline.modules.inspections.models import Finding

AT_ONCE = 500
Mark = tuple[Any, ...]
"""A place (else a thing of a unit) with a category or clause: what two findings share."""
Moment = tuple[datetime, int]


def recognise(findings: Sequence[Finding]) -> int:
    """Set `repeat_of` of saved findings, given in the order they were found; return how many.

    As in `recording.repeat_before`: same place (else same thing of a unit), same category or
    clause, found earlier and within a criterion's days.
    """
    if not findings:
        return 0
    fresh = {finding.pk: finding for finding in findings}
    days: dict[int, timedelta] = {}
    last: dict[Mark, list[Moment]] = {}
    repeats = []
    for row in sorted(_timeline(findings), key=lambda row: (row.found_at, row.pk)):
        moment, marks = (row.found_at, row.pk), _marks(row)
        finding = fresh.get(row.pk)
        if finding is not None and finding.repeat_of_id is None:
            year = row.found_on.year
            if year not in days:
                days[year] = timedelta(days=int(criterion("findings.repeat_days", row.found_on)))
            earlier = [each for mark in marks for each in last.get(mark, ()) if each[0] < moment[0]]
            earlier = [each for each in earlier if moment[0] - each[0] <= days[year]]
            if earlier:
                finding.repeat_of_id = max(earlier)[1]
                repeats.append(finding)
        for mark in marks:
            _remember(last, mark, moment)
    Finding.objects.bulk_update(repeats, ["repeat_of"], batch_size=AT_ONCE)
    return len(repeats)


def _remember(last: dict[Mark, list[Moment]], mark: Mark, moment: Moment) -> None:
    """Keep the latest two different moments: what is found at once does not repeat itself."""
    kept = last.setdefault(mark, [])
    if kept and kept[-1][0] == moment[0]:
        kept[-1] = moment
    else:
        kept[:] = [*kept[-1:], moment]


def _timeline(findings: Sequence[Finding]) -> Iterator[Finding]:
    yield from findings
    longest = timedelta(days=int(criterion("findings.repeat_days", findings[-1].found_on)))
    ours = {finding.pk for finding in findings}
    rows = (
        Finding.objects.standing()
        .filter(
            unit__in={finding.unit_id for finding in findings},
            found_at__gte=findings[0].found_at - longest,
            found_at__lte=findings[-1].found_at,
        )
        .only("place", "unit", "thing", "category", "clause", "found_at", "found_on")
        .order_by("id")
    )
    for row in rows.iterator(chunk_size=AT_ONCE):
        if row.pk not in ours:
            yield row


def _marks(finding: Finding) -> list[Mark]:
    if finding.place_id is not None:
        where: Mark = ("place", finding.place_id)
    elif finding.thing:
        where = ("thing", finding.unit_id, finding.thing)
    else:
        return []
    marks = []
    if finding.category:
        marks.append((*where, "category", finding.category))
    if finding.clause:
        marks.append((*where, "clause", finding.clause))
    return marks
