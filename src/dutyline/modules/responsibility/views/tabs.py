"""The tabs over the pages of the responsibility system."""

from django.urls import reverse
from django.utils.translation import gettext as _

from dutyline.toolkit.ui.parts import Tab

PAGES = (("cards", "responsibility:cards"), ("coverage", "responsibility:coverage"))


def tabs(current: str) -> list[Tab]:
    """Return the tabs, with the page of the moment marked."""
    words = {"cards": _("Post cards"), "coverage": _("Who carries what")}
    return [Tab(words[key], reverse(url), current=key == current) for key, url in PAGES]
