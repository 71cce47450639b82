"""What every verb about a finding does: lock, mirror, write history, mark the counts."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.actions.models import Rectification
from dutyline.kernel.actions.models import State as RepairState
from dutyline.kernel.history.operations import record
from dutyline.kernel.notifications.operations import notify
from dutyline.kernel.organisation.models import Appointment, Person
from dutyline.kernel.organisation.paths import ancestors
from dutyline.modules.inspections.keys import FINDING, finding_key
from dutyline.modules.inspections.models import OPEN, Finding, FindingMark, FindingWords
from dutyline.modules.inspections.operations.refusals import FindingOver, NotAssigned
from dutyline.modules.inspections.rules.periods import month_of
from dutyline.toolkit.inserting import insert
from dutyline.toolkit.search import spaced

NOW = 0
"""The month of a mark that means "how the unit stands now"."""


def locked(finding: Finding) -> Finding:
    """Read a finding again for change, with what its verbs need."""
    return (
        Finding.objects.select_for_update(of=("self",))
        .select_related("unit", "company", "place", "owner", "rectification__owner")
        .get(pk=finding.pk)
    )


def require_open(finding: Finding) -> None:
    """Refuse what is closed, merged or void."""
    if finding.state not in OPEN:
        raise FindingOver(number=finding.number, state=finding.get_state_display())


def repair_of(finding: Finding) -> Rectification:
    """Return the rectification of a finding; raises NotAssigned."""
    if finding.rectification is None:
        raise NotAssigned(number=finding.number)
    return finding.rectification


def mirror(finding: Finding, rectification: Rectification) -> None:
    """Repeat on the finding what its rectification says now, for lists and counts."""
    finding.rectification = rectification
    finding.owner = rectification.owner
    post = rectification.owner_post
    finding.owner_unit = post.unit if post else None
    finding.verifier = rectification.verifier
    finding.first_due_on = rectification.first_due_on
    finding.due_on = rectification.due_on
    finding.repaired_on = rectification.repaired_on
    finding.state = rectification.state
    finding.save(
        update_fields=[
            "rectification",
            "owner",
            "owner_unit",
            "verifier",
            "first_due_on",
            "due_on",
            "repaired_on",
            "verified_on",
            "closed_on",
            "state",
        ]
    )


def is_withdrawn(rectification: Rectification) -> bool:
    """Say whether the repair was taken back."""
    return rectification.state == RepairState.WITHDRAWN


def write(
    by: Actor, finding: Finding, verb: str, at: datetime, reason: str = "", **data: Any
) -> None:
    """Write history on a finding."""
    record(
        by=by,
        verb=f"inspections.{verb}",
        subject=(FINDING, finding.pk, str(finding)),
        unit_path=finding.unit_path,
        at=at,
        reason=reason,
        **data,
    )


def tell(
    persons: Iterable[Person | None],
    finding: Finding,
    kind: str,
    at: datetime,
    nth: str = "",
    **data: Any,
) -> None:
    """Notify people of a finding, each once; `nth` tells what can happen again apart."""
    found = {person.pk: person for person in persons if person is not None}
    if found:
        notify(
            persons=list(found.values()),
            kind=f"inspections.{kind}",
            subject=(FINDING, finding.pk),
            key=f"{finding_key(finding)}:{kind}{nth and f':{nth}'}",
            at=at,
            subject_label=str(finding),
            **data,
        )


def line_heads(path: str, on: date) -> list[Person]:
    """Return who heads the unit and those above it on a day, the nearest first; one statement."""
    line = ancestors(path)
    heads = (
        Appointment.objects.on(on)
        .filter(post__heads_unit=True, post__unit__in=line)
        .select_related("person", "post")
        .order_by("id")
    )
    above = {unit: depth for depth, unit in enumerate(reversed(line))}
    return [
        each.person
        for each in sorted(heads, key=lambda each: (above[each.post.unit_id], not each.acting))
    ]


def mark(finding: Finding, *days: date | None) -> None:
    """Ask for the counts of these days' months, and of how the unit stands, to be renewed."""
    months = {NOW, *(month_of(day) for day in days if day is not None)}
    insert([FindingMark(unit_id=finding.unit_id, month=month) for month in sorted(months)])


def words_of(finding: Finding) -> str:
    """Return what a finding is searched by."""
    place = finding.place.name if finding.place else ""
    parts = (
        finding.number,
        finding.title,
        finding.description,
        place,
        finding.spot,
        finding.thing,
        finding.clause,
        finding.finder_names,
        finding.accident_type,
    )
    return spaced("  ".join(parts))


def write_words(finding: Finding) -> None:
    """Keep the search text of a finding in step with it."""
    FindingWords.objects.filter(pk=finding.pk).update(text=words_of(finding))
