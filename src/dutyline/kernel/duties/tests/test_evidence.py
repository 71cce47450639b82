"""Evidence: recorded once, of its day, counted wherever it fits."""

import pytest

from dutyline.kernel.duties.models import Evidence
from dutyline.kernel.duties.refusals import Foretold
from dutyline.kernel.duties.tests.world import at


def test_evidence_keeps_person_post_unit_and_day_as_they_were(world):
    piece = world.show(world.wang, "2026-03-05 23:30")
    assert (piece.person_name, piece.post_title) == ("Wang Fang", "Operator A")
    assert (piece.unit_name, piece.unit_path) == ("Shift team A", world.team_a.path)
    assert piece.occurred_on.isoformat() == "2026-03-05"
    assert piece.appointment_id == world.plant.appointments.wang.pk
    stored = Evidence.objects.get(pk=piece.pk)
    for field in Evidence._meta.concrete_fields:
        assert getattr(stored, field.attname) == getattr(piece, field.attname)


def test_the_same_source_kind_and_person_gives_the_same_piece(world):
    first = world.show(world.wang, "2026-03-05", source="toy.walk:7")
    assert world.show(world.wang, "2026-03-06", source="toy.walk:7") == first
    assert world.show(world.sun, "2026-03-05", source="toy.walk:7") != first
    assert Evidence.objects.count() == 2


def test_what_has_not_happened_yet_is_refused(world):
    with pytest.raises(Foretold):
        world.show(world.wang, "2026-03-05 12:00", recorded="2026-03-05 11:59")


def test_a_kind_nobody_declares_is_a_mistake(world):
    with pytest.raises(KeyError):
        world.show(world.wang, "2026-03-05", kind="toy.unheard_of")


def test_evidence_cannot_be_changed_or_deleted(world):
    piece = world.show(world.wang, "2026-03-05")
    piece.amount = 5
    with pytest.raises(TypeError):
        piece.save()
    with pytest.raises(TypeError):
        piece.delete()


def test_somebody_without_a_post_leaves_evidence_too(world):
    piece = world.show(world.stranger, "2026-03-05", recorded="2026-03-05")
    assert (piece.post_id, piece.unit_id, piece.unit_path) == (None, None, "")


def test_an_act_lies_where_it_is_said_to_have_happened(world):
    piece = world.show(world.zhang, "2026-03-05", unit=world.team_b)
    assert (piece.unit_id, piece.post_title) == (world.team_b.pk, "Workshop head")
    piece = world.show(world.zhang, "2026-03-05", post=world.team_leader_b)
    assert (piece.unit_id, piece.post_title) == (world.team_b.pk, "Team leader B")
    assert piece.appointment_id is None


def test_recorded_on_the_day_nothing_is_back_filled(world):
    assert not world.show(world.wang, "2026-03-05 00:10", recorded="2026-03-05 23:50").back_filled


@pytest.mark.parametrize(
    ("recorded", "back_filled"),
    [("2026-03-07 10:00", False), ("2026-03-07 10:01", True), ("2026-04-01", True)],
)
def test_recorded_more_than_the_days_of_the_criterion_later_is_back_filled(
    world, recorded, back_filled
):
    piece = world.show(world.wang, "2026-03-05 10:00", recorded=recorded)
    assert (piece.back_filled, piece.at_most_late) == (back_filled, back_filled)


def test_a_group_act_gives_each_his_own_piece(world):
    pieces = world.show_together(world.sun, world.wang, when="2026-03-05")
    assert {piece.person_name for piece in pieces} == {"Wang Fang", "Sun Lei"}
    assert len({piece.source for piece in pieces}) == 1
    assert at("2026-03-05") == pieces[0].occurred_at
