"""Duties on one page."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.duties import operations
from dutyline.kernel.duties.addresses import duty_url, obligation_url, sees_duty, sees_obligation
from dutyline.kernel.duties.entering import SOURCES
from dutyline.kernel.duties.filing import FILES
from dutyline.kernel.duties.keys import DUTY, OBLIGATION
from dutyline.kernel.duties.touched import TOUCHED
from dutyline.kernel.registry import Job, Manifest, Subject

MINUTE = 60
HOUR = 60 * MINUTE


def _open(now: datetime) -> int:
    return operations.open_periods(now=now)


def _settle(now: datetime) -> int:
    return operations.settle_due(now=now)


def _close(now: datetime) -> int:
    return operations.close_periods(now=now)


def _bind(now: datetime) -> int:
    return operations.bind_closings(now=now)


def _count(now: datetime) -> int:
    return operations.count_summaries(now=now)


def _strength(now: datetime) -> int:
    return operations.count_strength(now=now)


def _vacancies(now: datetime) -> int:
    return operations.report_vacancies(now=now)


manifest = Manifest(
    key="duties",
    name=_("Duties"),
    subjects=(
        Subject(OBLIGATION, _("Obligation"), sees_obligation, obligation_url),
        Subject(DUTY, _("Duty"), sees_duty, duty_url),
    ),
    history_sentences={
        "duties.defined": _("{by} defined the duty {subject}."),
        "duties.changed": _("{by} changed the duty {subject} from {day}."),
        "duties.retired": _("{by} ended the duty {subject} on {day}."),
        "duties.loaded": _("{by} loaded the duty {subject} from the pack {pack} {version}."),
        "duties.taken_up": _("{by} gave {subject} the duty “{duty}” from {day}."),
        "duties.given_up": _("{by} took the duty “{duty}” from {subject} on {day}."),
        "duties.standard_applied": _(
            "{by} gave {subject} the {duties} duties of its standard post from {day}."
        ),
        "duties.standard_applied_widely": _(
            "{by} gave every post of {subject} the duties of its standard post from {day}."
        ),
        "duties.waived": _("{by} waived {subject} of {person} for {period}."),
        "duties.ruled_out": _(
            "{by} decided that {subject} of {person} does not apply for {period}."
        ),
    },
    notification_texts={
        "duties.waived": (
            _("Waived: {duty}"),
            _("{by} waived “{duty}”, so you need not do it this time. Reason: {reason}"),
        ),
        "duties.ruled_out": (
            _("Not applicable: {duty}"),
            _("{by} decided that “{duty}” does not apply this time. Reason: {reason}"),
        ),
        "duties.vacancy": (
            _("Vacant for {days} d: {post}"),
            _(
                "{post} in {unit} has been vacant since {since}. "
                "Until somebody is appointed you answer for what its holders owe together."
            ),
        ),
    },
    notification_names={
        "duties.waived": _("One of your obligations is waived"),
        "duties.ruled_out": _("One of your obligations does not apply"),
        "duties.vacancy": _("A post stays vacant"),
    },
    jobs=(
        Job("duties.open", _("Open the periods of duties"), HOUR, _open),
        Job("duties.settle", _("Settle what is over"), MINUTE, _settle),
        Job("duties.close", _("Close periods"), HOUR, _close),
        Job("duties.bind", _("Bind what closed"), MINUTE, _bind),
        Job("duties.count", _("Count the boards"), MINUTE // 2, _count),
        Job("duties.strength", _("Count posts by level"), HOUR, _strength),
        Job("duties.vacancies", _("Report vacancies"), 6 * HOUR, _vacancies),
    ),
    files=FILES,
    touched=TOUCHED,
    ledger=SOURCES,
    pack_sections={"duties": "dutyline.kernel.duties.packs.load"},
)
