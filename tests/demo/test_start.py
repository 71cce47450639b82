"""What somebody meets who has just started the demonstration."""

from collections import Counter
from datetime import timedelta

import pytest

from dutyline.kernel.access.rights import actor_of
from dutyline.kernel.duties.models import STATES, Evidence, Obligation
from dutyline.kernel.duties.operations import replay
from dutyline.kernel.duties.reading import board
from dutyline.kernel.history.models import Entry
from dutyline.kernel.notifications.models import Notification
from dutyline.kernel.organisation.models import Appointment, Person, Post, UnitVersion
from dutyline.modules.inspections.keys import FINDING
from dutyline.modules.inspections.models import Finding, Grade, Round, RoundState
from dutyline.shell.demo.telling import lived
from dutyline.shell.sign_in.installation import offered
from tests.demo.telling import NOW, TODAY, Told
from tests.demo.words import CHINESE, words

pytestmark = pytest.mark.django_db
FIRST = TODAY.replace(day=1)


def test_one_may_look_around_as_the_people_of_the_journeys(english: Told) -> None:
    assert [str(each.account.person) for each in offered()] == [
        "Zhao Min", "Zhou Hao", "Chen Lan", "Zhang Guowei",
        "Li Yang", "Wang Jun", "Liu Na", "Guan Lei",
    ]  # fmt: skip
    assert not any(each.account.has_usable_password() for each in offered())


def test_the_enterprise_is_as_large_as_the_issue_says(english: Told) -> None:
    assert 115 <= Person.objects.employed(TODAY).count() <= 125
    assert 55 <= Post.objects.on(TODAY).count() <= 70


def test_a_unit_moved_posts_are_vacant_shared_and_acted_for(english: Told) -> None:
    stage = english.stage
    moved = UnitVersion.objects.filter(unit=stage.unit("maintenance-instrument"))
    assert moved.count() == 2
    today = Appointment.objects.on(TODAY)
    shared = today.filter(post=stage.post("coatings-safety-engineer"))
    assert sorted(float(each.share) for each in shared) == [0.5, 0.5]
    acting = today.get(post=stage.post("poly-c-leader"))
    assert (acting.person, acting.acting) == (stage.person("gao-feng"), True)
    vacant = Post.objects.on(TODAY).vacant(TODAY).values_list("code", flat=True)
    assert sorted(vacant) == ["filling-packing-leader", "poly-c-leader"]


def test_the_round_of_the_leader_s_shift_is_due_with_its_items(english: Told) -> None:
    due = Round.objects.get(
        post=english.stage.post("poly-a-leader"),
        state=RoundState.DUE,
        opens_at__lte=NOW,
        due_at__gte=NOW,
    )
    assert due.version.items.count() == 14


def test_a_warehouse_was_not_visited_for_forty_days(english: Told) -> None:
    walked = Round.objects.filter(
        place=english.stage.place("solvent-store"), state=RoundState.FINISHED
    )
    assert walked.latest("finished_at").finished_at < NOW - timedelta(days=40)


def test_company_b_has_one_major_danger_that_is_overdue(english: Told) -> None:
    major = Finding.objects.filter(grade=Grade.MAJOR, company=english.stage.unit("coatings"))
    assert [each.place for each in major] == [english.stage.place("dust-collector")]
    assert major.get().rectification.due_on < TODAY


def test_three_repairs_wait_for_the_safety_manager(english: Told) -> None:
    waiting = Finding.objects.filter(
        state="reported", rectification__verifier=english.stage.person("chen-lan")
    )
    places = {each.place for each in waiting}
    asked = ("solvent-room", "palletiser", "foam-house")
    assert {english.stage.place(key) for key in asked} <= places


def test_dangers_are_numbered_as_they_were_entered(english: Told) -> None:
    for company in ("resin", "coatings"):
        rows = Finding.objects.filter(company=english.stage.unit(company))
        by_number = list(rows.order_by("number").values_list("recorded_at", flat=True))
        assert by_number == sorted(by_number)


def test_every_danger_round_and_piece_of_evidence_has_its_history(english: Told) -> None:
    found = set(Entry.objects.filter(subject_type=FINDING).values_list("subject_id", flat=True))
    assert found == set(Finding.objects.values_list("pk", flat=True))
    walked = Entry.objects.filter(verb="inspections.round_finished")
    finished = Round.objects.filter(state=RoundState.FINISHED).values_list("pk", flat=True)
    assert sorted(walked.values_list("subject_id", flat=True)) == sorted(finished)


def test_nothing_is_written_with_the_clock_of_the_machine(english: Told) -> None:
    assert not Finding.objects.filter(recorded_at__gt=NOW).exists()
    assert not Evidence.objects.filter(recorded_at__gt=NOW).exists()
    assert not Entry.objects.filter(recorded_at__gt=NOW).exists()
    assert not Notification.objects.filter(created_at__gt=NOW).exists()
    assert not Round.objects.filter(finished_at__gt=NOW).exists()


def test_no_moment_of_the_story_lies_ahead(english: Told) -> None:
    moments = [each.at for each in lived(english.stage)]
    assert NOW - timedelta(hours=12) < max(moments) <= NOW


def test_the_numbers_of_the_board_are_those_of_its_list(english: Told) -> None:
    chen = actor_of(english.stage.person("chen-lan"), TODAY)
    for key in ("group", "resin", "coatings", "poly"):
        unit = english.stage.unit(key)
        shown = board(by=chen, unit=unit, first=FIRST, last=TODAY, today=TODAY).figures
        owed = Obligation.objects.filter(
            unit_path__startswith=unit.path, due_on__range=(FIRST, TODAY)
        )
        listed = Counter(owed.values_list("state", flat=True))
        assert {state: shown.of(state) for state in STATES} == {s: listed[s] for s in STATES}


def test_a_replay_of_everything_says_the_same(english: Told) -> None:
    found = replay(now=NOW)
    assert (found.differences, found.lost, found.new) == ([], [], [])
    assert found.obligations > 250


def test_the_english_story_has_no_chinese_in_it(english: Told) -> None:
    assert sorted({where for where, text in words() if CHINESE.search(text)}) == []
