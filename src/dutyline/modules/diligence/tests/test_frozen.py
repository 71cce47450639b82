"""An obligation that froze is proved alone: nothing is told of the others that closed with it."""

import json
import zipfile

import pytest

from dutyline.kernel.duties.models import Closing, Obligation
from dutyline.kernel.duties.operations import bind_closings, close_periods, open_periods
from dutyline.kernel.duties.tests.world import at
from dutyline.kernel.ledger.tests.outsider import verified

CLOSED = at("2026-04-12")


@pytest.fixture
def closed(desk):
    """March with what others owed too, closed and bound."""
    world = desk.world
    world.duty(world.operator_b, world.team_leader_b, world.workshop_head, text_en="Secret duty")
    open_periods(now=at("2026-03-02"))
    close_periods(now=CLOSED)
    bind_closings(now=CLOSED)
    return desk


@pytest.fixture
def papers(closed):
    """Wang's own file."""
    return closed.papers(closed.ask("wang", "person", closed.world.wang.pk))


def told(papers):
    """Return the line of the closing."""
    lines = [json.loads(each) for each in papers.read("entries.jsonl").splitlines()]
    return next(each for each in lines if each["entry"]["kind"] == "duties.closing")


def rewritten(papers, tmp_path, change):
    """Return the ZIP with the line of the closing changed, in its canonical form."""
    target = tmp_path / "altered.zip"
    with zipfile.ZipFile(papers.zip) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "entries.jsonl":
                lines = [json.loads(each) for each in content.splitlines()]
                for line in lines:
                    if line["entry"]["kind"] == "duties.closing":
                        change(line)
                content = "".join(
                    json.dumps(each, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
                    + "\n"
                    for each in lines
                ).encode()
            new.writestr(name, content)
    return target


def test_his_frozen_obligation_is_proved_within_its_closing(papers, closed):
    (owed,) = papers.section("duties.obligations")
    line = told(papers)
    (part,) = line["parts"]
    assert line["index"] in owed["log"]
    assert owed["about"] == f"duties.obligation:{part['part']['id']}"
    assert part["part"]["person_id"] == closed.world.wang.pk
    assert part["part"]["state"] == "on_time"
    assert verified(papers.zip) == (True, [])


def test_nothing_is_told_of_the_others_nor_how_many_they_are(papers):
    line = told(papers)
    assert Closing.objects.get().obligations == 4
    assert set(line["record"]) == {"at", "root"}
    assert [len(each["path"]) for each in line["parts"]] == [24]
    assert b"Secret duty" not in papers.everything()


def test_another_state_than_the_frozen_one_is_refused(papers, tmp_path):
    def change(line):
        line["parts"][0]["part"]["state"] = "late"

    pk = told(papers)["parts"][0]["part"]["id"]
    fits, lines = verified(rewritten(papers, tmp_path, change))
    assert (fits, len(lines)) == (False, 2)
    assert lines[1].endswith(f": part {pk} is not what was bound")


@pytest.mark.parametrize("name", ["place", "salt", "path"])
def test_a_proof_with_another_way_is_refused(papers, tmp_path, name):
    def change(line):
        part = line["parts"][0]
        if name == "place":
            part["place"] ^= 1
        elif name == "salt":
            part["salt"] = "00" * 32
        else:
            part["path"].pop()

    assert verified(rewritten(papers, tmp_path, change))[0] is False


def test_what_was_changed_after_it_froze_does_not_verify(closed):
    owed = Obligation.objects.get(person=closed.world.wang)
    Obligation.objects.filter(pk=owed.pk).update(state="late")
    papers = closed.papers(closed.ask("wang", "person", closed.world.wang.pk))
    fits, lines = verified(papers.zip)
    assert fits is False
    assert [each.partition(": ")[2] for each in lines] == [f"part {owed.pk} is not what was bound"]
