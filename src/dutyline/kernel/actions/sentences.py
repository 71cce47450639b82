"""What history and notifications say about rectifications."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "actions.assigned": _("{by} gave {subject} to {owner} to mend by {due_on}."),
    "actions.reassigned": _("{by} passed {subject} from {before} to {owner}, due {due_on}."),
    "actions.notice_received": _("{by} received the notice {notice} about {subject}."),
    "actions.extension_asked": _("{by} asked for more time for {subject}, until {to_on}."),
    "actions.extension_granted": _("{by} granted more time for {subject}, until {to_on}."),
    "actions.extension_refused": _("{by} refused more time for {subject}, until {to_on}."),
    "actions.funds_asked": _("{by} asked for {amount} for {subject}."),
    "actions.funds_granted": _("{by} granted {amount} for {subject}."),
    "actions.funds_refused": _("{by} refused money for {subject}."),
    "actions.funds_spent": _("{by} recorded that {subject} has cost {amount}."),
    "actions.repair_reported": _("{by} reported {subject} repaired on {done_on}."),
    "actions.verified": _("{by} verified {subject}: effective."),
    "actions.returned": _("{by} found the repair of {subject} not effective and returned it."),
    "actions.reopened": _("{by} reopened {subject}: the repair did not hold. Due {due_on}."),
    "actions.escalated_repair": _("{subject} is overdue by {days} d; {person} was told."),
    "actions.escalated_verify": _(
        "Verification of {subject} is overdue by {days} d; {person} was told."
    ),
    "actions.withdrawn": _("{by} withdrew the rectification of {subject}."),
    "actions.restored": _("{by} took over the rectification of {subject} by {owner}."),
}

NOTIFICATIONS = {
    "actions.assigned": (
        _("For you to mend by {due_on}: {subject_label}"),
        _("{by} gave you this to mend. Please confirm that the notice has reached you."),
    ),
    "actions.taken_over": (
        _("No longer yours to mend: {subject_label}"),
        _("{by} passed it to {owner}."),
    ),
    "actions.extension_asked": (
        _("More time asked for: {subject_label}"),
        _("{by} asks for time until {to_on}. Please decide."),
    ),
    "actions.extension_granted": (
        _("More time granted: {subject_label}"),
        _("{by} granted time until {to_on}."),
    ),
    "actions.extension_refused": (
        _("More time refused: {subject_label}"),
        _("{by} refused time until {to_on}. The deadline stands."),
    ),
    "actions.funds_asked": (
        _("Money asked for: {subject_label}"),
        _("{by} asks for {amount}. Please decide."),
    ),
    "actions.funds_granted": (
        _("Money granted: {subject_label}"),
        _("{by} granted {amount}."),
    ),
    "actions.funds_refused": (
        _("Money refused: {subject_label}"),
        _("{by} refused the money you asked for."),
    ),
    "actions.repair_reported": (
        _("To verify: {subject_label}"),
        _("{by} reported the repair done. Is it really fixed?"),
    ),
    "actions.verified": (
        _("Verified: {subject_label}"),
        _("{by} verified your repair. Thank you."),
    ),
    "actions.returned": (
        _("Back to you: {subject_label}"),
        _("Due {due_on}. {by} found the repair not effective: {opinion}"),
    ),
    "actions.reopened": (
        _("Reopened, for you to mend by {due_on}: {subject_label}"),
        _("A new notice has come to you. {by} saw that the repair did not hold: {reason}"),
    ),
    "actions.escalated_repair": (
        _("Overdue by {days} d: {subject_label}"),
        _("The repair by {owner} is overdue. The line has been told, you among them."),
    ),
    "actions.escalated_verify": (
        _("Not verified for {days} d: {subject_label}"),
        _("The repair by {owner} waits for verification. The line has been told."),
    ),
    "actions.withdrawn": (
        _("Withdrawn: {subject_label}"),
        _("{by} withdrew it: {reason}"),
    ),
}

NOTIFICATION_NAMES = {
    "actions.assigned": _("Something is for you to mend"),
    "actions.repair_reported": _("A repair is for you to verify"),
    "actions.verified": _("Your repair is verified"),
    "actions.returned": _("Your repair comes back to you"),
    "actions.reopened": _("Something is for you to mend once more"),
    "actions.escalated_repair": _("A repair is overdue"),
    "actions.escalated_verify": _("A repair is not verified in time"),
    "actions.withdrawn": _("What you were to mend is withdrawn"),
}
"""What kinds of notification are called in a list of them."""
