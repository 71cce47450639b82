"""A card is drafted, reviewed by another, published with what the law asks, and accepted."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from dutyline.kernel.access.actor import NotPermitted
from dutyline.kernel.criteria.models import CatalogueItem, Origin
from dutyline.kernel.criteria.shelf import changing
from dutyline.kernel.duties.models import Evidence
from dutyline.kernel.history.models import Entry
from dutyline.kernel.notifications.models import Notification
from dutyline.kernel.organisation.operations import appoint
from dutyline.modules.responsibility.models import CardState, CardVersion
from dutyline.modules.responsibility.operations import (
    accept_card,
    approve,
    ask_review,
    draft_card,
    draft_missing_cards,
    draft_next,
    publish,
    send_back,
    write_draft,
)
from dutyline.modules.responsibility.operations.refusals import (
    AcceptedAlready,
    BeforeTheLast,
    CardAtWork,
    CardExists,
    ElementsMissing,
    NotADraft,
    NotInForce,
    NotYourCard,
    OwnCard,
    OwnDraft,
    ReasonMissing,
    WordsMissing,
)
from dutyline.modules.responsibility.operations.together import approve_all, ask_review_of_all
from dutyline.modules.responsibility.tests.desk import AT, TODAY

DAY = timedelta(days=1)


def test_a_draft_starts_with_the_lines_of_the_standard_post_its_level_and_everybody(here):
    draft = here.drafted()
    assert draft.state == CardState.DRAFT
    assert draft.job_en == "Operate the reactor by its procedure"
    assert draft.safety_zh == "发现隐患立即报告"
    assert draft.assessment_en == "Assessed by what is owed and done"
    assert draft.place["unit"] == "Shift team A"
    assert draft.place["superior"] == "Team leader A · Shift team A"


def test_a_line_that_stands_in_counts_only_where_the_part_has_no_other(here):
    with changing():
        CatalogueItem.objects.create(
            kind="card_line",
            key="front.scope",
            label_en="The own workplace",
            data={"section": "scope", "levels": ["4", "5"], "otherwise": True},
            position=9,
            origin=Origin.PACK,
            pack="toy",
            rank=1,
            valid_from=TODAY,
        )
    assert here.drafted().scope_en == "The reactor and its platform"
    leader = here.plant.posts.team_leader_a
    assert (
        draft_card(by=here.actor("chen"), post=leader, on=TODAY, at=AT).scope_en
        == "The own workplace"
    )


def test_the_lines_of_another_post_stay_out(here):
    draft = draft_card(by=here.actor("chen"), post=here.plant.posts.team_leader_a, on=TODAY, at=AT)
    assert draft.job_en == ""
    assert draft.place["leads"] == ["Operator A · Shift team A"]


def test_a_post_has_one_card(here):
    here.drafted()
    with pytest.raises(CardExists):
        here.drafted()


def test_all_missing_cards_are_drafted_at_once(here, django_assert_max_num_queries):
    here.drafted()
    chen = here.actor("chen")
    with django_assert_max_num_queries(18):
        made = draft_missing_cards(by=chen, unit=here.plant.units.resin, on=TODAY, at=AT)
    assert made == 6
    assert CardVersion.objects.count() == 7


def test_what_is_drafted_later_is_not_decided_about_beforehand(here):
    resin = here.plant.units.resin
    draft_missing_cards(by=here.plant.by, unit=resin, on=TODAY, at=AT)
    before = AT - 30 * DAY
    assert ask_review_of_all(by=here.plant.by, path=resin.path, at=before).done == 0
    assert ask_review_of_all(by=here.plant.by, path=resin.path, at=AT).done > 0
    assert approve_all(by=here.actor("zhao"), path=resin.path, at=before).done == 0


def test_a_stranger_drafts_nothing(here):
    with pytest.raises(NotPermitted):
        draft_card(by=here.actor("wang"), post=here.operator, on=TODAY, at=AT)


def test_without_scope_or_assessment_no_review_is_asked(here):
    draft = here.drafted()
    chen = here.actor("chen")
    draft = write_draft(
        by=chen, version=draft, words={"scope_en": " ", "scope_zh": ""}, on=TODAY, at=AT
    )
    with pytest.raises(ElementsMissing) as refused:
        ask_review(by=chen, version=draft, at=AT)
    assert str(refused.value) == (
        "Operator A: this must be filled in first: Scope of responsibility."
    )


def test_the_database_holds_the_three_elements_of_a_published_card(here):
    version = here.published()
    for empty in ({"responsible": ""}, {"scope_en": "", "scope_zh": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CardVersion.objects.filter(pk=version.pk).update(**empty)


def test_nobody_reviews_what_he_drafted(here):
    version = here.asked()
    with pytest.raises(OwnDraft):
        approve(by=here.actor("chen"), version=version, at=AT)


def test_nobody_reviews_the_card_of_his_own_post(here):
    li = here.actor("li")
    post = here.plant.posts.team_leader_a
    draft = draft_card(by=here.actor("chen"), post=post, on=TODAY, at=AT)
    words = {"scope_en": "The team", "assessment_en": "By the duties kept"}
    draft = write_draft(by=here.actor("chen"), version=draft, words=words, on=TODAY, at=AT)
    asked = ask_review(by=here.actor("chen"), version=draft, at=AT)
    with pytest.raises(OwnCard):
        approve(by=li, version=asked, at=AT)


def test_what_is_sent_back_is_a_draft_again_and_says_why(here):
    version = here.asked()
    zhang = here.actor("zhang")
    with pytest.raises(ReasonMissing):
        send_back(by=zhang, version=version, reason=" ", at=AT)
    back = send_back(by=zhang, version=version, reason="Name the platform", at=AT)
    assert (back.state, back.asked_at) == (CardState.DRAFT, None)
    assert [each.reason for each in back.reviews.all()] == ["Name the platform"]
    assert Notification.objects.filter(kind="responsibility.card_sent_back").count() == 1


def test_a_published_card_names_who_is_responsible_and_is_told_to_the_holders(here):
    version = here.published()
    assert (version.number, version.valid_from, version.responsible) == (
        1,
        TODAY,
        "Wang Fang, Sun Lei",
    )
    told = Notification.objects.filter(kind="responsibility.card_published")
    people = here.plant.people
    assert set(told.values_list("person", flat=True)) == {people.wang.pk, people.sun.pk}
    assert Evidence.objects.filter(kind="responsibility.card_published").count() == 1


def test_for_a_vacant_post_the_one_above_is_responsible(here):
    post = here.plant.posts.operator_b
    post.refresh_from_db()
    chen, zhang = here.actor("chen"), here.actor("zhang")
    draft = draft_card(by=chen, post=post, on=TODAY, at=AT)
    approved = approve(by=zhang, version=ask_review(by=chen, version=draft, at=AT), at=AT)
    version = publish(by=here.actor("zhao"), version=approved, valid_from=TODAY, at=AT)
    assert version.responsible == "Gao Yang"


def test_a_published_version_is_written_no_more(here):
    version = here.published()
    with pytest.raises(NotADraft):
        write_draft(by=here.actor("chen"), version=version, words={"job_en": "x"}, on=TODAY, at=AT)


def test_the_next_version_takes_the_place_of_the_last_from_its_day(here):
    first = here.published()
    chen = here.actor("chen")
    draft = draft_next(by=chen, card=first.card, on=TODAY, at=AT)
    assert draft.job_en == first.job_en
    with pytest.raises(CardAtWork):
        draft_next(by=chen, card=first.card, on=TODAY, at=AT)
    asked = ask_review(by=chen, version=draft, at=AT)
    approved = approve(by=here.actor("zhang"), version=asked, at=AT)
    with pytest.raises(BeforeTheLast):
        publish(by=here.actor("zhao"), version=approved, valid_from=TODAY - DAY, at=AT)
    second = publish(by=here.actor("zhao"), version=approved, valid_from=TODAY + 30 * DAY, at=AT)
    first.refresh_from_db()
    assert (first.valid_to, second.number) == (TODAY + 30 * DAY, 2)
    on = CardVersion.objects.on
    assert list(on(TODAY + 29 * DAY)) == [first]
    assert list(on(TODAY + 30 * DAY)) == [second]


def test_a_holder_accepts_in_his_own_words_once(here):
    version = here.published()
    wang = here.actor("wang")
    accept = {"by": wang, "version": version, "on": TODAY, "at": AT, "recorded_at": AT}
    with pytest.raises(WordsMissing):
        accept_card(**accept, words=" ")
    acceptance = accept_card(**accept, words="I keep the platform clear.")
    assert (acceptance.person_name, acceptance.words) == ("Wang Fang", "I keep the platform clear.")
    with pytest.raises(AcceptedAlready):
        accept_card(**accept, words="Again")
    proof = Evidence.objects.get(kind="responsibility.card_accepted")
    assert proof.person_id == here.plant.people.wang.pk


@pytest.mark.parametrize("name", ["li", "chen", "admin", "stranger"])
def test_nobody_accepts_for_another(here, name):
    version = here.published()
    with pytest.raises(NotYourCard):
        accept_card(
            by=here.actor(name), version=version, words="Yes", on=TODAY, at=AT, recorded_at=AT
        )


def test_what_is_not_in_force_is_not_accepted(here):
    version = here.published()
    with pytest.raises(NotInForce):
        accept_card(
            by=here.actor("wang"),
            version=version,
            words="Yes",
            on=TODAY - DAY,
            at=AT,
            recorded_at=AT,
        )


def test_who_comes_later_has_the_card_to_accept(here):
    version = here.published()
    people = here.plant.people
    rows = CardVersion.objects.to_accept(people.stranger.pk, TODAY)
    assert list(rows) == []
    appoint(
        by=here.plant.by,
        person=people.stranger,
        post=here.operator,
        on=TODAY,
        at=AT,
    )
    assert list(CardVersion.objects.to_accept(people.stranger.pk, TODAY)) == [version]


def test_a_review_waits_for_the_head_of_the_unit_not_for_who_drafted(here):
    version = here.asked()
    waits = CardVersion.objects.to_review
    people = here.plant.people
    assert list(waits(people.li.pk, TODAY)) == [version]
    assert list(waits(people.zhang.pk, TODAY)) == [version]
    assert list(waits(people.chen.pk, TODAY)) == []
    assert list(waits(people.wang.pk, TODAY)) == []


def test_a_worker_sees_his_own_card_only_once_it_is_published(here):
    version = here.asked()
    wang = here.actor("wang")
    assert list(CardVersion.objects.visible_to(wang)) == []
    published = publish(
        by=here.actor("zhao"),
        version=approve(by=here.actor("zhang"), version=version, at=AT),
        valid_from=TODAY,
        at=AT,
    )
    assert list(CardVersion.objects.visible_to(wang)) == [published]
    assert list(CardVersion.objects.visible_to(here.actor("stranger"))) == []


def test_history_tells_the_life_of_a_card(here):
    version = here.published()
    verbs = Entry.objects.filter(subject_type="responsibility.card", subject_id=version.card_id)
    assert list(verbs.order_by("id").values_list("verb", flat=True)) == [
        "responsibility.card_drafted",
        "responsibility.review_asked",
        "responsibility.card_approved",
        "responsibility.card_published",
    ]


def test_a_leap_day_is_a_day_like_another(here):
    approved = here.approved()
    version = publish(by=here.actor("zhao"), version=approved, valid_from=date(2028, 2, 29), at=AT)
    assert not version.is_in_force(date(2028, 2, 28))
    assert version.is_in_force(date(2028, 2, 29))
