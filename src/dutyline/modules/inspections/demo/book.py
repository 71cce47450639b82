"""The texts of the story: dangers, what keeps people safe meanwhile, what people say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from dutyline.kernel.registry import Stage, Words

HERE = Path(__file__).resolve().parent / "texts"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
URGENT: Mapping[str, int] = {"red": 3, "orange": 5, "yellow": 7, "blue": 10}
"""Days people of this enterprise give for a repair, by risk."""


@dataclass(frozen=True)
class Danger:
    """A hidden danger as it is written down, wherever it is found."""

    key: str
    category: str
    risk: str
    places: Sequence[str]
    scene: str
    clause: Any
    hold: str
    money: int
    days: int
    tags: Sequence[str]
    season: str
    words: Mapping[str, Words]

    def title(self, stage: Stage, tag: str) -> str:
        """Return what is wrong, with the mark of the thing it is wrong with."""
        return str(stage.say(self.words)["what"]).replace("{tag}", tag)

    def says(self, stage: Stage, what: str) -> str:
        """Return one of its words: fix, done, accident."""
        return str(stage.say(self.words)[what])

    def basis(self, stage: Stage) -> str:
        """Return the clause it violates."""
        return cited(stage, self.clause)


def cited(stage: Stage, clause: str | Words) -> str:
    """Return a clause in the language of the story; a number reads the same in every one."""
    return clause if isinstance(clause, str) else str(stage.say(clause))


@cache
def dangers() -> Sequence[Danger]:
    """Return every danger of the story."""
    rows = [row for path in sorted(HERE.glob("*.yaml")) for row in _read(path)]
    return tuple(
        Danger(
            key=row["key"],
            category=row["category"],
            risk=row["risk"],
            places=tuple(row["at"]),
            scene=row.get("scene", ""),
            clause=row["clause"],
            hold=row["hold"],
            money=row.get("money", 0),
            days=row.get("days", URGENT[row["risk"]]),
            tags=tuple(row.get("tags", ("",))),
            season=row.get("season", ""),
            words={"en": row["en"], "zh": row["zh"]},
        )
        for row in rows
    )


@cache
def danger(key: str) -> Danger:
    """Return a danger by its key."""
    return next(each for each in dangers() if each.key == key)


@cache
def words(name: str) -> Any:
    """Return one file of words: holds, said, reports, checklists, plans."""
    return _read(HERE / "words" / f"{name}.yaml")


def said(stage: Stage, what: str, *seed: object) -> str:
    """Return one of the sentences people say on an occasion."""
    return str(stage.say(stage.chance("said", what, *seed).choice(words("said")[what])))


def _read(path: Path) -> Any:
    return yaml.load(path.read_text(), LOADER)  # noqa: S506 - a safe loader
