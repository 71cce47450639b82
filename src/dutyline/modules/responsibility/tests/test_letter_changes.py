"""Letters follow people, posts, cards, goals and line; refusals reach the superior."""

from datetime import UTC, datetime, timedelta

import pytest

from dutyline.kernel.criteria.models import CatalogueItem, Origin
from dutyline.kernel.criteria.shelf import changing
from dutyline.kernel.notifications.models import Notification
from dutyline.kernel.organisation.operations import (
    appoint,
    change_post,
    close_post,
    end_appointment,
)
from dutyline.modules.responsibility.models import (
    CardVersion,
    Letter,
    LetterChange,
    LetterSignature,
    LetterText,
    ShownBelow,
)
from dutyline.modules.responsibility.operations import (
    approve,
    ask_review,
    draft_next,
    publish,
)
from dutyline.modules.responsibility.operations.letters import (
    Setup,
    answer_refusal,
    change_round,
    follow_letters,
    follow_posts,
    follow_text,
    open_round,
    refuse_letter,
    show_below,
)
from dutyline.modules.responsibility.operations.letters.refusals import (
    AnswerMissing,
    LetterEnded,
    NotOpen,
    NotRefused,
    NotTheUpperParty,
    NotYourLetter,
    RefusalReasonMissing,
    SignedAlready,
    TextChanged,
)
from dutyline.modules.responsibility.tests.desk import AT, TODAY
from dutyline.modules.responsibility.tests.goals import RATE, Goals
from dutyline.modules.responsibility.tests.letters import Letters
from dutyline.modules.responsibility.todos import letters_to_sign
from dutyline.modules.responsibility.views.letters.words import changes_of

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=1)
NEXT = AT + timedelta(days=1)


@pytest.fixture
def unsigned(here):
    """Return the letters a day after everybody signed but Wang, whose letter is open."""
    found = Letters(here)
    found.opened()
    found.down("zhao", "zhang", "li", "gao", "sun")
    found.day, found.at = LATER, NEXT
    return found


@pytest.fixture
def letters(unsigned):
    """Return the letters a day after everybody signed, Li with Wang."""
    unsigned.day, unsigned.at = TODAY, AT
    unsigned.sign("wang")
    unsigned.countersign("li", "wang")
    unsigned.day, unsigned.at = LATER, NEXT
    return unsigned


def said(*changes):
    return list(LetterChange.objects.order_by("id").values_list("text__post__code", "kind"))


def new_card(letters, name):
    by = letters.here.plant.by
    card = CardVersion.objects.get(card__post__code=name, valid_to=None).card
    draft = draft_next(by=by, card=card, on=LATER, at=NEXT)
    asked = ask_review(by=by, version=draft, at=NEXT)
    approved = approve(by=by, version=asked, at=NEXT)
    return publish(by=by, version=approved, valid_from=LATER, at=NEXT)


def test_where_nothing_changed_nothing_is_touched(letters):
    before = list(Letter.objects.order_by("id").values())
    followed = letters.follow()
    assert (followed.done, LetterText.objects.count()) == (0, 6)
    assert list(Letter.objects.order_by("id").values()) == before


def test_a_new_card_makes_exactly_the_letters_of_its_post_stale(letters):
    new_card(letters, "operator_a")
    followed = letters.follow()
    assert (followed.renewed, followed.stale) == (2, 2)
    assert said() == [("operator_a", "card")]
    assert LetterChange.objects.get().reference == "2"
    assert changes_of(LetterChange.objects.all()) == ["Post card, now version 2"]
    states = letters.states()
    assert [states[name] for name in ("wang", "sun")] == ["stale", "stale"]
    assert {states[name] for name in ("zhao", "zhang", "li", "gao")} == {"held"}
    wang = letters.of("wang")
    assert (wang.text.number, wang.due_on) == (2, LATER + timedelta(days=7))
    told = Notification.objects.filter(kind="responsibility.letter_stale")
    assert told.count() == 2
    # What he signed stays what he signed.
    kept = LetterSignature.objects.filter(letter=wang).order_by("id")
    assert [each.text.number for each in kept] == [1, 1]
    letters.sign("wang")
    letters.countersign("li", "wang")
    assert letters.states()["wang"] == "signed"


def test_a_superior_whose_letter_is_stale_shuts_those_below_that_are_not_signed(unsigned):
    new_card(unsigned, "team_leader_a")
    unsigned.follow()
    states = unsigned.states()
    assert (states["li"], states["wang"], states["sun"]) == ("stale", "waiting", "held")
    with pytest.raises(NotOpen):
        unsigned.sign("wang")
    unsigned.sign("li")
    assert unsigned.states()["wang"] == "open"


def test_a_goal_that_is_promised_touches_the_letter_of_its_post_alone(letters):
    goals = Goals(letters.here)
    goals.set(RATE)
    letters.follow()
    assert said() == [("resin_principal", "goal")]
    text = letters.of("zhao").text
    lines = [line for part in text.content["en"]["parts"] for line in part["lines"]]
    assert "Repairs are done on time: at least 95%" in lines


def test_a_clause_that_says_something_else_touches_the_letters_that_cite_it(letters):
    version = CardVersion.objects.get(card__post__code="team_leader_b")
    version.clauses = ["law.1"]
    version.save(update_fields=["clauses"])
    with changing():
        item = CatalogueItem.objects.create(
            kind="clause",
            key="law.1",
            label_en="Inspect",
            label_zh="检查",
            origin=Origin.PACK,
            pack="toy",
            rank=1,
            valid_from=TODAY,
        )
    letters.follow()
    assert said() == [("team_leader_b", "law")]
    with changing():
        item.label_en = "Inspect every week"
        item.save()
    letters.follow()
    assert said() == [("team_leader_b", "law")] * 2
    assert set(LetterChange.objects.values_list("reference", flat=True)) == {"law.1"}
    assert set(changes_of(LetterChange.objects.all())) == {"Law: Inspect every week"}


def test_a_new_superior_post_and_a_new_title_touch_the_letters_that_name_them(letters):
    post = letters.here.plant.posts.operator_a
    change_post(
        by=letters.here.plant.by,
        post=post,
        on=LATER,
        at=NEXT,
        title="Reactor operator",
        superior=letters.here.plant.posts.workshop_head,
        heads_unit=False,
        level=post.level,
    )
    letters.follow()
    assert said() == [("operator_a", "post"), ("operator_a", "superior")]
    assert letters.of("wang").superior == letters.here.plant.posts.workshop_head


def test_a_vacant_superior_is_climbed_over_and_no_signed_letter_gets_stale(letters):
    end_appointment(
        by=letters.here.plant.by, appointment=letters.here.plant.appointments.li, on=LATER, at=NEXT
    )
    letters.follow()
    states = letters.states()
    assert "li" not in states
    assert (states["wang"], states["sun"]) == ("signed", "held")
    assert letters.of("sun").superior == letters.here.plant.posts.workshop_head
    assert Letter.objects.get(person__number="li").ended_why == "person"
    letters.countersign("zhang", "sun")
    assert letters.states()["sun"] == "signed"


def test_an_acting_holder_gets_a_letter_and_opens_those_below(unsigned):
    plant = unsigned.here.plant
    end_appointment(by=plant.by, appointment=plant.appointments.li, on=LATER, at=NEXT)
    appoint(
        by=plant.by,
        person=plant.people.gao,
        post=plant.posts.team_leader_a,
        on=LATER,
        at=NEXT,
        acting=True,
    )
    unsigned.follow()
    acting = unsigned.of("gao", "team_leader_a")
    assert (acting.arrived_on, acting.due_on) == (LATER, LATER + timedelta(days=30))
    assert unsigned.of("wang").opened_at is None
    unsigned.sign("gao", "team_leader_a")
    assert unsigned.of("wang").opened_at == NEXT
    unsigned.sign("wang")
    unsigned.countersign("gao", "wang")
    assert unsigned.states()["wang"] == "signed"


def test_who_arrives_signs_within_the_days_and_his_signature_is_his_own(letters):
    plant = letters.here.plant
    appoint(
        by=plant.by, person=plant.people.stranger, post=plant.posts.operator_a, on=LATER, at=NEXT
    )
    assert letters.follow().made == 1
    letter = letters.of("stranger")
    assert (letter.arrived_on, letter.due_on, letter.opened_at) == (
        LATER,
        LATER + timedelta(days=30),
        NEXT,
    )


def test_a_closed_post_ends_its_letters(letters):
    close_post(
        by=letters.here.plant.by, post=letters.here.plant.posts.operator_a, on=LATER, at=NEXT
    )
    assert letters.follow().ended == 2
    wang = Letter.objects.get(person__number="wang")
    assert wang.ended_why == "post"
    with pytest.raises(LetterEnded):
        show_below(by=letters.here.actor("wang"), letter=wang, shown=ShownBelow.TEXT, at=NEXT)


def test_who_holds_two_posts_has_two_letters_and_never_signs_with_himself(letters):
    plant = letters.here.plant
    appoint(by=plant.by, person=plant.people.li, post=plant.posts.operator_a, on=LATER, at=NEXT)
    letters.follow()
    both = letters.of("li", "operator_a")
    assert both.superior == plant.posts.workshop_head
    assert both.opened_at == NEXT
    letters.sign("li", "operator_a")
    assert letters.of("li", "team_leader_a").signed_at == AT


def test_the_sweep_follows_the_rounds_of_this_year_by_the_day_of_their_unit(letters):
    new_card(letters, "operator_a")
    assert follow_letters(NEXT) == 2
    assert follow_letters(NEXT) == 0
    assert follow_letters(datetime(2027, 3, 1, 4, tzinfo=UTC)) == 0


def test_only_the_posts_named_are_followed_at_once(letters):
    new_card(letters, "operator_a")
    new_card(letters, "team_leader_b")
    posts = [letters.here.plant.posts.team_leader_b.pk]
    followed = follow_posts(by=letters.here.plant.by, posts=posts, on=LATER, at=NEXT)
    assert (followed.renewed, said()) == (1, [("team_leader_b", "card")])


def test_nobody_signs_words_that_no_longer_hold_before_the_sweep_came_by(unsigned):
    assert not follow_text(letter=unsigned.of("wang"), on=LATER, at=NEXT)
    new_card(unsigned, "operator_a")
    with pytest.raises(TextChanged):
        unsigned.sign("wang")
    assert follow_text(letter=unsigned.of("wang"), on=LATER, at=NEXT)
    assert unsigned.sign("wang").text.number == 2


def test_what_was_decided_last_stands_in_the_letters_that_open(here):
    letters = Letters(here)
    row = letters.generated()
    setup = Setup("en", 7, partner_person=letters.person("ma"), terms_en="Praised in public")
    change_round(by=here.actor("chen"), letters=row, setup=setup, on=TODAY, at=AT)
    open_round(by=here.actor("chen"), letters=row, on=TODAY, at=AT)
    zhao = letters.of("zhao")
    assert (zhao.text.number, list(zhao.text.content)) == (2, ["en"])
    assert letters.sign("zhao").text == zhao.text


@pytest.fixture
def refused(unsigned):
    refuse_letter(
        by=unsigned.here.actor("wang", LATER),
        letter=unsigned.of("wang"),
        reason="The guard is missing",
        on=LATER,
        at=NEXT,
    )
    return unsigned


def test_a_refusal_reaches_the_superior_with_its_reason(refused):
    assert refused.states()["wang"] == "refused"
    told = Notification.objects.get(kind="responsibility.letter_refused")
    assert (told.person.number, told.data["reason"]) == ("li", "The guard is missing")


def test_a_refusal_needs_a_reason_and_an_open_letter_of_ones_own(letters):
    wang = letters.of("wang")
    for by, refusal in (("wang", SignedAlready), ("li", NotYourLetter), ("sun", NotYourLetter)):
        with pytest.raises(refusal):
            refuse_letter(
                by=letters.here.actor(by, LATER), letter=wang, reason="No", on=LATER, at=NEXT
            )


def test_a_refusal_says_why(unsigned):
    with pytest.raises(RefusalReasonMissing):
        refuse_letter(
            by=unsigned.here.actor("wang", LATER),
            letter=unsigned.of("wang"),
            reason=" ",
            on=LATER,
            at=NEXT,
        )


def answered(letters, name="li", kind="again", words="The guard is back", at=NEXT):
    return answer_refusal(
        by=letters.here.actor(name, LATER),
        letter=letters.of("wang"),
        kind=kind,
        words=words,
        on=LATER,
        at=at,
    )


def test_a_superior_answers_and_the_letter_can_be_signed_again(refused):
    wang = refused.person("wang").pk
    assert list(letters_to_sign(wang, 9)) == []
    answered(refused, kind="talk", words="See me at ten")
    assert refused.states()["wang"] == "refused"
    assert [each.hint for each in letters_to_sign(wang, 9)] == [
        "Your superior wants to talk about it"
    ]
    answered(refused, at=NEXT + timedelta(minutes=5))
    assert refused.states()["wang"] == "open"
    with pytest.raises(NotRefused):
        answered(refused)
    told = Notification.objects.filter(kind="responsibility.letter_answered")
    assert [each.person.number for each in told] == ["wang", "wang"]


def test_nobody_else_answers_and_never_without_a_word(refused):
    for name in ("zhang", "chen", "wang"):
        with pytest.raises(NotTheUpperParty):
            answered(refused, name)
    with pytest.raises(AnswerMissing):
        answered(refused, words=" ")


def test_who_refused_may_change_his_mind(refused):
    refused.sign("wang")
    assert refused.states()["wang"] == "held"


def test_new_words_take_a_refusal_away(refused):
    new_card(refused, "operator_a")
    refused.follow()
    assert refused.states()["wang"] == "open"


def test_everybody_decides_what_his_people_see_of_his_own_letter(letters):
    li = show_below(
        by=letters.here.actor("li", LATER), letter=letters.of("li"), shown=ShownBelow.TEXT, at=NEXT
    )
    assert li.shown_below == "text"
    with pytest.raises(NotYourLetter):
        show_below(
            by=letters.here.actor("wang", LATER), letter=li, shown=ShownBelow.NOTHING, at=NEXT
        )
