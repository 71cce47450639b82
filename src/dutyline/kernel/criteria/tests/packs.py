"""Small packs written to disk, and values without a pack, for tests of any room."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.criteria.models import OWN_RANK, Criterion, Origin
from dutyline.kernel.criteria.shelf import changing

BY = Actor.system("tests")
AT = datetime(2026, 3, 2, 4, tzinfo=UTC)
TODAY = date(2026, 3, 2)

HEAD = """\
name: toy
version: "{version}"
title: {{en: Toy pack, zh: 玩具包}}
jurisdiction: CN
languages: [en, zh]
licence: Apache-2.0
rank: 10
valid_from: 2020-01-01
sources:
  - {{key: law, title: {{en: Toy Law, zh: 玩具法}}, standing: confirmed, articles: true}}
"""
CRITERIA = """\
criteria:
  - key: toy.days
    label: {en: Days, zh: 天数}
    type: days
    maximum: 30
    value: 7
    instrument: law
    clause: 4(2)
    standing: confirmed
"""
CATALOGUES = """\
catalogues:
  toy_colour:
    label: {en: Colours, zh: 颜色}
    instrument: law
    standing: recalled
    fields:
      weight: {label: {en: Weight, zh: 重量}, type: number, minimum: 0, required: true}
    entries:
      - key: red
        label: {en: Red, zh: 红}
        data: {weight: 2}
        children:
          - {key: red.dark, label: {en: Dark red, zh: 深红}, data: {weight: 3}}
      - {key: blue, label: {en: Blue, zh: 蓝}, data: {weight: 1}}
"""


def write_pack(folder: Path, version: str = "1", **files: str) -> Path:
    """Write a pack of a head and the given files; without any, criteria and a catalogue."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.yaml"):
        old.unlink()
    contents = files or {"criteria": CRITERIA, "catalogues": CATALOGUES}
    for name, content in {"pack": HEAD.format(version=version), **contents}.items():
        (folder / f"{name}.yaml").write_text(content, encoding="utf-8")
    return folder


@changing()
def give_values(values: dict[str, Any], since: date = date(1990, 1, 1)) -> None:
    """Define criteria by key and value without a pack, for tests that need a few of them."""
    for key, value in values.items():
        Criterion.objects.create(
            key=key,
            label_en=key,
            value=value,
            origin=Origin.PACK,
            pack="tests",
            rank=0,
            valid_from=since,
            declared_from=since,
        )


@changing()
def value_from(day: date, key: str, value: Any) -> None:
    """Give a criterion another value, of the enterprise's own, from a day on."""
    Criterion.objects.create(
        key=key,
        label_en=key,
        value=value,
        origin=Origin.OWN,
        rank=OWN_RANK,
        valid_from=day,
        declared_from=day,
    )
