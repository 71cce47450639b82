"""Tells who may do what: roles, duties, accounts, and whom visitors look through."""

from dutyline.kernel.access.operations import grant_role, open_account, save_custom_role
from dutyline.kernel.criteria.lookup import catalogue
from dutyline.kernel.duties.operations import (
    apply_standard_duties,
    define_duty,
    take_up_duty,
)
from dutyline.kernel.organisation.models import Unit
from dutyline.shell.demo.organisation import Enterprise
from dutyline.shell.demo.tale import chapter
from dutyline.shell.demo.times import FOUNDED, moment
from dutyline.shell.sign_in.installation import offer

ABOVE, COLLEAGUE = "above", "colleague"
ROUND_DONE = "inspections.round_done"
ADMINISTRATOR = "group-administrator"


def tell_rights(told: Enterprise) -> None:
    """Give every post the roles its standard post names, and those of the enterprise's own."""
    for key, row in chapter("roles").items():
        said = told.say(row)
        save_custom_role(
            by=told.by,
            key=key,
            label=said["label"],
            sentence=said["sentence"],
            permissions=row["permissions"],
            on=FOUNDED,
            at=told.founded,
        )
    standards = {each.key: each.data for each in catalogue("standard_post", told.times.begins)}
    for post in chapter("posts"):
        data = standards.get(post.get("standard", ""), {})
        for role in data.get("roles", ()):
            _grant(told, role, post["key"], above=data["reach"] == ABOVE)
        for above in _above(post["unit"]):
            _grant(told, COLLEAGUE, post["key"], unit=told.units[above])
    _grant(told, "administrator", ADMINISTRATOR, unit=told.units["group"])


def _above(unit: str) -> list[str]:
    """Return the units a unit lay under in the course of the story."""
    row = next(each for each in chapter("units") if each["key"] == unit)
    return [row[key] for key in ("in", "moved") if key in row]


def tell_duties(told: Enterprise) -> None:
    """Let posts owe what their standard posts owe, and what the enterprise itself asks of them."""
    begins = told.times.begins
    at = moment(begins, 0)
    apply_standard_duties(by=told.by, on=FOUNDED, at=at)
    own = {}
    for row in chapter("duties"):
        own[row["key"]] = define_duty(
            by=told.by,
            key=f"own.{row['key']}",
            on=FOUNDED,
            at=at,
            text_en=row["en"],
            text_zh=row["zh"],
            basis=told.say(row["basis"]),
            measure="count",
            cadence=row["cadence"],
            evidence_kind=ROUND_DONE,
            owed=row["owed"],
            grace_days=row["grace_days"],
        )
    for post in chapter("posts"):
        if "duty" in post:
            duty = own[post["duty"]]
            take_up_duty(by=told.by, post=told.posts[post["key"]], duty=duty, on=FOUNDED, at=at)


def tell_visitors(told: Enterprise) -> None:
    """Open an account for everybody one may look around as, and offer it on the sign-in page."""
    for position, row in enumerate(chapter("visitors")):
        account = open_account(
            by=told.by,
            person=told.people[row["person"]],
            username=row["username"],
            language=told.language,
            at=told.times.now,
        )
        offer(account=account, position=position)


def _grant(
    told: Enterprise, role: str, post: str, *, above: bool = False, unit: Unit | None = None
) -> None:
    where = unit or told.posts[post].unit
    if above and where.parent is not None:
        where = where.parent
    grant_role(
        by=told.by, role=role, post=told.posts[post], unit=where, on=FOUNDED, at=told.founded
    )
