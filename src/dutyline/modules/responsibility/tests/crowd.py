"""Many people in one post of the plant, for what must not cost more the more there are."""

from dutyline.kernel.organisation.models import Appointment, Person
from dutyline.kernel.organisation.tests.plant import BEGIN
from dutyline.modules.responsibility.tests.desk import Desk


def crowd(here: Desk, number: int, post: str = "operator_a") -> list[Person]:
    """Let so many more people hold a post since the plant began."""
    before = Person.objects.count()
    people = Person.objects.bulk_create(
        Person(number=f"c{before + nth}", name=f"Crowd {before + nth}", email="crowd@example.com")
        for nth in range(number)
    )
    held = getattr(here.plant.posts, post)
    Appointment.objects.bulk_create(
        Appointment(person=person, post=held, valid_from=BEGIN) for person in people
    )
    return list(people)
