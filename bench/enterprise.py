"""Makes an enterprise of ten thousand units for the bench, with posts, people and duties."""

from datetime import date

from bench.bare import POST_DUTIES
from dutyline.kernel.duties.models import Duty, DutyVersion, Origin
from dutyline.kernel.duties.sql.values import execute
from dutyline.kernel.organisation.models import (
    Appointment,
    Level,
    Person,
    Post,
    PostVersion,
    Unit,
    UnitKind,
    UnitVersion,
)

SINCE = date(2025, 1, 1)
KIND = "actions.verified"
UNIT_KINDS = tuple(UnitKind)


def lay_units(fan_out: tuple[int, ...]) -> list[Unit]:
    """Make the tree; each unit of a level has as many below it as the next level says."""
    made: list[Unit] = []
    above: list[Unit | None] = [None]
    for depth, below in enumerate(fan_out):
        level = [
            Unit(
                code=f"u{depth}.{number}.{place}",
                name=f"Unit {depth}.{number}.{place}",
                kind=UNIT_KINDS[depth],
                parent=parent,
                path=f"/new/{depth}/{number}/{place}/",
                depth=depth,
                valid_from=SINCE,
            )
            for number, parent in enumerate(above)
            for place in range(below)
        ]
        Unit.objects.bulk_create(level, batch_size=1000)
        for unit in level:
            unit.path = f"{unit.parent.path if unit.parent else '/'}{unit.pk}/"
        Unit.objects.bulk_update(level, ["path"], batch_size=500)
        made += level
        above = [*level]
    UnitVersion.objects.bulk_create(
        [
            UnitVersion(
                unit=unit,
                name=unit.name,
                kind=unit.kind,
                parent=unit.parent,
                path=unit.path,
                valid_from=SINCE,
            )
            for unit in made
        ],
        batch_size=1000,
    )
    return made


def lay_posts(units: list[Unit], each: int) -> list[Post]:
    """Give every unit a head and other posts."""
    posts = [
        Post(
            code=f"p{unit.pk}.{number}",
            title=f"Post {number}",
            unit=unit,
            heads_unit=number == 0,
            level=Level.values[min(unit.depth, 4)] if number == 0 else Level.FRONT_LINE,
            valid_from=SINCE,
        )
        for unit in units
        for number in range(each)
    ]
    Post.objects.bulk_create(posts, batch_size=1000)
    PostVersion.objects.bulk_create(
        [
            PostVersion(
                post=post,
                title=post.title,
                unit=post.unit,
                heads_unit=post.heads_unit,
                level=post.level,
                valid_from=SINCE,
            )
            for post in posts
        ],
        batch_size=1000,
    )
    return posts


def lay_people(posts: list[Post], number: int) -> None:
    """Appoint people to the posts in turn."""
    people = [Person(number=f"n{each}", name=f"Person {each}") for each in range(number)]
    Person.objects.bulk_create(people, batch_size=1000)
    Appointment.objects.bulk_create(
        [
            Appointment(person=person, post=posts[place % len(posts)], valid_from=SINCE)
            for place, person in enumerate(people)
        ],
        batch_size=1000,
    )


def lay_duties(number: int) -> None:
    """Let every post owe so many monthly duties."""
    duties = [Duty(key=f"bench.{each}", origin=Origin.OWN) for each in range(number)]
    Duty.objects.bulk_create(duties)
    DutyVersion.objects.bulk_create(
        [
            DutyVersion(
                duty=duty,
                number=1,
                text_en=duty.key,
                measure="count",
                cadence="monthly",
                evidence_kind=KIND,
                amount=1 + place % 4,
                grace_days=2 * (place % 2),
                valid_from=SINCE,
            )
            for place, duty in enumerate(duties)
        ]
    )
    execute(POST_DUTIES)
