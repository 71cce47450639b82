"""A small chemical enterprise that tests share, built through operations only.

    Lanjiang Chemical Group                 (group, time zone Asia/Shanghai)
    ├── Lanjiang Resin Co.                  (resin)     head: resin_principal – zhao
    │   ├── Polymerisation Workshop         (workshop)  head: workshop_head – zhang
    │   │   ├── Shift team A                (team_a)    head: team_leader_a – li
    │   │   │                                           operator_a – wang, sun (newer)
    │   │   └── Shift team B                (team_b)    head: team_leader_b – gao
    │   │                                               operator_b – vacant
    │   └── Safety department               (safety)    head: safety_manager – chen
    └── Lanjiang Coatings Co.               (coatings)  head: coatings_principal – ma
        └── Mixing Workshop                 (mixing)    no post

Everything begins on 2026-01-01, sun's appointment on 2026-02-02. `stranger` holds no post.
`admin` holds none either; with `dutyline.kernel.access.tests.plant` he is the administrator at
the root, chen safety manager and zhao principal over Resin.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from dutyline.kernel.organisation.models import Level, Person, Post, Unit, UnitKind
from dutyline.kernel.organisation.operations import (
    appoint,
    create_person,
    create_post,
    create_unit,
)
from dutyline.kernel.organisation.ports import By

BEGIN = date(2026, 1, 1)
SUN_JOINS = date(2026, 2, 2)
NOON = datetime(2026, 1, 1, 4, tzinfo=UTC)
"""Noon of the first day in Shanghai."""

UNITS = (
    ("group", "Lanjiang Chemical Group", UnitKind.GROUP, None),
    ("resin", "Lanjiang Resin Co.", UnitKind.COMPANY, "group"),
    ("workshop", "Polymerisation Workshop", UnitKind.WORKSHOP, "resin"),
    ("team_a", "Shift team A", UnitKind.TEAM, "workshop"),
    ("team_b", "Shift team B", UnitKind.TEAM, "workshop"),
    ("safety", "Safety department", UnitKind.DEPARTMENT, "resin"),
    ("coatings", "Lanjiang Coatings Co.", UnitKind.COMPANY, "group"),
    ("mixing", "Mixing Workshop", UnitKind.WORKSHOP, "coatings"),
)
POSTS = (
    ("resin_principal", "Principal of Resin", "resin", True, Level.LEADER),
    ("safety_manager", "Safety manager", "safety", True, Level.DEPARTMENT),
    ("workshop_head", "Workshop head", "workshop", True, Level.WORKSHOP),
    ("team_leader_a", "Team leader A", "team_a", True, Level.TEAM),
    ("team_leader_b", "Team leader B", "team_b", True, Level.TEAM),
    ("operator_a", "Operator A", "team_a", False, Level.FRONT_LINE),
    ("operator_b", "Operator B", "team_b", False, Level.FRONT_LINE),
    ("coatings_principal", "Principal of Coatings", "coatings", True, Level.LEADER),
)
HOLDERS = (
    ("zhao", "Zhao Min", "resin_principal", BEGIN),
    ("chen", "Chen Jing", "safety_manager", BEGIN),
    ("zhang", "Zhang Wei", "workshop_head", BEGIN),
    ("li", "Li Na", "team_leader_a", BEGIN),
    ("wang", "Wang Fang", "operator_a", BEGIN),
    ("sun", "Sun Lei", "operator_a", SUN_JOINS),
    ("gao", "Gao Yang", "team_leader_b", BEGIN),
    ("ma", "Ma Chao", "coatings_principal", BEGIN),
    ("stranger", "Stranger Tan", None, BEGIN),
    ("admin", "Admin Qian", None, BEGIN),
)


def today() -> date:
    """Return the day it is now where the plant stands, as its people's pages say it."""
    return timezone.localdate(timezone=ZoneInfo("Asia/Shanghai"))


@dataclass
class Plant:
    """The enterprise by name: `plant.units.team_a`, `plant.people.wang` …"""

    by: By
    units: SimpleNamespace
    posts: SimpleNamespace
    people: SimpleNamespace
    appointments: SimpleNamespace
    at: datetime = NOON


def build(by: By) -> Plant:
    """Build the enterprise as `by`, who must be a command or job."""
    plant = Plant(by, SimpleNamespace(), SimpleNamespace(), SimpleNamespace(), SimpleNamespace())
    for key, name, kind, parent in UNITS:
        setattr(plant.units, key, _unit(plant, key, name, kind, parent))
    for row in POSTS:
        setattr(plant.posts, row[0], _post(plant, *row))
    for key, name, post, since in HOLDERS:
        setattr(plant.people, key, _person(plant, key, name, since))
        if post:
            appointment = appoint(
                by=by,
                person=getattr(plant.people, key),
                post=getattr(plant.posts, post),
                on=since,
                at=NOON,
            )
            setattr(plant.appointments, key, appointment)
    return plant


def _unit(plant: Plant, key: str, name: str, kind: str, parent: str | None) -> Unit:
    return create_unit(
        by=plant.by,
        code=key,
        name=name,
        kind=kind,
        parent=getattr(plant.units, parent) if parent else None,
        time_zone="" if parent else "Asia/Shanghai",
        on=BEGIN,
        at=NOON,
    )


def _post(plant: Plant, *row: Any) -> Post:
    key, title, unit, heads, level = row
    return create_post(
        by=plant.by,
        code=key,
        title=title,
        unit=getattr(plant.units, unit),
        heads_unit=heads,
        level=level,
        on=BEGIN,
        at=NOON,
    )


def _person(plant: Plant, key: str, name: str, since: date) -> Person:
    return create_person(
        by=plant.by, name=name, number=key, joined_on=since, email=f"{key}@example.com", at=NOON
    )
