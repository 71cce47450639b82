"""Who may ask about whom, who learns of it, and that a file holds nothing from elsewhere."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.models import Grant
from dutyline.kernel.access.operations import withdraw_role
from dutyline.kernel.duties.filing import evidence_for
from dutyline.kernel.duties.models import Evidence
from dutyline.kernel.duties.tests.world import at
from dutyline.kernel.files.models import Attachment
from dutyline.kernel.history.models import Entry
from dutyline.kernel.ledger.tests.outsider import verified
from dutyline.kernel.notifications.models import Notification
from dutyline.kernel.organisation.operations import appoint
from dutyline.modules.diligence.keys import ASKED, FILE
from dutyline.modules.diligence.models import Concerned, DiligenceFile
from dutyline.modules.diligence.operations import ask_file, throw_away
from dutyline.modules.diligence.operations.building import KEPT
from dutyline.modules.diligence.operations.refusals import (
    DaysBackwards,
    NotHere,
    NotYetOver,
    ReasonNeeded,
)
from dutyline.modules.diligence.operations.subjects import about, meet, subject_for
from dutyline.modules.diligence.tests.desk import FIRST, LAST, NOW, TODAY


@pytest.fixture
def lent(desk):
    """Wang also held a post in team B in March, and walked there."""
    world = desk.world
    appoint(
        by=Actor.system("test"),
        person=world.wang,
        post=world.operator_b,
        on=date(2026, 3, 1),
        until=date(2026, 4, 1),
        at=at("2026-03-01"),
    )
    world.show(
        world.wang, "2026-03-20", post=world.operator_b, snapshot={"label": "Secret of team B"}
    )
    return desk


def test_a_head_gets_of_a_person_what_lies_in_his_unit_and_nothing_else(lent):
    world = lent.world
    papers = lent.papers(lent.ask("li", "person", world.wang.pk))
    everything = papers.everything()
    assert len(papers.section("duties.evidence")) == 1
    for word in ("Secret", world.operator_b.title, world.team_b.name):
        assert word.encode() not in everything
    assert "Itholdsonlywhatwhoeveraskedmaysee" in papers.text()
    assert verified(papers.zip) == (True, [])


def test_his_own_file_is_whole(lent):
    papers = lent.papers(lent.ask("wang", "person", lent.world.wang.pk, reason=""))
    assert len(papers.section("duties.evidence")) == 2
    held = papers.section("history.posts_held")
    assert [("until 2026-03-31" in str(each)) for each in held] == [False, True], held
    assert b"Secret of team B" in papers.everything()


def test_a_post_and_a_unit_have_files_of_their_own(lent):
    world = lent.world
    post = lent.papers(lent.ask("li", "post", world.operator_a.pk))
    unit = lent.papers(lent.ask("chen", "unit", world.team_a.pk))
    assert len(post.section("duties.evidence")) == len(unit.section("duties.evidence")) == 1
    assert b"Secret of team B" not in post.everything()
    workshop = lent.papers(lent.ask("chen", "unit", world.workshop.pk))
    assert len(workshop.section("duties.evidence")) == 2


@pytest.mark.parametrize(
    ("who", "kind", "name"),
    [
        ("wang", "person", "li"),
        ("wang", "post", "operator_a"),
        ("wang", "unit", "team_a"),
        ("li", "unit", "workshop"),
        ("li", "unit", "team_b"),
        ("ma", "person", "wang"),
        ("ma", "unit", "team_a"),
        ("admin", "person", "wang"),
        ("stranger", "person", "wang"),
    ],
)
def test_nobody_asks_outside_of_his_units(desk, who, kind, name):
    thing = getattr(desk.world, name)
    assert subject_for(desk.actor(who), kind, thing.pk) is None
    page = desk.browser(who).get(reverse("diligence:ask", args=[kind, thing.pk]))
    assert page.status_code == 404


def test_of_days_before_somebody_came_there_is_nothing_to_ask(desk):
    actor, world = desk.actor("li"), desk.world
    subject = subject_for(actor, "person", world.wang.pk)
    said = {"language": "en", "reason": "Why", "on": TODAY, "at": NOW}
    refused = [
        (date(2001, 1, 1), date(2001, 2, 1), "Why", NotHere),
        (LAST, FIRST, "Why", DaysBackwards),
        (FIRST, TODAY + timedelta(days=1), "Why", NotYetOver),
        (FIRST, LAST, "  ", ReasonNeeded),
    ]
    for first, last, reason, refusal in refused:
        with pytest.raises(refusal):
            ask_file(
                by=actor, subject=subject, first=first, last=last, **{**said, "reason": reason}
            )
    assert DiligenceFile.objects.count() == 0


def test_that_it_was_asked_for_stands_in_history_and_reaches_whom_it_is_about(desk):
    wang = desk.world.wang
    row = desk.ask("li", "person", wang.pk)
    entry = Entry.objects.get(verb=ASKED)
    assert (entry.subject_id, entry.reason, entry.data) == (
        wang.pk,
        "The inspector asks",
        {"first": "2026-03-01", "last": "2026-03-31"},
    )
    assert [each.person_id for each in Notification.objects.filter(kind=ASKED)] == [wang.pk]
    assert [each.person_id for each in Concerned.objects.filter(file=row)] == [wang.pk]
    browser = desk.browser("wang")
    page = browser.get(reverse("diligence:files"))
    assert [each.pk for each in page.context["about_me"]] == [row.pk]
    seen = browser.get(reverse("diligence:file", args=[row.pk]))
    assert "The inspector asks" in seen.content.decode()
    assert seen.context["papers"] == []


def opened(desk, who, address):
    """Return how an address answers somebody; what it sends is read to its end."""
    answer = desk.browser(who).get(address)
    if answer.streaming:
        assert b"".join(answer.streaming_content)
    return answer.status_code


def test_only_whoever_asked_fetches_the_papers(desk):
    row = desk.ask("chen", "person", desk.world.wang.pk)
    desk.papers(row)
    address = reverse("diligence:file", args=[row.pk])
    files = [reverse("files:file", args=[each.pk]) for each in Attachment.objects.of(FILE, row.pk)]
    answers = {
        who: [opened(desk, who, each) for each in (address, *files)]
        for who in ("chen", "wang", "li", "zhao", "ma", "admin")
    }
    assert answers == {
        "chen": [200, 200, 200],
        "wang": [200, 404, 404],
        "li": [404, 404, 404],
        "zhao": [404, 404, 404],
        "ma": [404, 404, 404],
        "admin": [404, 404, 404],
    }


def test_whoever_lost_the_right_meanwhile_gets_neither_papers_nor_a_file(desk):
    row = desk.ask("chen", "person", desk.world.wang.pk)
    desk.papers(row)
    waiting = desk.ask("chen", "person", desk.world.wang.pk)
    grant = Grant.objects.get(person=desk.world.chen)
    withdraw_role(by=Actor.system("test"), grant=grant, on=TODAY, at=NOW)
    browser = desk.browser("chen")
    for each in Attachment.objects.of(FILE, row.pk):
        assert browser.get(reverse("files:file", args=[each.pk])).status_code == 404
    page = browser.get(reverse("diligence:file", args=[row.pk]))
    assert (page.status_code, page.context["papers"]) == (200, [])
    assert desk.work(waiting).error == "You may no longer do this."


def test_papers_are_thrown_away_and_that_they_were_asked_for_stays(desk):
    row = desk.ask("wang", "person", desk.world.wang.pk)
    desk.papers(row)
    assert throw_away(NOW + KEPT - timedelta(seconds=1)) == 0
    assert throw_away(NOW + KEPT) == 1
    assert not Attachment.objects.of(FILE, row.pk).exists()
    page = desk.browser("wang").get(reverse("diligence:file", args=[row.pk]))
    assert "Thrown away on" in page.content.decode()


def test_two_reaches_meet_in_what_lies_in_both():
    assert meet(["/1/2/", "/1/9/"], ["/1/", "/1/9/4/"]) == ("/1/2/", "/1/9/")
    assert meet(["/1/2/"], ["/1/3/"]) == ()


def test_what_a_line_stands_on_in_the_log_is_found_within_reach_only(lent):
    facts = list(Evidence.objects.order_by("id").values_list("source", flat=True))
    wang = lent.world.wang.pk
    found = {}
    for who in ("li", "wang"):
        actor = lent.actor(who)
        asked = about(actor, subject_for(actor, "person", wang), FIRST, LAST)
        found[who] = sorted(evidence_for(asked, facts))
    assert found == {"li": facts[:1], "wang": facts}
    assert len(facts) == 2
