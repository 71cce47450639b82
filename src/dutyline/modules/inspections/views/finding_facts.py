"""Where a finding stands and what is known of it, as its page shows it."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.actions.models import Rectification
from dutyline.kernel.criteria.lookup import clause_words
from dutyline.modules.inspections.models import OPEN, REPAIRING, Finding, FindingState, Grade
from dutyline.modules.inspections.views.finding_offers import Known
from dutyline.modules.inspections.views.ledger_rarer import category_name, kind_name
from dutyline.toolkit.ui.numbers import money
from dutyline.toolkit.ui.parts import Entry, Step
from dutyline.toolkit.ui.when import due_in, short_date
from dutyline.toolkit.wording import with_more

Text = str | Promise


def path_of(finding: Finding, known: Known, today: date) -> list[Step]:
    """Return the six steps from found to closed; a merged or void one stops where it was."""
    rectification, now = finding.rectification, timezone.localtime()
    assigned = rectification is not None
    repaired = finding.state in (
        FindingState.REPORTED,
        FindingState.VERIFIED,
        FindingState.CLOSED,
    )
    verified = finding.state in (FindingState.VERIFIED, FindingState.CLOSED)
    closed = finding.state == FindingState.CLOSED
    at = [True, True, assigned, repaired, verified, closed]
    present = at.index(False) if False in at and finding.state in OPEN else len(at)
    grade = str(finding.get_grade_display())
    said: list[tuple[Text, Text, Text]] = [
        (pgettext("step", "Found"), _day(finding.found_on, now), finding.finder_names),
        (pgettext("step", "Graded"), _day(finding.found_on, now), grade),
        (_assign_word(done=assigned), *_assigned(finding, now)),
        (_repair_word(done=repaired), *_repaired(finding, present == 3, now)),
        (_verify_word(done=verified), *_verified(finding, known, present == 4, now)),
        (_close_word(done=closed), _day(finding.closed_on, now), ""),
    ]
    return [
        Step(label, _state(place, at[place], present, finding, today), when, who)
        for place, (label, when, who) in enumerate(said)
    ]


def _assign_word(*, done: bool) -> str:
    return pgettext("step", "Assigned") if done else pgettext("step", "Assign")


def _repair_word(*, done: bool) -> str:
    return pgettext("step", "Repaired") if done else pgettext("step", "Repair")


def _verify_word(*, done: bool) -> str:
    return pgettext("step", "Verified") if done else pgettext("step", "Verify")


def _close_word(*, done: bool) -> str:
    return pgettext("step", "Closed") if done else pgettext("step", "Close")


def flag_of(finding: Finding, today: date) -> tuple[Text, str]:
    """Return the one flag of the head and its kind; empty where nothing needs saying."""
    now = timezone.localtime()
    rectification = finding.rectification
    if finding.state in REPAIRING and finding.due_on and finding.due_on < today:
        words = pgettext("flag", "Repair %(late)s")
        return words % {"late": due_in(finding.due_on, now)}, "over"
    day = _verify_day(rectification)
    if finding.state == FindingState.REPORTED and day and _verification_over(rectification, now):
        words = pgettext("flag", "Verification %(late)s")
        return words % {"late": due_in(day, now)}, "over"
    if finding.state in (FindingState.CLOSED, FindingState.MERGED, FindingState.VOID):
        kind = "done" if finding.state == FindingState.CLOSED else "filled"
        return FindingState(finding.state).label, kind
    return (_("Written down later"), "filled") if finding.back_filled else ("", "")


def five_of(finding: Finding, today: date) -> list[Entry]:
    """Return the five implementations: responsibility, measures, funds, time limit, plan."""
    rectification = finding.rectification
    nobody = _("Not assigned yet")
    if rectification is None:
        return [
            Entry(_("Responsibility"), nobody),
            Entry(_("Measures"), finding.proposed_measures or "–"),
            Entry(pgettext("five", "Funds"), "–"),
            Entry(_("Time limit"), "–"),
            Entry(pgettext("five", "Plan"), finding.interim_control or "–"),
        ]
    now = timezone.localtime()
    post = rectification.owner_post
    notes = [post.with_unit] if post else []
    if rectification.verifier:
        notes.append(_("Verifier: %(name)s") % {"name": rectification.verifier.name})
    elif finding.state == FindingState.REPORTED:
        notes.append(_("Nobody is named to verify; whoever may verify here does"))
    by = pgettext("deadline", "By %(day)s")
    return [
        Entry(
            _("Responsibility"),
            rectification.owner.name,
            " · ".join(notes),
        ),
        Entry(_("Measures"), rectification.measures or "–"),
        Entry(pgettext("five", "Funds"), *_funds(rectification)),
        Entry(
            _("Time limit"), by % {"day": short_date(rectification.due_on, now)}, _limit(finding)
        ),
        Entry(
            pgettext("five", "Plan"),
            rectification.contingency_plan or rectification.interim_control or "–",
            rectification.interim_control if rectification.contingency_plan else "",
        ),
    ]


def facts_of(actor: Actor, finding: Finding) -> list[Entry]:
    """Return what was written down about the danger, what is empty left out."""
    unit_url = address("unit", finding.unit_id) if _sees(actor, finding.unit_path) else ""
    place = finding.place
    facts = [
        Entry(pgettext("fact", "Unit"), finding.unit.name, url=unit_url),
        Entry(
            _("Place"),
            place.name if place else "",
            finding.spot,
            address("place", place.pk) if place and unit_url else "",
        ),
        Entry(_("Object"), finding.thing),
        Entry(pgettext("fact", "Category"), category_name(finding.category)),
        Entry(pgettext("filter", "Nature"), _sort(finding)),
        Entry(_("Clause"), clause_words(finding.clause)),
        Entry(_("Found by"), finding.finder_names),
        Entry(_("Inspection kind"), kind_name(finding.kind)),
        Entry(_("Possible accident"), finding.accident_type),
        Entry(_("Risk evaluation"), finding.risk_note),
        _round(finding),
        _repeat(actor, finding),
    ]
    return [fact for fact in facts if fact.value]


def major_facts(finding: Finding) -> list[Entry]:
    """Return what the law wants recorded of a major danger, and what of it is there."""
    if finding.grade != Grade.MAJOR:
        return []
    now, missing = timezone.localtime(), _("not yet recorded")
    plan = finding.major_plans.select_related("by").order_by("-id").first()
    report = finding.authority_reports.order_by("-id").first()
    notice = finding.staff_notices.order_by("-id").first()
    listed = getattr(finding, "supervision", None)
    return [
        Entry(
            _("Plan of removal"),
            with_more(plan.by.name, short_date(plan.at, now)) if plan else missing,
            plan.goals if plan else "",
        ),
        Entry(
            _("Supervision"),
            listed.supervisor if listed else _("not listed"),
            _("until %(day)s") % {"day": short_date(listed.due_on, now)} if listed else "",
        ),
        Entry(
            _("Report to the authority"),
            with_more(report.authority, short_date(report.reported_on, now)) if report else missing,
            report.number if report else "",
        ),
        Entry(
            _("Notice to staff"),
            with_more(notice.how, short_date(notice.told_on, now)) if notice else missing,
        ),
    ]


def address(name: str, *args: object) -> str:
    """Return the address of another part of the site, "" where it is not built in."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def _state(place: int, done: bool, present: int, finding: Finding, today: date) -> str:
    if place == present:
        rectification, now = finding.rectification, timezone.localtime()
        over = (place == 3 and finding.due_on is not None and finding.due_on < today) or (
            place == 4 and _verification_over(rectification, now)
        )
        return "over" if over else "now"
    if not done:
        return "to_come"
    return "late" if place == 3 and _is_late(finding) else "done"


def _is_late(finding: Finding) -> bool:
    if finding.repaired_on is None or finding.first_due_on is None:
        return False
    return finding.repaired_on > finding.first_due_on


def _assigned(finding: Finding, now: datetime) -> tuple[Text, Text]:
    rectification = finding.rectification
    if rectification is None:
        return "", ""
    to = pgettext("assigned", "to %(name)s") % {"name": rectification.owner.name}
    return _day(rectification.assigned_at, now), to


def _repaired(finding: Finding, present: bool, now: datetime) -> tuple[Text, Text]:
    owner = finding.owner.name if finding.owner else ""
    if finding.repaired_on is not None and not present:
        words = _("after the first deadline") if _is_late(finding) else _("on time")
        return _day(finding.repaired_on, now), words
    if finding.due_on is None:
        return "", owner
    if present:
        return _due(finding.due_on, now), owner
    return "", ""


def _verified(finding: Finding, known: Known, present: bool, now: datetime) -> tuple[Text, Text]:
    verification = getattr(known.repair, "verification", None) if known.repair else None
    if verification is not None and not present and finding.verified_on is not None:
        return _day(finding.verified_on, now), verification.by.name
    verifier = finding.verifier.name if finding.verifier else ""
    day = _verify_day(finding.rectification)
    return (_due(day, now), verifier) if present and day is not None else ("", verifier)


def _due(day: date, now: datetime) -> str:
    if day < now.date():
        return due_in(day, now)
    return _("due %(day)s") % {"day": short_date(day, now)}


def _day(value: date | datetime | None, now: datetime) -> str:
    return short_date(value, now) if value else ""


def _verification_over(rectification: Rectification | None, now: datetime) -> bool:
    due = rectification.verify_due_at if rectification else None
    return due is not None and due <= now


def _verify_day(rectification: Rectification | None) -> date | None:
    """Return the last day to verify; its deadline is the midnight that ends it."""
    due = rectification.verify_due_at if rectification else None
    return None if due is None else (timezone.localtime(due) - timedelta(seconds=1)).date()


def _funds(rectification: Rectification) -> tuple[str, str]:
    planned, actual = rectification.funds_planned, rectification.funds_actual
    if planned is None and actual is None:
        return "–", ""
    if actual is None:
        return _money(planned), pgettext("funds", "planned")
    words = pgettext("funds", "%(spent)s of %(planned)s")
    if planned is None:
        return _money(actual), pgettext("funds", "spent")
    return words % {"spent": _money(actual), "planned": _money(planned)}, ""


def _money(value: Decimal | None) -> str:
    return money(value)


def _limit(finding: Finding) -> str:
    if finding.repaired_on is not None and finding.due_on is not None:
        now = timezone.localtime()
        days = (finding.due_on - finding.repaired_on).days
        done = _("Done %(day)s") % {"day": short_date(finding.repaired_on, now)}
        if days > 0:
            early = ngettext("%(days)d day early", "%(days)d days early", days) % {"days": days}
            return with_more(done, early)
        return done
    if finding.first_due_on and finding.due_on and finding.first_due_on != finding.due_on:
        words = _("First deadline %(day)s")
        return words % {"day": short_date(finding.first_due_on, timezone.localtime())}
    return ""


def _sort(finding: Finding) -> str:
    """Return whether people, things, surroundings or management failed, and where it shows."""
    sorts = [finding.get_nature_display()] if finding.nature else []
    if finding.basis:
        sorts.append(finding.get_basis_display())
    return " · ".join(sorts)


def _round(finding: Finding) -> Entry:
    walk = finding.round
    url = address("inspections:round", walk.pk) if walk else ""
    return Entry(pgettext("fact", "Round"), walk.title if walk else "", url=url)


def _repeat(actor: Actor, finding: Finding) -> Entry:
    label, earlier = pgettext("fact", "Repeat"), finding.repeat_of
    if earlier is None:
        known = finding.category or finding.clause
        none = _("None of this kind here before")
        return Entry(label, none if known else _("Cannot be told without a category"))
    seen = Finding.objects.visible_to(actor).filter(pk=earlier.pk).exists()
    if not seen:
        return Entry(label, _("Found here before"))
    url = reverse("inspections:finding", args=[earlier.pk])
    return Entry(label, _("Found before as %(number)s") % {"number": earlier.number}, url=url)


def _sees(actor: Actor, path: str) -> bool:
    return actor.can(Access.ORGANISATION_VIEW, path)
