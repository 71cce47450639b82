"""Criteria on one page."""

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.criteria.addresses import SUBJECTS
from dutyline.kernel.criteria.touched import TOUCHED
from dutyline.kernel.registry import Manifest

manifest = Manifest(
    key="criteria",
    name=_("Criteria"),
    subjects=SUBJECTS,
    touched=TOUCHED,
    history_sentences={
        "criteria.pack_loaded": _("{by} loaded the pack {subject}."),
        "criteria.criterion_set": _("{by} set “{subject}” to {value} from {day}."),
        "criteria.criterion_withdrawn": _(
            "{by} withdrew our own value of “{subject}” from {day}; the pack's value holds again."
        ),
        "criteria.entry_saved": _(
            "{by} saved “{subject}” in the catalogue “{catalogue}” from {day}."
        ),
        "criteria.entry_retired": _(
            "{by} took “{subject}” off the catalogue “{catalogue}” from {day}."
        ),
    },
)
