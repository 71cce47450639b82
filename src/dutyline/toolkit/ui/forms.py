"""Draws every form of the product: label, words, control, hint and what is wrong."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import django.forms
from django.forms.renderers import EngineMixin
from django.template.backends.django import DjangoTemplates
from django.utils.functional import cached_property

_OWN = Path(__file__).resolve().parent / "templates" / "ui" / "form"
_DJANGO = Path(django.forms.__file__).resolve().parent / "templates"


class FormRenderer(EngineMixin, django.forms.renderers.BaseRenderer):
    """Draws forms and fields with the components' templates.

    Our own widgets come first whatever the order of INSTALLED_APPS.
    """

    form_template_name = "ui/form/form.html"
    formset_template_name = "ui/form/formset.html"
    field_template_name = "ui/form/field.html"
    backend = DjangoTemplates

    @cached_property
    def engine(self) -> DjangoTemplates:
        """Return an engine that looks into our widgets, then Django's, then the apps."""
        options: Mapping[str, Any] = {
            "APP_DIRS": True,
            "DIRS": [_OWN / "widgets", _DJANGO],
            "NAME": "dutyline-forms",
            "OPTIONS": {},
        }
        return self.backend(dict(options))
