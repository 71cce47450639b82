"""The tabs of lists that belong together."""

from django.urls import reverse
from django.utils.translation import gettext as _

from dutyline.toolkit.ui.parts import Tab


def people_tabs(current: str) -> list[Tab]:
    """Return the tabs over the lists of people and of posts."""
    return [
        Tab(_("People"), reverse("people"), current=current == "people"),
        Tab(_("Posts"), reverse("posts"), current=current == "posts"),
    ]
