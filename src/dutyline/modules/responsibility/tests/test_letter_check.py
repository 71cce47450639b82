"""Whoever holds a paper asks whether it is genuine; he learns nothing that is not on it."""

from datetime import timedelta

import pytest
from django.test import Client

from dutyline.kernel.criteria.models import Criterion
from dutyline.kernel.criteria.shelf import changing
from dutyline.modules.responsibility.models import Letter, LetterRound
from dutyline.modules.responsibility.tests.desk import AT
from dutyline.modules.responsibility.tests.letters import Letters
from dutyline.modules.responsibility.tests.pages import Pages
from dutyline.modules.responsibility.views.letters.paper import address_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(monkeypatch):
    return Pages(monkeypatch)


@pytest.fixture
def letters(pages):
    found = Letters(pages.here)
    found.opened()
    found.sign("zhao")
    return found


def paper_of(letter):
    return f"/letters/papers/{letter.code}/{letter.text.sha256[:16]}/"


def asks(address):
    return Client().get(address)


def test_the_code_on_the_paper_leads_to_the_page_for_outsiders(letters, rf):
    letter = letters.of("zhao")
    assert address_of(rf.get("/"), letter) == f"http://testserver{paper_of(letter)}"
    assert len(letter.code) == 22


def test_a_paper_is_genuine_and_in_force_once_both_signed_it(letters):
    letter = letters.of("zhao")
    assert asks(paper_of(letter)).context["verdict"] == "unsigned"
    letters.countersign("ma", "zhao")
    answer = asks(paper_of(letter))
    assert (answer.status_code, answer.context["verdict"]) == (200, "holds")
    assert [each["row"].party for each in answer.context["signed"]] == ["holder", "superior"]
    assert answer.context["inside"] == ""
    assert answer["X-Robots-Tag"] == "noindex"


def test_no_name_of_anybody_is_told(letters):
    letters.countersign("ma", "zhao")
    said = asks(paper_of(letters.of("zhao"))).content.decode()
    for name in ("Zhao Min", "Ma Chao", "Zhao", "Ma "):
        assert name not in said


def test_a_replaced_and_an_ended_letter_are_said_to_be_so_without_why(letters):
    letters.countersign("ma", "zhao")
    old = paper_of(letters.of("zhao"))
    LetterRound.objects.update(terms_en="Otherwise from now on")
    letters.follow()
    assert asks(old).context["verdict"] == "replaced"
    new = paper_of(letters.of("zhao"))
    assert asks(new).context["verdict"] == "unsigned"
    Letter.objects.filter(person__number="zhao").update(ended_at=AT, ended_why="person")
    over = asks(old)
    assert over.context["verdict"] == "over"
    assert "Holder</" not in over.content.decode().split("<ul")[0]


def test_other_words_and_other_codes_are_not_genuine(letters):
    letter = letters.of("zhao")
    code, mark = letter.code, letter.text.sha256[:16]
    for other in ("0" * 16, mark[:3], mark[:15]):
        assert asks(f"/letters/papers/{code}/{other}/").context["verdict"] == "other"
    wrong = asks(f"/letters/papers/{'A' * 22}/{mark}/")
    assert (wrong.status_code, wrong.context["verdict"]) == (404, "unknown")
    strange = letters.of("wang")
    mixed = asks(f"/letters/papers/{code}/{strange.text.sha256[:16]}/")
    assert mixed.context["verdict"] == "other"


def test_whoever_may_open_the_letter_is_led_to_it(pages, letters):
    letter = letters.of("zhao")
    mine = pages.get("zhao", paper_of(letter)).context["inside"]
    assert mine == f"/letters/{letter.pk}/?paper={letter.text.sha256[:16]}"
    assert pages.get("wang", paper_of(letter)).context["inside"] == ""


def test_questions_of_an_address_are_counted_by_the_hour(pages, letters, monkeypatch):
    with changing():
        Criterion.objects.filter(key="responsibility.paper_checks_per_hour").update(value=3)
    address = paper_of(letters.of("zhao"))
    assert [asks(address).status_code for _each in range(4)] == [200, 200, 200, 429]
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT + timedelta(hours=1))
    assert asks(address).status_code == 200


def test_letters_made_together_have_codes_of_their_own(letters):
    codes = list(Letter.objects.values_list("code", flat=True))
    assert len(set(codes)) == len(codes) == 7
