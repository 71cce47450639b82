"""The tabs over the pages of the responsibility system."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dutyline.toolkit.ui.parts import Tab

PAGES = (
    ("cards", "responsibility:cards"),
    ("coverage", "responsibility:coverage"),
    ("goals", "responsibility:goals"),
    ("letters", "responsibility:letters"),
    ("budget", "responsibility:budget"),
)


def tabs(current: str) -> list[Tab]:
    """Return the tabs, with the page of the moment marked."""
    words = {
        "cards": _("Post cards"),
        "coverage": _("Who carries what"),
        "goals": pgettext("of a year", "Goals"),
        "letters": _("Responsibility letters"),
        "budget": _("Safety budget"),
    }
    return [Tab(words[key], reverse(url), current=key == current) for key, url in PAGES]
