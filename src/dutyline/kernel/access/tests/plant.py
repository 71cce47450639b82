"""The enterprise that tests share, with its rights; see `organisation.tests.plant` for its shape.

`plant()` builds it; `plant.actor("zhang")` is Zhang with every right he has on a day, and
`plant.signed_in("zhang")` the same through `plant.account("zhang")`. Roles: zhao principal over
Resin, chen safety manager over Resin, ma principal over Coatings, admin administrator at the root.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.models import Account
from dutyline.kernel.access.operations import grant_role, open_account
from dutyline.kernel.access.rights import actor_for, actor_of
from dutyline.kernel.organisation.tests import plant as organisation
from dutyline.kernel.organisation.tests.plant import BEGIN, NOON

TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 4, tzinfo=UTC)
"""The day actors act on unless told otherwise: everybody has joined, a Monday."""

GRANTS = (
    ("zhao", "principal", "resin"),
    ("chen", "safety_manager", "resin"),
    ("ma", "principal", "coatings"),
    ("admin", "administrator", "group"),
)


@dataclass
class Plant(organisation.Plant):
    """The enterprise by name: `plant.units.team_a`, `plant.people.wang`, `plant.actor("li")`."""

    def actor(self, name: str, on: date = TODAY) -> Actor:
        """Return a person as an actor on a day."""
        person = getattr(self.people, name)
        person.refresh_from_db()
        return actor_of(person, on)

    def account(self, name: str) -> Account:
        """Return a person's account, opened without a password when first asked for."""
        person = getattr(self.people, name)
        return Account.objects.filter(person=person).first() or open_account(
            by=self.by, person=person, username=name, at=NOON
        )

    def signed_in(self, name: str, at: datetime = NOW) -> Actor:
        """Return a person as an actor through his account, as a request makes him."""
        return actor_for(self.account(name), at)


def plant() -> Plant:
    """Build the enterprise and give its roles."""
    by = Actor.system("test plant")
    built = Plant(**vars(organisation.build(by)))
    for name, role, unit in GRANTS:
        grant_role(
            by=by,
            role=role,
            person=getattr(built.people, name),
            unit=getattr(built.units, unit),
            on=BEGIN,
            at=NOON,
        )
    return built
