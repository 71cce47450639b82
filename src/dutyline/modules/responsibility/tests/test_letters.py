"""Letters of a year: generated from cards, opened from the top, signed down the line."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dutyline.kernel.access.actor import NotPermitted
from dutyline.kernel.duties.models import Evidence
from dutyline.kernel.history.models import Entry
from dutyline.kernel.ledger.models import Checkpoint
from dutyline.kernel.ledger.models import Entry as LogEntry
from dutyline.kernel.notifications.models import Notification
from dutyline.modules.responsibility.facts import letters_countersigned, letters_signed
from dutyline.modules.responsibility.models import Letter, LetterSignature, LetterState, LetterText
from dutyline.modules.responsibility.operations.letters import (
    Setup,
    change_round,
    follow_round,
    generate_letters,
    open_round,
    write_template,
)
from dutyline.modules.responsibility.operations.letters.refusals import (
    HolderFirst,
    NameDiffers,
    NotConfirmed,
    NotGenerated,
    NothingToGenerate,
    NothingToSign,
    NotInPerson,
    NotOpen,
    NotTheUpperParty,
    NotYourLetter,
    OwnLetterFirst,
    PartnerIsHead,
    PartnerMissing,
    PlaceUnknown,
    PromiseMissing,
    RoundExists,
    RoundOpened,
    SignedAlready,
    TextChanged,
)
from dutyline.modules.responsibility.operations.letters.wording import sha256_of
from dutyline.modules.responsibility.queries.letters import STATES
from dutyline.modules.responsibility.rules.letters import Standing, state_of
from dutyline.modules.responsibility.tests.desk import AT, TODAY
from dutyline.modules.responsibility.tests.letters import YEAR, Letters

pytestmark = pytest.mark.django_db


@pytest.fixture
def letters(here):
    return Letters(here)


def test_everybody_who_holds_a_post_with_a_card_gets_a_letter_of_its_own_words(letters):
    row = letters.generated()
    people = Letter.objects.order_by("person__number").values_list("person__number", flat=True)
    assert list(people) == ["chen", "gao", "li", "sun", "wang", "zhang", "zhao"]
    wang, sun, li = (letters.of(name) for name in ("wang", "sun", "li"))
    assert wang.text_id == sun.text_id != li.text_id
    assert wang.superior == letters.here.plant.posts.team_leader_a
    assert letters.of("zhao").superior is None
    assert (row.generated_by_name, row.opened_at) == ("Chen Jing", None)
    assert set(letters.states().values()) == {"waiting"}


def test_a_text_says_what_the_card_says_in_both_languages_and_is_bound_by_its_hash(letters):
    letters.generated()
    text = letters.of("wang").text
    assert list(text.content) == ["en", "zh"]
    english = text.content["en"]
    assert english["title"] == "Work safety responsibility letter 2026"
    lines = [line for part in english["parts"] for line in part["lines"]]
    assert lines[0] == "For 2026 Operator A of Shift team A signs with Team leader A"
    assert "The reactor and its platform" in lines
    assert "I carry out my safety duties" in lines
    chinese = [line for part in text.content["zh"]["parts"] for line in part["lines"]]
    assert chinese[0] == "2026年度Operator A责任书"
    assert "反应釜及其操作平台" in chinese
    assert text.sha256 == sha256_of(text.content)


def test_the_letter_of_the_head_names_whom_he_signs_with(letters):
    def said(row):
        follow_round(by=letters.here.plant.by, letters=row, on=TODAY, at=AT)
        return letters.of("zhao").text.content["en"]["parts"][0]["lines"][0]

    row = letters.generated()
    assert said(row).endswith("signs with the committee")
    setup = {"language": "both", "due_days": 7}
    for partner, name in (
        ({"partner_person": letters.person("ma")}, "Ma Chao"),
        ({"partner_post": letters.here.plant.posts.coatings_principal}, "Principal of Coatings"),
    ):
        changed = Setup(**setup | partner)
        change_round(by=letters.here.actor("chen"), letters=row, setup=changed, on=TODAY, at=AT)
        assert said(row).endswith(f"signs with {name}")


def test_a_letter_in_one_language_has_only_that(letters):
    letters.generated(language="zh")
    assert list(letters.of("wang").text.content) == ["zh"]


def test_who_holds_no_post_with_a_card_is_counted_and_gets_none(letters):
    letters.cards("resin_principal", "workshop_head")
    row = letters.set_up()
    made = generate_letters(by=letters.here.actor("chen"), letters=row, on=TODAY, at=AT)
    assert (made.letters, made.without_card) == (2, 4)


def test_generating_again_gives_nobody_a_second_letter(letters):
    row = letters.generated()
    again = generate_letters(by=letters.here.actor("chen"), letters=row, on=TODAY, at=AT)
    assert (again.letters, Letter.objects.count(), LetterText.objects.count()) == (0, 7, 6)


def test_without_any_card_there_is_nothing_to_generate(letters):
    row = letters.set_up()
    with pytest.raises(NothingToGenerate):
        generate_letters(by=letters.here.actor("chen"), letters=row, on=TODAY, at=AT)
    with pytest.raises(NotGenerated):
        open_round(by=letters.here.actor("chen"), letters=row, on=TODAY, at=AT)


def test_a_round_has_one_partner_who_is_not_the_head(letters):
    with pytest.raises(PartnerMissing):
        letters.set_up(partner_person=None)
    with pytest.raises(PartnerMissing):
        letters.set_up(partner_post=letters.here.plant.posts.coatings_principal)
    with pytest.raises(PartnerIsHead):
        letters.set_up(partner_person=letters.person("zhao"))
    with pytest.raises(PartnerIsHead):
        letters.set_up(partner_person=None, partner_post=letters.here.plant.posts.resin_principal)
    letters.set_up()
    with pytest.raises(RoundExists):
        letters.set_up()


def test_who_may_not_manage_letters_sets_up_generates_and_opens_none(letters):
    row = letters.generated()
    for name in ("zhang", "ma", "wang", "stranger"):
        by = letters.here.actor(name)
        for act in (generate_letters, open_round):
            with pytest.raises(NotPermitted):
                act(by=by, letters=row, on=TODAY, at=AT)


def test_the_top_opens_first_and_each_signature_opens_what_is_below(letters):
    letters.opened()
    assert letters.states() == dict.fromkeys(
        ("chen", "zhang", "li", "gao", "wang", "sun"), "waiting"
    ) | {"zhao": "open"}
    letters.sign("zhao")
    assert letters.states() == {
        "zhao": "held",
        "chen": "open",
        "zhang": "open",
        "li": "waiting",
        "gao": "waiting",
        "wang": "waiting",
        "sun": "waiting",
    }
    with pytest.raises(NotOpen):
        letters.sign("wang")
    letters.down("zhang", "li")
    assert letters.of("wang").due_on == TODAY + timedelta(days=7)
    assert letters.states()["wang"] == "open"
    told = Notification.objects.filter(kind="responsibility.letter_open")
    assert sorted(told.values_list("person__number", flat=True)) == [
        "chen",
        "gao",
        "li",
        "sun",
        "wang",
        "zhang",
        "zhao",
    ]


def test_a_round_opens_once(letters):
    row = letters.opened()
    for act in (open_round, generate_letters):
        with pytest.raises(RoundOpened):
            act(by=letters.here.actor("chen"), letters=row, on=TODAY, at=AT)


def test_a_signature_keeps_who_when_what_and_which_words(letters):
    letters.opened()
    signature = letters.sign("zhao")
    text = letters.of("zhao").text
    assert (
        signature.person_name,
        signature.person_post,
        signature.at,
        signature.confirmed_at,
        signature.sha256,
        signature.meaning,
    ) == (
        "Zhao Min",
        "Principal of Resin",
        AT,
        AT - timedelta(minutes=1),
        text.sha256,
        "I have read this letter and take on its duties as Principal of Resin for 2026.",
    )
    piece = Evidence.objects.get(kind="responsibility.letter_signed")
    assert piece.person_id == letters.person("zhao").pk
    assert [fact.source for fact in letters_signed()] == [piece.source]
    entry = Entry.objects.get(verb="responsibility.letter_signed")
    assert (entry.by_name, entry.data["year"]) == ("Zhao Min", YEAR)


def test_a_signature_enters_the_log_at_once_under_a_checkpoint(letters):
    letters.opened()
    signature = letters.sign("zhao")
    entry = LogEntry.objects.get(kind="responsibility.letter_signature")
    assert entry.record_id == signature.pk
    assert Checkpoint.objects.get().size == entry.index + 1


def test_nothing_but_a_person_at_his_own_session_signs(letters):
    letters.opened()
    zhao = letters.here.actor("zhao")
    for by in (
        replace(zhao, token_id=1),
        replace(zhao, limits=frozenset()),
        letters.here.plant.by,
        letters.here.actor("zhao").public(),
    ):
        with pytest.raises(NotInPerson):
            letters.sign("zhao", by=by)
    for name in ("admin", "chen", "ma", "stranger"):
        with pytest.raises(NotYourLetter):
            letters.sign("zhao", by=letters.here.actor(name), name=letters.person(name).name)
    assert not LetterSignature.objects.exists()


def test_who_did_not_just_prove_who_he_is_signs_nothing(letters):
    letters.opened()
    for confirmed_at in (None, AT - timedelta(minutes=6), AT + timedelta(seconds=1)):
        with pytest.raises(NotConfirmed):
            letters.sign("zhao", confirmed_at=confirmed_at)
    with pytest.raises(NameDiffers):
        letters.sign("zhao", name="Chen Jing")
    with pytest.raises(TextChanged):
        letters.sign("zhao", text=2)


def test_a_letter_is_signed_once(letters):
    letters.opened()
    letters.sign("zhao")
    with pytest.raises(SignedAlready):
        letters.sign("zhao")
    assert LetterSignature.objects.count() == 1


def test_the_superior_signs_many_at_once_after_his_people(letters):
    letters.opened()
    letters.down("zhao", "zhang", "li", "wang")
    with pytest.raises(HolderFirst):
        letters.countersign("li", "wang", "sun")
    letters.sign("sun")
    signatures = letters.countersign("li", "wang", "sun")
    assert [each.person_name for each in signatures] == ["Li Na", "Li Na"]
    assert [letters.states()[name] for name in ("wang", "sun", "li")] == [
        "signed",
        "signed",
        "held",
    ]
    assert Evidence.objects.filter(kind="responsibility.letter_countersigned").count() == 2
    assert len(list(letters_countersigned())) == 2
    with pytest.raises(SignedAlready):
        letters.countersign("li", "wang")
    with pytest.raises(NothingToSign):
        letters.countersign("li")


def test_only_the_superior_countersigns_and_only_after_his_own(letters):
    letters.opened()
    letters.down("zhao", "zhang", "li", "wang")
    for name in ("zhang", "chen", "wang", "admin", "sun"):
        with pytest.raises(NotTheUpperParty):
            letters.countersign(name, "wang")
    Letter.objects.filter(pk=letters.of("li").pk).update(signed_at=None)
    with pytest.raises(OwnLetterFirst):
        letters.countersign("li", "wang")


def test_the_partner_of_the_round_signs_with_the_principal(letters):
    letters.opened()
    letters.sign("zhao")
    with pytest.raises(NotTheUpperParty):
        letters.countersign("chen", "zhao")
    signature = letters.countersign("ma", "zhao")[0]
    assert (signature.person_name, signature.person_post) == ("Ma Chao", "the committee")
    assert letters.states()["zhao"] == "signed"


def test_the_database_and_the_rule_agree_on_every_state(letters):
    letters.generated()
    pk = letters.of("wang").pk
    for opened, signed, countersigned, refused, stale, ended in product([None, AT], repeat=6):
        if countersigned and not signed:
            continue
        if signed and (not opened or refused or stale):
            continue
        Letter.objects.filter(pk=pk).update(
            opened_at=opened,
            signed_at=signed,
            countersigned_at=countersigned,
            refused_at=refused,
            stale_at=stale,
            ended_at=ended,
            ended_why="person" if ended else "",
        )
        standing = Standing(
            *(each is not None for each in (opened, signed, countersigned, refused, stale, ended))
        )
        found = [state for state, rows in STATES.items() if Letter.objects.filter(rows, pk=pk)]
        assert found == [state_of(standing)]
    assert set(STATES) == set(LetterState.values)


def test_a_template_promises_something_and_names_only_known_places(letters):
    unit, by = letters.here.plant.units.resin, letters.here.actor("chen")
    with pytest.raises(PromiseMissing):
        write_template(by=by, unit=unit, words={"opening_en": "Hello"}, at=AT)
    with pytest.raises(PlaceUnknown):
        write_template(by=by, unit=unit, words={"promise_en": "I, {name}"}, at=AT)
    with pytest.raises(NotPermitted):
        write_template(by=letters.here.actor("zhang"), unit=unit, words={"promise_en": "I"}, at=AT)
    own = write_template(by=by, unit=unit, words={"promise_en": "I promise {year}"}, at=AT)
    letters.generated()
    lines = [
        line for part in letters.of("wang").text.content["en"]["parts"] for line in part["lines"]
    ]
    assert own.number == 1
    assert "I promise 2026" in lines


def test_generating_takes_as_many_statements_for_many_as_for_few(letters):
    letters.cards("resin_principal", "workshop_head")
    row, by = letters.set_up(), letters.here.actor("chen")
    with CaptureQueriesContext(
        connection,
    ) as few:
        generate_letters(by=by, letters=row, on=TODAY, at=AT)
    letters.cards("safety_manager", "team_leader_a", "team_leader_b", "operator_a")
    with CaptureQueriesContext(connection) as many:
        generate_letters(by=by, letters=row, on=TODAY, at=AT)
    assert Letter.objects.count() == 7
    assert len(many) == len(few)
