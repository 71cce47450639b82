"""Who carries which clause, and what is missing."""

import pytest

from dutyline.kernel.criteria.models import CatalogueItem
from dutyline.kernel.criteria.shelf import changing
from dutyline.kernel.duties.models import DutyVersion
from dutyline.kernel.organisation.operations import move_post, rename_unit
from dutyline.modules.responsibility.models import DutyLead
from dutyline.modules.responsibility.operations import name_lead, write_draft
from dutyline.modules.responsibility.operations.carrying import posts_carrying
from dutyline.modules.responsibility.operations.coverage import clause_rows, gaps_in
from dutyline.modules.responsibility.operations.drift import drift_of
from dutyline.modules.responsibility.operations.refusals import DutyNotOwed
from dutyline.modules.responsibility.tests.desk import AT, TODAY
from dutyline.modules.responsibility.tests.owing import owing_of


@pytest.fixture
def owing(here):
    return owing_of(here)


def paths(here):
    return [here.plant.units.resin.path]


def test_a_clause_names_the_posts_that_carry_it_by_title(here, owing):
    posts = here.plant.posts
    owing(posts.team_leader_a, posts.team_leader_b)
    five, six = clause_rows(paths(here), TODAY)
    assert (five.words, five.says) == ("Law Art. 21(5)", "Dual prevention")
    assert [(each.title, each.posts) for each in five.carried_by] == [
        ("Team leader A", 1),
        ("Team leader B", 1),
    ]
    assert (five.posts, six.posts) == (2, 0)
    assert set(posts_carrying("law.21-5", paths(here), TODAY)) == {
        posts.team_leader_a,
        posts.team_leader_b,
    }


def test_a_clause_is_carried_by_the_words_of_a_card_in_force(here, owing):
    with changing():
        line = CatalogueItem.objects.get(kind="card_line", key="operator.job")
        line.instrument_en, line.clause_en = "Law", "Art. 21(5)"
        line.save()
    version = here.published()
    assert version.clauses == ["law.21-5"]
    five = clause_rows(paths(here), TODAY)[0]
    assert [(each.title, each.measured) for each in five.carried_by] == [("Operator A", False)]
    assert list(posts_carrying("law.21-5", paths(here), TODAY)) == [here.operator]
    owing(here.operator)
    five = clause_rows(paths(here), TODAY)[0]
    assert [(each.title, each.measured) for each in five.carried_by] == [("Operator A", True)]


def test_a_line_written_anew_cites_nothing(here, owing):
    with changing():
        line = CatalogueItem.objects.get(kind="card_line", key="operator.job")
        line.instrument_en, line.clause_en = "Law", "Art. 21(5)"
        line.save()
    draft, chen = here.drafted(), here.actor("chen")
    words = {"job_en": "Look after the reactor", "job_zh": ""}
    assert write_draft(by=chen, version=draft, words=words, on=TODAY, at=AT).clauses == []


def test_another_company_carries_nothing_here(here, owing):
    owing(here.plant.posts.coatings_principal)
    assert [row.posts for row in clause_rows(paths(here), TODAY)] == [0, 0]


def test_gaps_name_clauses_nobody_carries_and_posts_that_owe_nothing(here, owing):
    posts = here.plant.posts
    owing(posts.team_leader_a)
    gaps = gaps_in(paths(here), TODAY, clause_rows(paths(here), TODAY))
    assert [row.key for row in gaps.clauses] == ["law.21-6"]
    assert posts.team_leader_a not in gaps.without_duties
    assert posts.operator_a in gaps.without_duties
    assert list(gaps.without_head) == []


def test_a_unit_without_a_head_is_a_gap(here):
    path = [here.plant.units.coatings.path]
    assert list(gaps_in(path, TODAY, []).without_head) == [here.plant.units.mixing]


def test_two_posts_of_a_unit_with_one_duty_for_it_need_a_lead(here, owing):
    head, second = here.plant.posts.team_leader_a, here.operator
    duty = owing(head, second)
    shared = gaps_in(paths(here), TODAY, []).shared
    assert [(each.unit.name, each.text) for each in shared] == [
        ("Shift team A", "Inspect the area")
    ]
    assert list(shared[0].posts) == [head, second]
    chen = here.actor("chen")
    name_lead(by=chen, post=head, duty=duty, on=TODAY, at=AT)
    assert gaps_in(paths(here), TODAY, []).shared == []
    name_lead(by=chen, post=second, duty=duty, on=TODAY, at=AT)
    standing = DutyLead.objects.filter(ended_at=None)
    assert [lead.post_id for lead in standing] == [second.pk]


def test_who_does_not_owe_a_duty_does_not_lead_in_it(here, owing):
    duty = owing(here.plant.posts.team_leader_a)
    with pytest.raises(DutyNotOwed):
        name_lead(by=here.actor("chen"), post=here.operator, duty=duty, on=TODAY, at=AT)


def test_what_everybody_owes_by_his_own_acts_needs_no_lead(here, owing):
    owing(here.plant.posts.team_leader_a, here.operator, area="own")
    assert gaps_in(paths(here), TODAY, []).shared == []


def test_a_card_drifts_when_its_post_owes_something_else(here, owing):
    version = here.published()
    version.card.post.refresh_from_db()
    assert not drift_of([version], TODAY)[version.pk]
    owing(here.operator)
    drift = drift_of([version], TODAY)[version.pk]
    assert [each["text_en"] for each in drift.new] == ["Inspect the area"]
    assert (list(drift.gone), drift.moved) == ([], False)


def test_a_card_drifts_when_its_post_moves_and_not_when_a_unit_is_renamed(here):
    version = here.published()
    units, by = here.plant.units, here.plant.by
    rename_unit(by=by, unit=units.team_a, name="Team Alpha", on=TODAY, at=AT)
    assert not drift_of([version], TODAY)[version.pk]
    move_post(by=by, post=here.operator, unit=units.team_b, on=TODAY, at=AT)
    assert drift_of([version], TODAY)[version.pk].moved


def test_a_duty_on_a_card_stays_as_it_was_published(here, owing):
    owing(here.operator)
    version = here.published()
    DutyVersion.objects.update(text_en="Something else")
    version.refresh_from_db()
    assert [each["text_en"] for each in version.duties] == ["Inspect the area"]
    assert version.clauses == ["law.21-5"]
