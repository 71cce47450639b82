"""One choice a title: posts of the same title are made from the same standard post."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dutyline.kernel.criteria.models import CatalogueItem
from dutyline.kernel.receipts.forms import OnceForm


class Standards(OnceForm):
    """What each title is made from, and whether roles come with it."""

    roles = forms.BooleanField(
        label=gettext_lazy("Whoever holds the post also gets the roles that go with it"),
        required=False,
        initial=True,
    )

    def __init__(
        self,
        *args: Any,
        titles: Sequence[tuple[str, int]],
        entries: Sequence[CatalogueItem],
        **kwargs: Any,
    ) -> None:
        """Offer every standard post for every title, the likely one first chosen."""
        super().__init__(*args, **kwargs)
        self.titles = titles
        choices = [("", _("none of these")), *((each.key, each.label) for each in entries)]
        for index, (title, count) in enumerate(titles):
            self.fields[f"title-{index}"] = forms.ChoiceField(
                label=title,
                required=False,
                choices=choices,
                initial=likely(title, entries),
                help_text=ngettext("%(n)s post", "%(n)s posts", count) % {"n": count},
            )
        self.order_fields([*(f"title-{index}" for index in range(len(titles))), "roles"])

    def chosen(self) -> dict[str, str]:
        """Return the standard post chosen for each title."""
        found = {
            title: self.cleaned_data[f"title-{n}"] for n, (title, _n) in enumerate(self.titles)
        }
        return {title: standard for title, standard in found.items() if standard}


def likely(title: str, entries: Sequence[CatalogueItem]) -> str:
    """Return the standard post a title says by its very words; "" where none or several do."""
    words = title.casefold()
    names = {each.key: {each.label_en.casefold(), each.label_zh.casefold()} for each in entries}
    same = [key for key, known in names.items() if words in known]
    within = [key for key, known in names.items() if any(name and name in words for name in known)]
    found = same or within
    return found[0] if len(found) == 1 else ""
