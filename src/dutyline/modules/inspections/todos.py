"""What waits for a person in inspections: rounds due, findings to assign, reports to take up."""

from collections.abc import Sequence

from django.db.models import Count, Exists, Min, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from dutyline.kernel.access.queries import granted
from dutyline.kernel.organisation.models import Appointment
from dutyline.kernel.registry import Todo, TodoSource
from dutyline.modules.inspections.addresses import (
    url_for_finding,
    url_for_report,
    url_for_round,
)
from dutyline.modules.inspections.models import (
    Finding,
    Grade,
    MajorPlan,
    PlaceReport,
    Round,
)
from dutyline.modules.inspections.permissions import Inspections


def rounds_due(person_id: int, limit: int) -> Sequence[Todo]:
    """Return the rounds the person's posts owe now, the most urgent first; one statement."""
    now = timezone.now()
    posts = Appointment.objects.on(timezone.localdate()).filter(person=person_id).values("post")
    rows = (
        Round.objects.waiting(now)
        .owed_by_posts(posts)
        .filter(due_at__gt=now)
        .order_by("due_at", "id")[:limit]
    )
    return [
        Todo(
            title=row.title,
            hint=_("{done} of {items} items").format(done=row.answered, items=row.items)
            if row.items
            else "",
            url=url_for_round(row.pk),
            action=pgettext_lazy("todo", "Start round")
            if row.started_at is None
            else pgettext_lazy("todo", "Go on"),
            due_at=row.due_at,
        )
        for row in rows
    ]


def only_round_of(post_ids: Sequence[int]) -> dict[int, str]:
    """Return the page of the one round each post owes now; posts with several are left out."""
    now = timezone.now()
    rows = Round.objects.waiting(now).owed_by_posts(post_ids).filter(due_at__gt=now)
    counted = rows.order_by().values("post").annotate(many=Count("id"), one=Min("id"))
    return {row["post"]: url_for_round(row["one"]) for row in counted.filter(many=1)}


def findings_to_assign(person_id: int, limit: int) -> Sequence[Todo]:
    """Return what nobody mends yet in the units the person heads; one statement."""
    rows = _in_units_headed(Finding.objects.filter(state="registered"), person_id)
    return [
        Todo(
            title=str(row),
            hint=_("Found by {names}").format(names=row.finder_names) if row.finder_names else "",
            url=url_for_finding(row.pk),
            action=pgettext_lazy("todo", "Assign"),
            due_at=None,
        )
        for row in rows.order_by("found_at", "id")[:limit]
    ]


def majors_to_plan(person_id: int, limit: int) -> Sequence[Todo]:
    """Return the major dangers nobody has planned the removal of; one statement.

    They wait for who heads the company and may plan them there: its principal.
    """
    today = timezone.localdate()
    heads = Appointment.objects.on(today).filter(
        person=person_id, post__heads_unit=True, post__unit=OuterRef("company")
    )
    rows = Finding.objects.open().filter(
        Exists(heads),
        Exists(granted(person_id, Inspections.MAJOR_PLAN, today, path="unit_path")),
        ~Exists(MajorPlan.objects.filter(finding=OuterRef("pk"))),
        grade=Grade.MAJOR,
    )
    return [
        Todo(
            title=str(row),
            hint=_("A major hidden danger without a plan of removal"),
            url=reverse("inspections:finding_plan", args=[row.pk]),
            action=pgettext_lazy("todo", "Plan the removal"),
            due_at=None,
        )
        for row in rows.order_by("found_at", "id")[:limit]
    ]


def reports_waiting(person_id: int, limit: int) -> Sequence[Todo]:
    """Return reports without sign-in from the units the person heads; one statement."""
    rows = _in_units_headed(PlaceReport.objects.waiting(), person_id).select_related("place")
    return [
        Todo(
            title=row.sentence,
            hint=row.place.name,
            url=url_for_report(row.pk),
            action=pgettext_lazy("todo", "Take up"),
            due_at=None,
        )
        for row in rows.order_by("at", "id")[:limit]
    ]


def _in_units_headed(rows: QuerySet, person_id: int) -> QuerySet:
    headed = Appointment.objects.on(timezone.localdate()).filter(
        person=person_id, post__heads_unit=True, post__unit=OuterRef("unit")
    )
    return rows.filter(Exists(headed))


SOURCES = (
    TodoSource("inspections.rounds", gettext_lazy("Rounds due"), rounds_due),
    TodoSource("inspections.to_assign", gettext_lazy("Repairs to plan"), findings_to_assign),
    TodoSource(
        "inspections.majors_to_plan",
        gettext_lazy("Major hidden dangers to plan"),
        majors_to_plan,
    ),
    TodoSource("inspections.reports", gettext_lazy("Reports to take up"), reports_waiting),
)
