"""Forms of notifications."""

import re
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.notifications.models import Preference
from dutyline.kernel.notifications.words import kinds
from dutyline.kernel.organisation.models import Person
from dutyline.kernel.registry import Text, manifests

PLACE = re.compile(r"{\w+}")
WHAT = re.compile(r"\s*[:：]\s*…$")
"""What a title is about stands at its end; a kind is named without it."""


class MailChoices(forms.Form):
    """Which kinds of notification also come by e-mail."""

    wanted = forms.MultipleChoiceField(
        label=_("Send me by e-mail"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, person: Person | None, **kwargs: Any) -> None:
        """Offer every kind; those not refused are chosen."""
        super().__init__(*args, **kwargs)
        known = kinds()
        refused = set(Preference.objects.filter(person=person).values_list("kind", flat=True))
        cast("Any", self.fields["wanted"]).choices = [
            (
                each.name,
                [
                    (kind, each.notification_names.get(kind) or _named(title))
                    for kind, (title, _text) in each.notification_texts.items()
                ],
            )
            for each in manifests()
            if each.notification_texts
        ]
        self.fields["wanted"].initial = [kind for kind in known if kind not in refused]

    def refused(self) -> set[str]:
        """Return the kinds left out."""
        return set(kinds()) - set(self.cleaned_data["wanted"])


def _named(title: Text) -> str:
    return WHAT.sub("", PLACE.sub("…", str(title)))
