"""Criteria, catalogues and packs as they look from outside: both languages, source, validity."""

from datetime import date, datetime
from typing import Any

from ninja import Schema
from pydantic import Field

from dutyline.toolkit.rest.shapes import Day, Reason, Strict


class Sourced(Schema):
    """Where a row comes from and on which days it counts."""

    key: str
    label_en: str
    label_zh: str
    jurisdiction: str
    instrument_en: str
    instrument_zh: str
    clause_en: str
    clause_zh: str
    standing: str
    origin: str
    pack: str
    pack_version: str
    note_en: str
    note_zh: str
    valid_from: date
    valid_to: date | None


class CriterionOut(Sourced):
    """A value a rule reads; `shape` says what it may be."""

    value: Any
    unit: str
    shape: dict[str, Any]


class OwnValue(Strict):
    """A value of one's own from a day on."""

    value: Any
    valid_from: Day
    note: Reason = ""


class Withdrawn(Strict):
    """The day from which the pack's value counts again."""

    on: Day
    note: Reason = ""


class CatalogueOut(Schema):
    """A list people choose from; `fields` say what each entry's `data` may hold."""

    kind: str
    label_en: str
    label_zh: str
    pack: str
    fields: dict[str, Any]


class EntryOut(Sourced):
    """An entry of a catalogue."""

    kind: str
    parent: str
    position: int
    data: dict[str, Any]
    retired: bool


class EntryFacts(Strict):
    """An entry of one's own, or in the place of a pack's, from a day on."""

    label_en: str = Field(
        "",
        max_length=500,
        description="left out, the words in Chinese stand here too; one of the two is needed",
    )
    label_zh: str = Field("", max_length=500)
    parent: str = Field("", max_length=100)
    position: int = Field(1000, ge=0, le=100_000)
    data: dict[str, Any] = Field(default_factory=dict, max_length=100)
    valid_from: Day
    note: Reason = ""


class EntryNew(EntryFacts):
    """An entry to add; without a key it gets one."""

    key: str = Field("", max_length=100)


class PackOut(Schema):
    """A pack: the version that comes with Dutyline, and the one that was loaded."""

    name: str
    title: str
    shipped: str
    loaded: str
    loaded_at: datetime | None
    newer: bool = Field(description="the shipped content is not what was loaded")


class PackReport(Schema):
    """What loading a pack changes, or would change; `kept` are own rows it contradicts."""

    pack: str
    version: str
    unchanged: bool
    counts: dict[str, Any]
    kept: list[dict[str, Any]]
    skipped: list[str]
