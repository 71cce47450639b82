"""What a mapping may say beside its columns."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import translate
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from dutyline.kernel.organisation.models import Level, UnitKind
from dutyline.kernel.registry.imports import BadMap

VACANT = (
    *("vacant", "vacant[ (/:-]*", "vacancy*", "currently vacant*", "unfilled*", "unoccupied*"),
    *("post vacant*", "position vacant*", "role vacant*", "post is vacant*", "vacated*"),
    *("n/d", "n.d.", "nd", "n/a", "n.a.", "na", "#n/a", "nil", "none", "null", "nobody"),
    *("unknown", "unnamed", "anonymous", "not disclosed*", "undisclosed*", "non-disclosed*"),
    *("no name", "interim"),
    *("name withheld*", "withheld*", "redacted*", "not applicable", "not available"),
    *("tbc", "tba", "tbd", "tbc[ (]*", "tba[ (]*", "tbd[ (]*", "to be *", "not in post*"),
    *("under recruitment*", "in recruitment*", "being recruited*", "recruit*", "not yet *"),
    *("-", "--", "---", "–", "—", "——", "/", "//", "\\", ".", "[?]", "[*]", "x", "xx", "xxx"),
    *("空缺*", "空岗*", "空", "(空)", "(空缺)*", "缺", "缺编*", "缺员*", "缺岗*", "暂缺*", "暂无*"),
    *("待定*", "待聘*", "待招*", "待补*", "待任*", "待配*", "招聘中*", "未定*", "未配*", "未聘*"),
    *("无", "无人*", "没有", "拟招*", "公开招聘*"),
)
ELIMINATED = (
    *("eliminated*", "abolished*", "deleted*", "disbanded*", "disestablished*", "post eliminated*"),
    *("post abolished*", "post deleted*", "post closed*", "post removed*", "post disestablished*"),
    *("已撤销*", "撤销*", "取消*", "已取消*", "撤岗*", "已撤岗*", "岗位撤销*", "岗位取消*"),
)
NO_SUPERIOR = ("xx", "n/a", "na", "none", "nil", "-", "--", "—", "/", "0", "无", "最高", "(空)")
QUOTES = "'\"`‘’“”「」. "
KINDS = (UnitKind.COMPANY, UnitKind.DEPARTMENT, UnitKind.WORKSHOP, UnitKind.TEAM)


@dataclass(frozen=True)
class Settings:
    """How an organisation file is understood.

    `vacant`, `eliminated` and `no_superior` are words that stand for nobody, for the end of the
    post, for nobody above; a `*` stands for any text. `under` is the code of the unit the file's
    top units lie under. `kinds` are the kinds of units by level of the file. `heads` says which
    post heads a unit: `column`, `derived` (the only post of the unit whose superior is outside
    it) or `none`. `repeated_once` takes equal names on neighbouring levels as one unit. `levels`
    gives the level of the line by grade. `unit_separator` parts a path in one cell.
    """

    vacant: tuple[str, ...] = VACANT
    eliminated: tuple[str, ...] = ELIMINATED
    no_superior: tuple[str, ...] = NO_SUPERIOR
    under: str = ""
    kinds: tuple[str, ...] = KINDS
    heads: str = "derived"
    repeated_once: bool = True
    part_names: bool = True
    unit_separator: str = ""
    levels: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Mapping[str, Any], columns: Mapping[str, str]) -> "Settings":
        """Read the settings of a mapping; raise BadMap for what is not understood.

        Where a column says who heads a unit, it is believed.
        """
        default = "column" if "heads_unit" in columns else "derived"
        known = {"heads": default, **{str(name): value for name, value in data.items()}}
        for name in known.keys() - cls.__dataclass_fields__.keys():
            raise BadMap(problem=_("there is no setting “{name}”").format(name=name))
        for name in ("vacant", "eliminated", "no_superior", "kinds"):
            if name in known:
                known[name] = _words(name, known[name])
        _require_known("kinds", known.get("kinds", ()), UnitKind.values)
        _require_known("heads", [known["heads"]], ["column", "derived", "none"])
        for name in ("under", "unit_separator"):
            if not isinstance(known.get(name, ""), str):
                raise BadMap(problem=_("“{name}” must be text").format(name=name))
        levels = known.get("levels", {})
        if not isinstance(levels, Mapping):
            raise BadMap(problem=_("“{name}” must be a table").format(name="levels"))
        _require_known("levels", levels.values(), Level.values)
        return cls(**known)

    def is_vacant(self, name: str) -> bool:
        """Say whether a name stands for nobody."""
        return not name or _is_among(name, self.vacant)

    def is_eliminated(self, name: str) -> bool:
        """Say whether a name says that the post has ended."""
        return _is_among(name, self.eliminated)

    def is_top(self, superior: str) -> bool:
        """Say whether a superior's id stands for nobody above."""
        return not superior or _is_among(superior, self.no_superior)

    def kind_at(self, level: int) -> str:
        """Return the kind of a unit on a level of the file, 0 at the top."""
        return self.kinds[min(level, len(self.kinds) - 1)] if self.kinds else UnitKind.DEPARTMENT


@lru_cache(maxsize=200_000)
def folded(text: str) -> str:
    """Return text for comparing words: one width, one case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _is_among(text: str, words: tuple[str, ...]) -> bool:
    # Published organograms also write 'Vacant' with its quotes, one of them, or a full stop.
    plain, matches = folded(text), _matcher(words).match
    return matches(plain) is not None or matches(plain.strip(QUOTES) or plain) is not None


@lru_cache(maxsize=64)
def _matcher(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(translate(folded(word)) for word in words) or "(?!)")


def _words(name: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
        raise BadMap(problem=_("“{name}” must be a list of words").format(name=name))
    return tuple(value)


def _require_known(name: str, values: Any, known: Any) -> None:
    for value in values:
        if value not in known:
            raise BadMap(
                problem=_("“{value}” is not possible for “{name}”").format(value=value, name=name)
            )
