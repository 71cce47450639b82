"""Fields to choose a unit, post or person: a list where it is short, else words."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from dutyline.toolkit.wording import in_a_row

if TYPE_CHECKING:
    Chooser = forms.ModelChoiceField[Any]
else:  # Django's fields take their type only where types are checked.
    Chooser = forms.ModelChoiceField
LISTED = 200
OFFERED = 5


class Named(forms.CharField):
    """One row by its code or number, or by its whole name where only one has it."""

    def __init__(self, *, rows: QuerySet[Any], name: str, code: str, **kwargs: Any) -> None:
        """Look among `rows`, by the fields `name` and `code`."""
        super().__init__(max_length=300, **kwargs)
        self.rows, self.name, self.code = rows, name, code

    def clean(self, value: Any) -> Model | None:
        """Return the row; say what there is where the words fit none or several."""
        words = super().clean(value)
        if not words:
            return None
        either = Q(**{f"{self.code}__iexact": words}) | Q(**{f"{self.name}__iexact": words})
        found = list(self.rows.filter(either).order_by("pk")[:2])
        if len(found) == 1:
            return found[0]
        near = self.rows.filter(Q(**{f"{self.name}__icontains": words}) | either).order_by("pk")
        offered = [f"{getattr(r, self.name)} ({getattr(r, self.code)})" for r in near[:OFFERED]]
        if not offered:
            raise forms.ValidationError(_("Nothing here is called this."))
        raise forms.ValidationError(
            _("Say which one, by its code or number: %(names)s.") % {"names": in_a_row(offered)}
        )


def begins_with(field: forms.Field, row: Any) -> Any:
    """Return what a field of `chosen_from` shows at first where a row was chosen elsewhere."""
    if isinstance(field, Named):
        return getattr(row, field.code) or getattr(row, field.name)
    return row.pk


class Beside(Chooser):
    """A row with what tells it from others of the same name: the unit of a post."""

    def __init__(self, *args: Any, beside: str, name: str = "", **kwargs: Any) -> None:
        """Name the attribute that stands beside, and the one shown where it is not the row."""
        self.beside, self.name = beside, name
        super().__init__(*args, **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        """Return both, the row first."""
        other = getattr(obj, self.beside) if self.beside else ""
        shown = getattr(obj, self.name) if self.name else obj
        return f"{shown}, {other}" if other else str(shown)


def chosen_from(
    rows: QuerySet[Any],
    label: Any,
    *,
    name: str,
    code: str,
    required: bool = True,
    hint: Any = "",
    beside: str = "",
) -> forms.Field:
    """Return a list to choose from where it is short, else a field for name or code."""
    if len(rows.order_by("pk").values_list("pk")[: LISTED + 1]) <= LISTED:
        return Beside(rows, label=label, required=required, help_text=hint, beside=beside)
    return Named(
        rows=rows,
        name=name,
        code=code,
        label=label,
        required=required,
        help_text=hint or _("Name, code or number."),
    )
