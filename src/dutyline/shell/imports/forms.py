"""Forms of the import wizard."""

from collections.abc import Sequence
from typing import Any, cast

import yaml
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from dutyline.kernel.receipts.forms import OnceForm
from dutyline.kernel.registry import Refusal
from dutyline.kernel.registry.imports import Field, ImportMap
from dutyline.toolkit.spreadsheets.limits import ORDINARY
from dutyline.toolkit.ui.widgets import DateInput, hinted
from dutyline.toolkit.wording import in_a_row

LARGEST_MAP = 256 * 1024
ENCODINGS = ("utf-8", "gb18030", "cp1252", "utf-16")
EXTENT = (
    (
        "whole",
        hinted(
            gettext_lazy("Everything there is"),
            gettext_lazy("What an earlier file named and this one does not is closed."),
        ),
    ),
    (
        "part",
        hinted(
            gettext_lazy("Only a part"),
            gettext_lazy("What the file does not name stays as it is."),
        ),
    ),
)


class BringFile(OnceForm):
    """The file, and how it is to be understood."""

    file = forms.FileField(
        label=pgettext_lazy("import", "File"),
        help_text=gettext_lazy("CSV, XLSX, XLS or ODS, at most %(limit)s MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.xls,.ods"}),
    )
    map = forms.FileField(
        label=gettext_lazy("Mapping file"),
        required=False,
        help_text=gettext_lazy(
            "YAML or JSON with columns and settings, as the command line takes it. Without one, "
            "columns are matched by their names."
        ),
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml,.json"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say how large a file may be."""
        super().__init__(*args, **kwargs)
        file = self.fields["file"]
        file.help_text = str(file.help_text) % {"limit": ORDINARY.bytes // (1024 * 1024)}

    def clean_map(self) -> ImportMap:
        """Read the mapping file; without one everything is to be found."""
        given = self.cleaned_data.get("map")
        if given is None:
            return ImportMap()
        if given.size > LARGEST_MAP:
            raise forms.ValidationError(_("This mapping file is too large."))
        try:
            return ImportMap.from_json(yaml.safe_load(given.read().decode("utf-8-sig")))
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            raise forms.ValidationError(_("This is neither YAML nor JSON.")) from error
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class LayOut(OnceForm):
    """Where the table is, where it was not found right."""

    sheet = forms.ChoiceField(label=gettext_lazy("Sheet"), required=False)
    header_row = forms.IntegerField(
        label=gettext_lazy("Row with the column names"), required=False, min_value=1
    )
    header_rows = forms.TypedChoiceField(
        label=gettext_lazy("Column names fill"),
        coerce=int,
        choices=[
            (1, gettext_lazy("one row")),
            (2, gettext_lazy("two rows")),
            (3, gettext_lazy("three rows")),
        ],
    )
    first_row = forms.IntegerField(label=gettext_lazy("First row"), required=False, min_value=1)
    last_row = forms.IntegerField(label=gettext_lazy("Last row"), required=False, min_value=1)
    encoding = forms.ChoiceField(label=gettext_lazy("Characters"), required=False)

    def __init__(self, *args: Any, found: dict[str, Any], **kwargs: Any) -> None:
        """Offer the sheets the file has; characters only where it is text."""
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["sheet"]).choices = [
            (name, name) for name in found["sheets"]
        ]
        if len(found["sheets"]) < 2:
            del self.fields["sheet"]
        if found["encoding"]:
            choices = [(name, name.upper()) for name in ENCODINGS]
            encoding = cast("forms.ChoiceField", self.fields["encoding"])
            encoding.choices = [("", _("as recognised")), *choices]
        else:
            del self.fields["encoding"]

    def mapping(self, known: ImportMap) -> ImportMap:
        """Return the mapping with this layout; columns are matched anew."""
        given = self.cleaned_data
        rows = {key: given[key] for key in ("header_row", "header_rows", "first_row", "last_row")}
        told = known.as_json() | {
            "layout": {key: value for key, value in rows.items() if value},
            "sheet": given.get("sheet") or known.sheet,
            "encoding": given.get("encoding") or None,
            "columns": {},
        }
        return ImportMap.from_json(told)


class MatchFields(OnceForm):
    """Which column feeds which fact; one choice a column of the file."""

    as_of = forms.DateField(
        label=gettext_lazy("The file is true of"),
        help_text=gettext_lazy("Changes take effect on this day."),
        widget=DateInput(),
    )
    extent = forms.ChoiceField(
        label=gettext_lazy("The file holds"), choices=EXTENT, widget=forms.RadioSelect
    )

    def __init__(
        self,
        *args: Any,
        fields: Sequence[Field],
        headers: Sequence[str],
        chosen: dict[str, int],
        snapshot: bool,
        **kwargs: Any,
    ) -> None:
        """Offer every fact for every column, the matched one first chosen.

        What a file leaves out can only be closed where files are snapshots of everything.
        """
        super().__init__(*args, **kwargs)
        if not snapshot:
            del self.fields["extent"]
        self.facts, self.headers = fields, headers
        by_column = {column: key for key, column in chosen.items()}
        labels = [(each.key, _label(each)) for each in fields]
        for index, header in enumerate(headers):
            self.fields[f"column-{index}"] = forms.ChoiceField(
                label=header,
                required=False,
                choices=[("", _("not used")), *labels],
                initial=by_column.get(index, ""),
            )

    def clean(self) -> dict[str, Any]:
        """Refuse two columns for one fact, and a required fact without a column."""
        cleaned = super().clean() or self.cleaned_data
        seen: dict[str, int] = {}
        for index in range(len(self.headers)):
            key = cleaned.get(f"column-{index}")
            if key and key in seen:
                other = self.headers[seen[key]]
                words = _("“%(header)s” is already read as this.") % {"header": other}
                self.add_error(f"column-{index}", words)
            elif key:
                seen[key] = index
        missing = [str(each.label) for each in self.facts if each.required and each.key not in seen]
        if missing:
            words = _("No column was chosen for: %(fields)s.") % {"fields": in_a_row(missing)}
            self.add_error(None, words)
        return cleaned

    @property
    def columns(self) -> dict[str, str]:
        """Return the header chosen for each fact."""
        return {
            self.cleaned_data[f"column-{index}"]: header
            for index, header in enumerate(self.headers)
            if self.cleaned_data.get(f"column-{index}")
        }


def _label(field: Field) -> str:
    return f"{field.label} *" if field.required else str(field.label)
