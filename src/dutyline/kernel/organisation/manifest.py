"""The organisation on one page."""

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.registry import Manifest

manifest = Manifest(
    key="organisation",
    name=_("Organisation"),
    history_sentences={
        "organisation.unit_created": _("{by} created the unit {subject} from {day}."),
        "organisation.unit_renamed": _("{by} renamed {before} to {subject} from {day}."),
        "organisation.time_zone_set": _("{by} set the time zone of {subject} to {zone}."),
        "organisation.unit_moved": _("{by} moved {subject} from {before} to {to} from {day}."),
        "organisation.unit_closed": _("{by} closed the unit {subject} on {day}."),
        "organisation.unit_merged": _("{by} merged {subject} into {other} on {day}."),
        "organisation.unit_taken_over": _("{by} let {subject} take over {other} on {day}."),
        "organisation.unit_reopened": _("{by} opened the unit {subject} again from {day}."),
        "organisation.post_created": _("{by} created the post {subject} in {unit} from {day}."),
        "organisation.post_changed": _("{by} changed the post {subject} in {unit} from {day}."),
        "organisation.post_moved": _("{by} moved the post {subject} to {to} from {day}."),
        "organisation.post_closed": _("{by} closed the post {subject} in {unit} on {day}."),
        "organisation.post_reopened": _(
            "{by} opened the post {subject} in {unit} again from {day}."
        ),
        "organisation.person_entered": _("{by} entered {subject}."),
        "organisation.person_changed": _("{by} changed the details of {subject}."),
        "organisation.person_departed": _("{by} recorded that {subject} left on {day}."),
        "organisation.person_returned": _("{by} took {subject} back from {day}."),
        "organisation.appointed": _("{by} appointed {subject} to {post}, {unit}, from {day}."),
        "organisation.acting_appointed": _("{by} let {subject} act as {post}, {unit}, from {day}."),
        "organisation.appointment_ended": _(
            "{by} ended the appointment of {subject} to {post}, {unit}, on {day}."
        ),
        "organisation.leave_recorded": _(
            "{by} recorded leave of {subject} from {since} until {until}."
        ),
        "organisation.leave_cut_short": _(
            "{by} recorded that {subject} is back on {until} from leave begun on {since}."
        ),
        "organisation.shift_created": _("{by} gave {subject} the shift {shift} from {day}."),
        "organisation.shift_ended": _("{by} ended the shift {shift} of {subject} on {day}."),
        "organisation.place_created": _("{by} created the place {subject} in {unit}."),
        "organisation.place_changed": _("{by} changed the place {subject} in {unit}."),
        "organisation.place_moved": _("{by} moved the place {subject} from {before} to {unit}."),
        "organisation.place_closed": _("{by} took the place {subject} out of use on {day}."),
    },
    unit_followers=("organisation.Place",),
)
