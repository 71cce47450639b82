"""Who does what in the story: by place, company and craft, among those at work on a day."""

from collections.abc import Sequence
from datetime import date

from dutyline.kernel.registry import Stage

WORKSHOPS = {
    "poly": "poly-head",
    "tanks": "tanks-head",
    "utilities": "utilities-head",
    "maintenance": "maintenance-head",
    "lab": "lab-head",
    "mixing": "mixing-head",
    "filling": "filling-head",
    "warehouse": "warehouse-head",
}
LEADERS = {
    "poly": ("poly-a-leader", "poly-b-leader", "poly-d-leader", "poly-c-leader", "poly-engineer"),
    "tanks": ("tanks-loading-leader", "tanks-patrol-leader"),
    "utilities": ("utilities-boiler-leader", "utilities-electrical-leader"),
    "maintenance": ("maintenance-mechanical-leader", "maintenance-instrument-leader"),
    "lab": ("lab-analyst",),
    "mixing": ("mixing-early-leader", "mixing-late-leader"),
    "filling": ("filling-line-leader", "filling-packing-leader"),
    "warehouse": ("warehouse-store-leader", "warehouse-keeper"),
    "group": ("group-equipment-engineer", "group-administrator"),
}
CRAFTS = {
    "things.electrical": "utilities-electrical-leader",
    "things.instruments": "maintenance-instrument-leader",
    "things.equipment": "maintenance-mechanical-leader",
    "things.special_equipment": "maintenance-mechanical-leader",
}
"""Who mends what needs a craft; of the resin company only, the other hires it."""
SAFETY = {
    "resin": ("resin-safety-engineer", "resin-safety-head"),
    "coatings": ("coatings-safety-engineer", "coatings-safety-head"),
    "group": ("group-safety-engineer", "group-safety-head"),
}
COMPANIES = {
    "mixing": "coatings",
    "filling": "coatings",
    "warehouse": "coatings",
    "group": "group",
}


def workshop_of(unit: str) -> str:
    """Return the workshop a unit of the story belongs to, "group" for the head office."""
    return unit.split("-", maxsplit=1)[0]


def company_of(workshop: str) -> str:
    """Return the company of a workshop."""
    return COMPANIES.get(workshop, "resin")


def somebody(
    stage: Stage, posts: Sequence[str], on: date, *, besides: Sequence[str] = (), seed: object = ""
) -> str | None:
    """Return one at work in the first of these posts that has anybody besides some people."""
    for post in posts:
        there = [each for each in stage.at_work(post, on) if each not in besides]
        if there:
            return str(stage.chance("somebody", seed, post, on).choice(there))
    return None
