"""What stands in a file: on paper, for machines, and as proof."""

import zipfile
from datetime import date

import pytest

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.duties.models import Evidence
from dutyline.kernel.duties.operations import close_periods, withdraw_evidence
from dutyline.kernel.duties.tests.world import at
from dutyline.kernel.ledger.operations import enter_waiting, erase
from dutyline.kernel.ledger.tests.outsider import verified
from dutyline.kernel.organisation.operations import rename_unit
from dutyline.modules.diligence.operations import collecting
from dutyline.modules.diligence.tests.desk import NOW, Papers


@pytest.fixture
def own(desk):
    """Wang's own file."""
    return desk.papers(desk.ask("wang", "person", desk.world.wang.pk))


def altered(papers: Papers, name: str, tmp_path, before: bytes, after: bytes):
    """Return the ZIP with some bytes of one of its files changed."""
    target = tmp_path / "altered.zip"
    with zipfile.ZipFile(papers.zip) as old, zipfile.ZipFile(target, "w") as new:
        for each in old.namelist():
            content = old.read(each)
            if each == name:
                assert before in content
                content = content.replace(before, after, 1)
            new.writestr(each, content)
    return target


def test_it_says_that_it_is_no_verdict_before_anything_else(own):
    assert "Thisisareportofevidence,neveraverdict" in own.text()
    assert "report of evidence, never a verdict" in own.told()["statement"]["en"][0]
    assert "绝不是结论" in own.told()["statement"]["zh-Hans"][0]
    assert "是证据报告，绝不是结论" in own.read("HOW-TO.txt").decode()


def test_what_he_owed_and_showed_stands_in_it_with_both_times(own):
    (piece,) = own.section("duties.evidence")
    assert (piece["happened_at"], piece["recorded_at"]) == (
        "2026-03-10T12:00:00+08:00",
        "2026-03-11T12:00:00+08:00",
    )
    (owed,) = own.section("duties.obligations")
    assert "Walk. Due 2026-03-31 23:59. On time: 1 of 1." in owed["sentence"]["en"]
    assert "按时：完成1，应为1。" in owed["sentence"]["zh-Hans"]
    assert owed["log"] == piece["log"] != []
    (applied,) = own.section("duties.applied")
    assert "Walk (Monthly" in applied["sentence"]["en"]
    (held,) = own.section("history.posts_held")
    assert held["sentence"]["en"].startswith("Wang")
    assert held["recorded_at"] is not None
    assert "Reactordeck" in own.text()


def test_it_is_told_in_the_language_asked_for_and_in_both(desk):
    wang = desk.world.wang.pk
    chinese = desk.papers(desk.ask("wang", "person", wang, language="zh-hans"))
    both = desk.papers(desk.ask("wang", "person", wang, language="both"))
    assert "适用的职责" in chinese.text()
    assert "Dutiesthatapplied" not in chinese.text()
    assert "适用的职责" in both.text()
    assert "Dutiesthatapplied" in both.text()


def test_an_outsider_verifies_it_alone_and_against_what_was_kept(own, tmp_path):
    assert verified(own.zip) == (True, [])
    kept = tmp_path / "kept.txt"
    kept.write_bytes(own.read("checkpoint.txt"))
    assert verified(own.zip, "--checkpoint", kept) == (True, [])


@pytest.mark.parametrize("name", ["file.json", "file.pdf", "HOW-TO.txt", "verify.py"])
def test_one_byte_of_what_is_read_changed_is_refused_by_name(own, tmp_path, name):
    first = own.read(name)[40:44]
    target = altered(own, name, tmp_path, first, bytes([first[0] ^ 1]) + first[1:])
    assert verified(target) == (False, [f"WRONG  {name}: is not what was exported"])


def test_one_byte_of_a_record_changed_is_refused_naming_the_entry(own, tmp_path):
    target = altered(own, "entries.jsonl", tmp_path, b"Reactor deck", b"Reactor deco")
    fits, lines = verified(target)
    assert fits is False
    assert "WRONG  entry in line 1: the record is not the one that was entered" in lines


def test_a_unit_is_called_what_it_was_called_then(desk):
    team = desk.world.team_a
    before = team.name
    rename_unit(
        by=Actor.system("test"), unit=team, name="Team Aurora", on=date(2026, 4, 10), at=NOW
    )
    told = desk.papers(desk.ask("wang", "person", desk.world.wang.pk))
    (held,) = told.section("history.posts_held")
    (owed,) = told.section("duties.obligations")
    assert before in held["sentence"]["en"]
    assert before in owed["sentence"]["en"]
    assert "Aurora" not in held["sentence"]["en"] + owed["sentence"]["en"]


def test_what_was_taken_back_after_closing_is_told_beside_the_frozen_state(desk):
    close_periods(now=at("2026-04-12"))
    source = desk.world.toy.FACTS[0].source
    withdraw_evidence(by=Actor.system("test"), source=source, reason="Not his", at=NOW)
    told = desk.papers(desk.ask("wang", "person", desk.world.wang.pk))
    (owed,) = told.section("duties.obligations")
    assert "On time" in owed["sentence"]["en"]
    said = [each["sentence"]["en"] for each in told.section("duties.corrected")]
    assert ["closed as On time, reads Missed since" in each for each in said] == [True, False]
    assert said[1].endswith("Reason: Not his")


def test_what_was_erased_is_said_to_be_erased_and_its_words_are_gone(desk):
    enter_waiting(NOW)
    erase(
        by=Actor.system("DPO"),
        kind="duties.evidence",
        record_ids=[Evidence.objects.get().pk],
        reason="Asked to",
        basis="GDPR Art. 17",
        at=NOW,
    )
    told = desk.papers(desk.ask("wang", "person", desk.world.wang.pk))
    (piece,) = told.section("duties.evidence")
    assert piece["erased"] is True
    assert piece["sentence"]["en"].endswith("[Erased on 2026-04-20 12:00 by DPO: GDPR Art. 17]")
    assert b"Reactor deck" not in told.everything()
    assert verified(told.zip) == (True, [])


def test_too_much_to_read_is_refused_in_words(desk, monkeypatch):
    monkeypatch.setattr(collecting, "MOST", 2)
    row = desk.ask("wang", "person", desk.world.wang.pk)
    errand = desk.work(row)
    assert errand.state == "failed"
    assert errand.error.startswith("There are more than 2 entries in these days.")
    assert row.built_at is None
