"""What a due-diligence file is told of letters, goals and money: as they stood in its days."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils.translation import override

from dutyline.kernel.ledger.models import Entry
from dutyline.kernel.ledger.operations import enter_waiting
from dutyline.kernel.organisation.calendar import midnight, zone_of_path
from dutyline.kernel.organisation.operations import change_post
from dutyline.kernel.organisation.operations.effect import bring_into_effect
from dutyline.kernel.registry import FileAbout
from dutyline.modules.responsibility.dossier import FILES
from dutyline.modules.responsibility.operations import approve, ask_review, draft_next, publish
from dutyline.modules.responsibility.operations.budget import record_use, take_back
from dutyline.modules.responsibility.operations.goals import report_result
from dutyline.modules.responsibility.operations.letters import answer_refusal, refuse_letter
from dutyline.modules.responsibility.tests.desk import AT, TODAY
from dutyline.modules.responsibility.tests.goals import (
    DRILL,
    INJURIES,
    Goals,
    photo,
    planned,
    purposes,
)
from dutyline.modules.responsibility.tests.letters import Letters

NEXT = AT + timedelta(days=1)
FIRST, END = TODAY - timedelta(days=10), TODAY + timedelta(days=10)


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    """A key of its own for every test."""
    settings.HOME = tmp_path


@pytest.fixture
def letters(here):
    """Letters of the year, open for signing."""
    found = Letters(here)
    found.opened()
    return found


def told(key, kind, pk, path="", *, first=FIRST, end=END, paths=None):
    """Return the entries of a section, whole unless `paths` says how far it may look."""
    zone = zone_of_path(path)
    about = FileAbout(
        kind=kind,
        id=pk,
        path=path,
        first=first,
        end=end,
        starts_at=midnight(first, zone),
        ends_at=midnight(end, zone),
        paths=tuple(paths or ()),
        whole=paths is None,
    )
    source = next(each for each in FILES if each.key == f"responsibility.{key}")
    return list(source.entries(about))


def said(*where, **more):
    """Return the sentences of a section."""
    return [str(each.sentence) for each in told(*where, **more)]


def republished(letters):
    """Publish the next version of the card of operator A, and let letters follow."""
    by, later = letters.here.plant.by, TODAY + timedelta(days=1)
    card = letters.of("wang").text.card_version.card
    draft = draft_next(by=by, card=card, on=later, at=NEXT)
    asked = ask_review(by=by, version=draft, at=NEXT)
    approved = approve(by=by, version=asked, at=NEXT)
    publish(by=by, version=approved, valid_from=later, at=NEXT)
    letters.follow(later, NEXT)


def test_a_letter_stands_in_the_file_with_both_signatures(letters):
    letters.down("zhao", "zhang", "li", "wang")
    letters.countersign("li", "wang")
    wang = letters.person("wang")
    (entry,) = told("letters", "person", wang.pk)
    sentence = str(entry.sentence)
    assert sentence.startswith(f"Letter of {TODAY.year} of {wang.name}, ")
    assert f"Signed by {wang.name} (Holder of the post)" in sentence
    assert f"Signed by {letters.person('li').name} (Superior)" in sentence
    kinds = [kind for kind, _pk in entry.records]
    assert kinds == ["responsibility.letter_text", *["responsibility.letter_signature"] * 2]


def test_a_signature_names_the_post_as_it_was_called_then(letters):
    letters.down("zhao")
    post = letters.of("zhao").post
    before, later = post.title, TODAY + timedelta(days=2)
    change_post(
        by=letters.here.plant.by,
        post=post,
        superior=post.superior,
        heads_unit=post.heads_unit,
        level=post.level,
        title="Chief of everything",
        on=later,
        at=NEXT,
    )
    bring_into_effect(NEXT + timedelta(days=3))
    (signed,) = said("letters_signed", "person", letters.person("zhao").pk)
    assert before in signed
    assert "Chief of everything" not in signed


def test_days_before_a_signature_know_nothing_of_it(letters):
    letters.sign("zhao", at=AT + timedelta(days=3), confirmed_at=AT + timedelta(days=3))
    zhao = letters.person("zhao").pk
    (before,) = said("letters", "person", zhao, end=TODAY + timedelta(days=1))
    (after,) = said("letters", "person", zhao)
    assert before.endswith("Not signed by then.")
    assert "Signed by" in after
    assert said("letters", "person", zhao, end=TODAY) == []


def test_a_text_that_went_stale_and_the_one_after_it_both_stand_there(letters):
    letters.down("zhao", "zhang", "li", "wang")
    republished(letters)
    first, second = told("letters", "person", letters.person("wang").pk)
    assert "Signed by" in str(first.sentence)
    assert "since this changed: Post card 2." in str(second.sentence)
    assert str(second.sentence).endswith("Not signed by then.")
    assert [kind for kind, _pk in second.records if kind.endswith("change")] == [
        "responsibility.letter_change"
    ]


def test_a_refusal_and_its_answer_stand_there_and_in_the_log(letters):
    letters.down("zhao", "zhang", "li")
    wang = letters.person("wang").pk
    here = letters.here
    words = {"on": TODAY, "at": AT}
    refuse_letter(by=here.actor("wang"), letter=letters.of("wang"), reason="Too much.", **words)
    answer_refusal(
        by=here.actor("li"), letter=letters.of("wang"), kind="talk", words="Tomorrow", **words
    )
    (letter,) = said("letters", "person", wang)
    assert "Too much. Not signed by then." in letter
    refused, answered = told("letters_signed", "person", wang)
    assert "refused to sign" in str(refused.sentence)
    assert str(answered.sentence).endswith("Tomorrow")
    enter_waiting(AT)
    for kind, pk in (*refused.records, *answered.records):
        assert Entry.objects.filter(kind=kind, record_id=pk).count() == 1


def test_what_somebody_signed_as_a_superior_stands_in_his_file(letters):
    letters.down("zhao", "zhang", "li", "wang")
    letters.countersign("li", "wang")
    own, of_wang = said("letters_signed", "person", letters.person("li").pk)
    assert "as Holder of the post" in own
    assert "as Superior" in of_wang


def test_the_same_is_told_of_post_and_unit_and_nothing_out_of_reach(letters):
    letters.down("zhao", "zhang", "li", "wang")
    post = letters.of("wang").post
    team = post.unit
    assert len(said("letters", "post", post.pk, team.path)) == 2
    assert len(said("letters", "unit", team.pk, team.path)) == 3
    elsewhere = letters.here.plant.units.team_b.path
    wang = letters.person("wang").pk
    assert said("letters", "person", wang, paths=[elsewhere]) == []
    assert said("letters_signed", "person", wang, paths=[elsewhere]) == []


def test_it_is_told_in_chinese(letters):
    letters.down("zhao")
    with override("zh-hans"):
        (sentence,) = said("letters", "person", letters.person("zhao").pk)
    assert "责任书" in sentence
    assert "Letter" not in sentence


def test_goals_stand_there_from_the_promise_to_the_result(here):
    goals = Goals(here)
    top = goals.set(INJURIES)
    shop = goals.passed(top, "zhao", "workshop_head")
    goals.promised(shop, "zhang")
    report_result(
        by=here.actor("zhang"),
        goal=shop,
        on=TODAY,
        words="None so far",
        at=AT,
        today=TODAY,
        value=Decimal(0),
    )
    entries = told("goals", "person", here.plant.people.zhang.pk)
    words = [str(each.sentence) for each in entries]
    assert ["Passed on by" in each for each in words] == [True, False, False]
    assert "Promised by" in words[1]
    assert words[2].endswith("0 cases. None so far")
    assert entries[2].records == (("responsibility.goal_result", shop.results.get().pk),)
    assert said("goals", "person", here.plant.people.ma.pk) == []


def test_less_that_was_consented_to_is_told_with_the_consent(here):
    goals = Goals(here)
    shop = goals.passed(goals.set(INJURIES), "zhao", "workshop_head")
    goals.promised(shop, "zhang", "Old plant", target=Decimal(3))
    goals.answered(shop, "zhao")
    words = said("goals", "post", goals.post("workshop_head").pk)
    assert any("Asked to promise less by" in each for each in words)
    assert any("consented to less for" in each for each in words)


def test_a_milestone_is_told_by_its_day(here):
    goals = Goals(here)
    goals.set(DRILL)
    (words,) = said("goals", "person", here.plant.people.zhao.pk)
    assert "by 2026-06-30" in words


@pytest.fixture
def spent(here):
    """A plan of the workshop, and an invoice of which a part was taken back."""
    purposes()
    line = planned(here)
    use = record_use(
        by=here.actor("zhang"),
        line=line,
        amount=Decimal(300),
        spent_on=TODAY,
        what="Lessons",
        on=TODAY,
        at=AT,
        files=[photo()],
    )
    take_back(by=here.actor("zhang"), use=use, amount=Decimal(100), reason="Twice", at=AT)
    return line


def test_the_head_of_a_unit_answers_for_its_money(here, spent):
    entries = told("budget", "person", here.plant.people.zhang.pk)
    words = [str(each.sentence) for each in entries]
    assert words[0].endswith("Training. Planned ¥10,000, used ¥200.")
    assert "planned 10000" in words[1]
    assert "¥300 used by" in words[2]
    assert "took back ¥100" in words[3]
    kinds = [kind for kind, _pk in entries[2].records]
    assert kinds == ["responsibility.budget_use", "files.attachment"]
    assert said("budget", "person", here.plant.people.wang.pk) == []


def test_days_before_the_money_was_used_know_nothing_of_it(here, spent):
    zhang = here.plant.people.zhang.pk
    (line,) = said("budget", "person", zhang, end=TODAY)
    assert line.endswith("used ¥0.")
    assert said("budget", "person", zhang, first=date(2025, 1, 1), end=date(2026, 1, 1)) == []


def test_money_out_of_reach_is_told_nowhere(here, spent):
    team = here.plant.units.team_a.path
    assert said("budget", "person", here.plant.people.zhang.pk, paths=[team]) == []
    workshop = here.plant.units.workshop
    assert len(said("budget", "unit", workshop.pk, workshop.path)) == 4


def test_statements_do_not_grow_with_letters(letters, django_assert_num_queries):
    unit = letters.here.plant.units.resin
    with django_assert_num_queries(8):
        told("letters", "unit", unit.pk, unit.path)
