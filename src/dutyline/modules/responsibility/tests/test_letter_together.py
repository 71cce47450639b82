"""A group signs on one device: handed round by its leader, proved by each for himself."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user
from django.http import HttpRequest

from dutyline.kernel.access.models import Account, Attempt, WayIn
from dutyline.kernel.access.ways_in import note_way_in
from dutyline.modules.responsibility.models import LetterSignature
from dutyline.modules.responsibility.tests.desk import AT
from dutyline.modules.responsibility.tests.letters import Letters
from dutyline.modules.responsibility.tests.pages import Pages
from dutyline.modules.responsibility.tests.test_letter_pages import confirmed, page_of
from dutyline.shell.sign_in.tests.people import PASSWORD, code_of, with_app

pytestmark = pytest.mark.django_db
LIST, END = "/letters/together/", "/letters/together/end/"


@pytest.fixture
def pages(monkeypatch):
    return Pages(monkeypatch)


@pytest.fixture
def letters(pages):
    found = Letters(pages.here)
    found.opened()
    found.down("zhao", "zhang", "li")
    for name in ("wang", "sun", "li"):
        pages.browser(name)
        account = Account.objects.get(username=name)
        account.set_password(PASSWORD if name != "li" else "the leader has his own")
        account.save()
    pages.clients.clear()
    return found


@pytest.fixture
def meeting(pages, letters):
    """Return the letters, with the device of Li handed round."""
    lent(pages)
    return letters


def browser(pages, name):
    if name not in pages.clients:
        from django.test import Client

        pages.clients[name] = Client()
        pages.clients[name].force_login(Account.objects.get(username=name))
    return pages.clients[name]


def lent(pages):
    device = browser(pages, "li")
    assert device.post(LIST)["Location"] == LIST
    return device


def form_of(letter):
    return f"{LIST}{letter.pk}/"


def sends(pages, letter, **said):
    given = {"text": letter.text.number, "name": letter.person.name, "password": PASSWORD}
    return browser(pages, "li").post(form_of(letter), given | said)


def signed_in(client):
    request = HttpRequest()
    request.session = client.session
    return get_user(request).username


def test_each_signs_his_own_letter_and_the_device_returns_to_the_list(pages, meeting):
    wang, device = meeting.of("wang"), browser(pages, "li")
    assert [row.person.name for row in device.get(LIST).context["rows"]] == ["Sun Lei", "Wang Fang"]
    shown = device.get(form_of(wang))
    assert "I carry out my safety duties" in shown.content.decode()
    assert list(shown.context["form"].fields) == ["text", "name", "once", "password"]
    assert sends(pages, wang)["Location"] == LIST
    kept = LetterSignature.objects.get(letter=wang)
    assert (kept.person_name, kept.confirmed_by, kept.host_name) == (
        "Wang Fang",
        "password",
        "Li Na",
    )
    after = device.get(LIST).context
    assert [row.person.name for row in after["rows"]] == ["Sun Lei"]
    assert [each.person_name for each in after["signed"]] == ["Wang Fang"]
    said = browser(pages, "wang").get(page_of(wang)).content.decode()
    assert "signed on the device of Li Na" in said


def test_the_session_stays_the_leaders_and_keeps_nothing_of_the_proof(pages, meeting):
    device = browser(pages, "li")
    before = dict(device.session.items())
    sends(pages, meeting.of("wang"))
    assert signed_in(device) == "li"
    after = dict(device.session.items())
    assert {key for key in after if after[key] != before.get(key)} <= {"messages", "_messages"}


def test_neither_the_leader_nor_a_colleague_signs_for_another(pages, meeting):
    wang = meeting.of("wang")
    confirmed_li(pages)
    for said in (
        {"password": "the leader has his own"},
        {"password": ""},
        {"password": "", "demo": "1"},
        {"name": "Li Na"},
        {"name": "Sun Lei"},
    ):
        assert sends(pages, wang, **said).status_code == 422
    assert not LetterSignature.objects.filter(letter=wang).exists()


def confirmed_li(pages):
    """Let Li have confirmed who he is just now; it must not help him."""
    session = browser(pages, "li").session
    session["account_authentication_methods"] = [
        {"method": "password", "at": AT.timestamp() + 1, "reauthenticated": True}
    ]
    session["account_authentication_methods_user"] = session["_auth_user_id"]
    session.save()


def test_every_attempt_is_noted_as_the_signers_with_whose_device_it_was(pages, meeting):
    wang = meeting.of("wang")
    sends(pages, wang, password="a wrong sentence")
    sends(pages, wang)
    rows = Attempt.objects.order_by("id").values_list(
        "what", "succeeded", "account__username", "host__username"
    )
    assert list(rows) == [
        ("confirm", False, "wang", "li"),
        ("signature", False, "wang", "li"),
        ("signature", True, "wang", "li"),
    ]
    listed = browser(pages, "wang").get("/account/security/sign-ins/").content.decode()
    assert "on the device of Li Na" in listed


def test_guessing_stops_for_the_one_and_not_for_the_next(pages, meeting):
    wang, sun = meeting.of("wang"), meeting.of("sun")
    for n in range(6):
        sends(pages, wang, password=f"guess number {n} of all")
    assert sends(pages, wang).status_code == 422
    assert sends(pages, sun)["Location"] == LIST


def test_an_account_with_an_app_needs_password_and_code(pages, meeting):
    wang = meeting.of("wang")
    secret, _codes = with_app(Account.objects.get(username="wang"))
    fields = browser(pages, "li").get(form_of(wang)).context["form"].fields
    assert list(fields)[-2:] == ["password", "one_time_code"]
    assert sends(pages, wang).status_code == 422
    assert sends(pages, wang, one_time_code=code_of(secret), password="no").status_code == 422
    assert sends(pages, wang, one_time_code=code_of(secret)).status_code == 302
    assert LetterSignature.objects.get(letter=wang).confirmed_by == "password code"


def test_a_lent_device_opens_nothing_else_until_its_owner_proves_himself(pages, meeting):
    device = browser(pages, "li")
    own = meeting.of("li")
    for address in ("/", "/goals/mine/", page_of(own), "/letters/people/", "/account/security/"):
        assert device.get(address)["Location"] == LIST
    assert device.get("/api/v1/my/letters")["Location"] == LIST
    assert device.post("/letters/people/signature/", {"name": "Li Na"})["Location"] == LIST
    assert device.get("/", headers={"HX-Request": "true"}).status_code == 204
    assert device.get(END)["Location"].startswith("/account/confirm/?next=")
    confirmed_li(pages)
    assert device.get(END)["Location"] == "/letters/people/"
    assert device.get(page_of(own)).status_code == 200


def test_what_the_owner_proved_before_he_lent_it_does_not_take_it_back(pages, letters):
    pages.browser = lambda name: browser(pages, name)
    confirmed(pages, "li", timedelta(seconds=10))
    device = lent(pages)
    assert device.get(END)["Location"].startswith("/account/confirm/")
    assert device.get("/goals/mine/")["Location"] == LIST


def test_who_leads_nobody_lends_nothing_and_no_letter_of_others_opens(pages, meeting):
    wang = meeting.of("wang")
    other = browser(pages, "sun")
    assert other.post(LIST).status_code == 200
    assert other.get(form_of(wang)).status_code == 404
    device = browser(pages, "li")
    assert device.get(form_of(meeting.of("zhang"))).status_code == 404
    assert device.get(form_of(meeting.of("li"))).status_code == 404


def test_without_lending_the_page_of_a_signature_leads_to_the_list(pages, letters):
    device, wang = browser(pages, "li"), letters.of("wang")
    assert device.get(form_of(wang))["Location"] == LIST
    assert sends(pages, wang)["Location"] == LIST
    assert not LetterSignature.objects.filter(letter=wang).exists()


def test_who_was_let_in_by_another_or_has_no_way_is_told_so(pages, meeting):
    wang, sun, device = meeting.of("wang"), meeting.of("sun"), browser(pages, "li")
    account = Account.objects.get(username="wang")
    note_way_in(account, how=WayIn.How.INVITATION, by_name="Admin Qian", at=AT)
    Account.objects.filter(username="sun").update(password="!")
    assert "invitation · Admin Qian" in device.get(form_of(wang)).content.decode()
    assert sends(pages, wang).status_code == 200
    assert "You cannot sign on this device" in device.get(form_of(sun)).content.decode()
    assert sends(pages, sun).status_code == 200
    assert not LetterSignature.objects.filter(letter__in=[wang, sun]).exists()


def test_a_text_that_changed_meanwhile_is_read_once_more(pages, meeting):
    wang = meeting.of("wang")
    assert sends(pages, wang, text=7).status_code == 422
    assert not LetterSignature.objects.filter(letter=wang).exists()
