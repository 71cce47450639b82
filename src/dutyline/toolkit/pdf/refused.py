"""Why a paper is not printed."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from dutyline.toolkit.untrusted.refusal import Refused


class PaperRefused(Refused):
    """Say why a paper is not printed."""

    sentences: ClassVar = {
        "long": _(
            "This would be about %(pages)s pages; at most %(limit)s are printed. "
            "Narrow the filter, or export it as a spreadsheet."
        ),
        "heavy": _("This paper takes too long to print. Narrow the filter."),
    }


class TemplateBroken(Exception):
    """Carry what Typst says about a template of ours or about data it did not expect."""
