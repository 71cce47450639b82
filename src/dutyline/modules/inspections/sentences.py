"""What history and notifications say about inspections."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "inspections.finding_recorded": _("{by} recorded {subject} at {place}: {grade}."),
    "inspections.finding_imported": _("{by} imported {subject} from {source}, row {row}."),
    "inspections.finding_amended": _("{by} put the record of {subject} right."),
    "inspections.grade_raised": _("{by} graded {subject} a major hidden danger."),
    "inspections.finding_closed": _("{by} closed {subject}."),
    "inspections.finding_reopened": _("{by} reopened {subject}: the repair did not hold."),
    "inspections.finding_voided": _("{by} declared {subject} void."),
    "inspections.finding_merged": _("{by} merged {subject} into {into}."),
    "inspections.finding_took_in": _("{by} merged {other} into {subject}."),
    "inspections.major_planned": _("{by} planned the removal of {subject}."),
    "inspections.supervision_listed": _(
        "{by} listed {subject} for supervision by {supervisor} until {due_on}."
    ),
    "inspections.supervision_lifted": _("{by} took {subject} off the list of supervised dangers."),
    "inspections.authority_told": _(
        "{by} recorded the report of {subject} to {authority} on {day} {number}."
    ),
    "inspections.staff_told": _("{by} recorded that staff were told of {subject} on {day}: {how}."),
    "inspections.report_sent": _("{by} reported without sign-in: {subject}."),
    "inspections.report_taken_up": _("{by} took up the report “{subject}” as {finding}."),
    "inspections.report_answered": _("{by} answered the report “{subject}”."),
    "inspections.checklist_created": _("{by} began the checklist {subject}."),
    "inspections.checklist_drafted": _("{by} wrote a draft of {subject} with {items} items."),
    "inspections.checklist_published": _("{by} published version {number} of {subject}."),
    "inspections.checklist_renamed": _("{by} renamed {before} to {subject}."),
    "inspections.checklist_retired": _("{by} retired the checklist {subject}."),
    "inspections.plan_made": _("{by} planned {subject}: {cadence}, by {post}."),
    "inspections.plan_changed": _("{by} changed the plan {subject} from {day}, by {post}."),
    "inspections.plan_paused": _("{by} let the plan {subject} rest from {day}."),
    "inspections.plan_resumed": _("{by} let the plan {subject} go on from {day}."),
    "inspections.plan_ended": _("{by} ended the plan {subject} on {day}."),
    "inspections.round_started": _("{by} began {subject}."),
    "inspections.round_finished": _(
        "{by} finished {subject}: {items} items, {findings} hidden dangers."
    ),
    "inspections.round_abandoned": _(
        "{by} broke off {subject}, {findings} hidden dangers were recorded."
    ),
    "inspections.round_voided": _("{by} declared {subject} void."),
    "inspections.statistics_made": _("{by} made the figures of {subject}."),
    "inspections.statistics_signed": _("{by} signed the statistics {subject}."),
}

NOTIFICATIONS = {
    "inspections.finding_recorded": (
        _("New hidden danger: {subject_label}"),
        _("{by} recorded it. Please decide who mends it."),
    ),
    "inspections.major_recorded": (
        _("Major hidden danger: {subject_label}"),
        _("{by} recorded it. People out, area closed, plan by the principal."),
    ),
    "inspections.grade_raised": (
        _("Now a major hidden danger: {subject_label}"),
        _("{by} graded it major. People out, area closed, plan by the principal."),
    ),
    "inspections.finding_closed": (
        _("Closed: {subject_label}"),
        _("{by} closed it."),
    ),
    "inspections.finding_reopened": (
        _("Reopened: {subject_label}"),
        _("{by} saw that the repair did not hold: {reason}"),
    ),
    "inspections.finding_merged": (
        _("Merged: {subject_label}"),
        _("{by} merged it into {into}, which goes on for both."),
    ),
    "inspections.finding_voided": (
        _("Void: {subject_label}"),
        _("{by} declared it void: {reason}"),
    ),
    "inspections.report_sent": (
        _("Reported without sign-in: {place}"),
        _("“{sentence}” Please take it up or answer it."),
    ),
}

NOTIFICATION_NAMES = {
    "inspections.finding_closed": _("A hidden danger is closed"),
    "inspections.finding_reopened": _("A hidden danger is reopened"),
    "inspections.finding_merged": _("A hidden danger is merged with another"),
    "inspections.finding_voided": _("A hidden danger is void"),
}
"""What kinds of notification are called in a list of them."""
