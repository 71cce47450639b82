"""The organisation on one page."""

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.registry import Manifest

manifest = Manifest(
    key="organisation",
    name=_("Organisation"),
    history_sentences={
        "organisation.unit_created": _("{by} created the unit {subject} from {day}."),
        "organisation.post_created": _("{by} created the post {subject} in {unit} from {day}."),
        "organisation.person_entered": _("{by} entered {subject}."),
        "organisation.appointed": _("{by} appointed {subject} to {post}, {unit}, from {day}."),
        "organisation.acting_appointed": _("{by} let {subject} act as {post}, {unit}, from {day}."),
        "organisation.appointment_ended": _(
            "{by} ended the appointment of {subject} to {post}, {unit}, on {day}."
        ),
        "organisation.place_created": _("{by} created the place {subject} in {unit}."),
        "organisation.shift_created": _("{by} gave {subject} the shift {shift} from {day}."),
    },
    unit_followers=("organisation.Place",),
)
