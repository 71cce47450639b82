import pytest

from dutyline.kernel.access.tests.plant import plant

pytestmark = pytest.mark.django_db


def test_the_plant_has_its_people_in_their_posts():
    built = plant()
    assert built.actor("wang").appointment.post == built.posts.operator_a
    assert built.actor("stranger").appointment is None
    assert built.actor("chen").can("duties.waive", built.units.team_a.path)
    assert not built.actor("chen").can("duties.waive", built.units.mixing.path)
