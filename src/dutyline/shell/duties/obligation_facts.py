"""What the page of one obligation says."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dutyline.kernel.duties.models import (
    Discharge,
    Evidence,
    Obligation,
    Reason,
    Withdrawal,
)
from dutyline.kernel.duties.reading import Item, readings
from dutyline.kernel.organisation.naming import post_with_unit
from dutyline.kernel.registry import Period, evidence_kind, indicator, trigger
from dutyline.shell.duties.rows import source_urls
from dutyline.shell.setup.duties.words import basis_of
from dutyline.toolkit.ui.numbers import count, percent
from dutyline.toolkit.ui.parts import Entry, Link
from dutyline.toolkit.ui.when import moment, month_name

MOST_PIECES = 200


@dataclass(frozen=True)
class Piece:
    """A piece of evidence counted for an obligation, with the name and address of its source."""

    counted: Discharge
    label: str
    url: str


@dataclass(frozen=True)
class ReadingWords:
    """The value of an indicator in words, and the records it was computed from."""

    value: str
    of: str
    at: datetime
    url: str
    final: bool
    """The period closed with it; otherwise it is how things stand by now."""


def facts_of(found: Obligation, item: Item) -> list[Entry]:
    """Return who answers, by when, for what amount, on what basis."""
    now = item.due_at
    facts = [
        Entry(
            _("Who answers"),
            item.person_name or _("the holders together"),
            note=post_with_unit(item.post_title, item.unit_name),
        ),
        Entry(pgettext("obligation", "Period"), _period(item)),
        Entry(pgettext("obligation", "Begins"), moment(item.starts_at, now)),
        Entry(pgettext("obligation", "Due"), moment(item.due_at, now)),
    ]
    if item.grace_until > item.due_at:
        facts.append(Entry(_("Late until"), moment(item.grace_until, now)))
    if not found.version.indicator:
        facts.append(_amount(item))
    facts.append(Entry(_("How often"), found.version.get_cadence_display()))
    basis = basis_of(found.version)
    if basis:
        note = "" if found.version.basis_confirmed else _("not confirmed yet")
        facts.append(Entry(_("Legal basis"), basis, note=note))
    if found.closed_at:
        facts.append(Entry(pgettext("period", "Closed"), moment(found.closed_at, now)))
    return [fact for fact in facts if fact.value]


def _period(item: Item) -> str:
    """Return a month or year by its name; other periods are told by their begin and due time."""
    year, _dash, part = item.period.partition("-")
    if not part:
        return year if year.isdecimal() and len(year) == len("2026") else ""
    if part.isdecimal():
        return month_name(date(int(year), int(part), 1))
    return ""


def _amount(item: Item) -> Entry:
    words = pgettext("amount", "%(done)s done, %(wanted)s owed")
    said = words % {"done": _number(item.done), "wanted": _number(item.amount)}
    held = _("held %(held)s of %(days)s days")
    note = held % {"held": item.days_held, "days": item.days_of_period}
    return Entry(pgettext("evidence", "Amount"), said, note=note if item.days_of_period else "")


def _number(value: object) -> str:
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"


def excuse_of(found: Obligation) -> str:
    """Return in words why nothing is owed or somebody else answers; "" where all is plain."""
    if not found.reason:
        return ""
    words = str(found.get_reason_display())
    if found.covered_by is not None:
        answers = _("%(reason)s; %(post)s answers")
        return answers % {"reason": words, "post": found.covered_by.title}
    return words


def about_link(found: Obligation) -> Link | None:
    """Return what an event duty is about, None for any other."""
    if not (found.about and found.version.trigger):
        return None
    declared = trigger(found.version.trigger)
    lead = declared.leads([found.about]).get(found.about) if declared.leads else None
    if lead is not None:
        return Link(lead.title, lead.url)
    return Link(declared.label, declared.url_for(found.about))


def pieces_of(found: Obligation) -> list[Piece]:
    """Return the evidence counted now, oldest first."""
    rows = Discharge.objects.filter(obligation=found, dropped_at=None).select_related("evidence")
    counted = list(rows.order_by("evidence__occurred_at", "id")[:MOST_PIECES])
    urls = source_urls((each.evidence.kind, each.evidence.source) for each in counted)
    return [
        Piece(each, _label(each.evidence), urls[each.evidence.kind, each.evidence.source])
        for each in counted
    ]


def _label(piece: Evidence) -> str:
    return str(piece.snapshot.get("label") or evidence_kind(piece.kind).label)


def withdrawn_from(found: Obligation) -> list[Withdrawal]:
    """Return the evidence that counted once and was withdrawn, with the reasons."""
    rows = Withdrawal.objects.filter(evidence__discharges__obligation=found)
    return list(rows.select_related("evidence").distinct().order_by("at", "id"))


def reading_of(found: Obligation, item: Item, now: datetime) -> ReadingWords | None:
    """Return what an indicator was read at, while its period runs how it stands by now."""
    read = readings([item], now).get(item.id)
    if read is None:
        return None
    period = Period(item.starts_at, item.due_at)
    url = indicator(found.version.indicator).url_for(found.unit_path, period)
    if read.exact is None:
        return ReadingWords(str(Reason.NOTHING_DUE.label), "", read.at, url, read.final)
    words = pgettext("parts of a ratio", "%(part)s of %(whole)s")
    of = words % {"part": count(read.numerator), "whole": count(read.denominator)}
    return ReadingWords(percent(read.exact, 1), of, read.at, url, read.final)
