"""What a mapping of a ledger may say beside its columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from dutyline.kernel.registry.imports import BadMap
from dutyline.modules.inspections.imports.words import CHOICES
from dutyline.modules.inspections.models import FindingState, Grade
from dutyline.toolkit.spreadsheets.values.choices import parse_choice
from dutyline.toolkit.spreadsheets.values.problem import CellProblem

PLACES = ("words", "match", "create")
ORDERS = ("dmy", "mdy", "ymd")
SPELT = ("state", "grade", "risk", "nature", "basis", "origin", "unit", "place", "person")


@dataclass(frozen=True)
class Settings:
    """How a ledger is understood.

    `unit` is the code of the unit of rows that name none. `places`: `words` keeps an unknown place
    as words, `match` refuses it, `create` makes it, called after `place_name`. `state`, `grade`,
    `kind`, `category` stand where a row says nothing. `spellings` gives by field what a word
    means: a key or its label, a unit's or place's code, a person's number. `clauses` are
    replacements made in order, [from, to]. `split` parts numbered findings that share a cell.
    `date_order` is dmy, mdy or ymd where a column does not prove it.
    """

    unit: str = ""
    places: str = "words"
    place_name: str = "{place}"
    state: str = ""
    grade: str = ""
    kind: str = ""
    category: str = ""
    spellings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    clauses: Sequence[tuple[str, str]] = ()
    split: bool = True
    date_order: str = ""

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Settings":
        """Read the settings of a mapping; raise BadMap for what is not understood."""
        for name in data.keys() - cls.__dataclass_fields__.keys():
            raise BadMap(problem=_("there is no setting “{name}”").format(name=name))
        for name in ("unit", "place_name", "kind", "category"):
            if not isinstance(data.get(name, ""), str):
                raise BadMap(problem=_("“{name}” must be text").format(name=name))
        known = {"places": PLACES, "date_order": ("", *ORDERS), "state": ("", *FindingState.values)}
        for name, possible in {**known, "grade": ("", *Grade.values)}.items():
            if data.get(name, possible[0]) not in possible:
                raise BadMap(
                    problem=_("“{value}” is not possible for “{name}”").format(
                        value=data[name], name=name
                    )
                )
        told = dict(data)
        told["spellings"] = _spellings(data.get("spellings", {}))
        told["clauses"] = _clauses(data.get("clauses", ()))
        return cls(**told)

    def spelt(self, name: str) -> Mapping[str, str]:
        """Return what words mean in one field."""
        return self.spellings.get(name, {})


def _spellings(data: Any) -> dict[str, dict[str, str]]:
    if not isinstance(data, Mapping) or not data.keys() <= set(SPELT):
        raise BadMap(
            problem=_("“spellings” must be tables by field: {names}").format(names=", ".join(SPELT))
        )
    for name, table in data.items():
        if not isinstance(table, Mapping):
            raise BadMap(problem=_("“{name}” must be a table").format(name=name))
    return {
        name: {str(word): _meant(name, str(meant)) for word, meant in table.items()}
        for name, table in data.items()
    }


def _meant(name: str, meant: str) -> str:
    if name not in CHOICES:
        return meant
    try:
        return parse_choice(meant, CHOICES[name]) or ""
    except CellProblem as problem:
        sentence = _("“{value}” is not possible for “{name}”")
        raise BadMap(problem=sentence.format(value=meant, name=name)) from problem


def _clauses(data: Any) -> tuple[tuple[str, str], ...]:
    pairs = list(data) if isinstance(data, list | tuple) else [None]
    if not all(isinstance(pair, list | tuple) and len(pair) == 2 for pair in pairs):
        raise BadMap(problem=_("“clauses” must be a list of pairs, from and to"))
    return tuple((str(old), str(new)) for old, new in pairs)
