"""Nobody signs for another: who was let in by another lately does not sign, or it is seen."""

from datetime import timedelta

import pytest

from dutyline.kernel.access.models import Account, Attempt, WayIn
from dutyline.kernel.access.operations import accept_invitation, invite
from dutyline.kernel.access.rights import actor_for
from dutyline.kernel.access.ways_in import note_way_in
from dutyline.kernel.history.models import Entry
from dutyline.kernel.ledger.models import Entry as LogEntry
from dutyline.modules.responsibility.entering import signature_payload
from dutyline.modules.responsibility.models import LetterSignature
from dutyline.modules.responsibility.operations.letters.refusals import WayInRenewed
from dutyline.modules.responsibility.tests.desk import AT
from dutyline.modules.responsibility.tests.letters import Letters
from dutyline.modules.responsibility.tests.pages import Pages
from dutyline.modules.responsibility.tests.test_letter_pages import confirmed, page_of, signs

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def pages(monkeypatch):
    return Pages(monkeypatch)


@pytest.fixture
def letters(pages):
    return Letters(pages.here)


def invited(pages, name, at, by="admin"):
    """Let an administrator invite somebody, and whoever has the link choose a password."""
    pages.browser(name)
    account = Account.objects.get(username=name)
    _row, secret = invite(
        by=pages.here.actor(by), account=account, valid_for=timedelta(days=3), at=at
    )
    let_in = accept_invitation(raw=secret, password="seven ladders by the tank", at=at)
    pages.browser(name).force_login(let_in)


def as_account(name):
    return actor_for(Account.objects.get(username=name), AT)


def test_an_administrator_who_lets_himself_in_as_another_cannot_sign_for_him(pages, letters):
    letters.opened()
    letters.down("zhao", "zhang", "li")
    invited(pages, "wang", AT - HOUR)
    letter = letters.of("wang")
    confirmed(pages, "wang")
    address = f"{page_of(letter)}signature/"
    for answer in (
        pages.get("wang", address),
        pages.post("wang", address, text=1, name="Wang Fang"),
    ):
        assert answer.status_code == 409
        assert "invitation · Admin Qian" in answer.content.decode()
    with pytest.raises(WayInRenewed):
        letters.sign("wang", by=as_account("wang"))
    assert not LetterSignature.objects.filter(person=letter.person).exists()
    noted = Attempt.objects.filter(what="signature").values_list(
        "account__username", "succeeded", "about"
    )
    assert list(noted) == [("wang", False, f"responsibility.letter:{letter.pk}")]
    assert Entry.objects.filter(verb="responsibility.letter_held_back").count() == 1


@pytest.mark.parametrize("how", list(WayIn.How))
def test_every_way_in_that_shows_no_old_one_holds_signing_back_for_its_hours(pages, letters, how):
    letters.opened()
    pages.browser("zhao")
    account = Account.objects.get(username="zhao")
    row = note_way_in(account, how=how, by_name="", at=AT - 72 * HOUR + timedelta(seconds=1))
    with pytest.raises(WayInRenewed):
        letters.sign("zhao", by=as_account("zhao"))
    WayIn.objects.filter(pk=row.pk).update(at=AT - 72 * HOUR)
    kept = letters.sign("zhao", by=as_account("zhao"))
    assert (kept.way_in, kept.way_in_first) == (how, False)


def test_the_superior_who_was_let_in_countersigns_nothing_either(pages, letters):
    letters.opened()
    letters.down("zhao", "zhang", "li", "wang")
    invited(pages, "li", AT - HOUR)
    confirmed(pages, "li")
    assert pages.get("li", "/letters/people/signature/").status_code == 409
    with pytest.raises(WayInRenewed):
        letters.countersign("li", "wang", by=as_account("li"))


def test_a_new_worker_signs_on_his_first_day_and_his_superior_is_told_who_let_him_in(
    pages, letters
):
    letters.opened()
    letters.down("zhao", "zhang", "li")
    pages.browser("wang")
    Account.objects.filter(username="wang").update(last_login=None)
    invited(pages, "wang", AT - HOUR)
    assert signs(pages, letters, "wang").status_code == 302
    kept = LetterSignature.objects.get(person=letters.person("wang"))
    assert (kept.confirmed_by, kept.way_in, kept.way_in_by, kept.way_in_first) == (
        "password",
        "invitation",
        "Admin Qian",
        True,
    )
    confirmed(pages, "li")
    asked = pages.get("li", "/letters/people/signature/")
    assert [each.person_name for each in asked.context["newcomers"]] == ["Wang Fang"]
    shown = pages.get("li", page_of(letters.of("wang"))).content.decode()
    assert "by password" in shown
    assert "first let in: invitation, Admin Qian" in shown


def test_how_a_signer_was_known_enters_the_log_with_his_signature(letters):
    letters.opened()
    kept = letters.sign("zhao", confirmed_by="passkey")
    bound = signature_payload(kept)
    assert bound["confirmed_by"] == "passkey"
    assert {"way_in", "way_in_by", "way_in_at", "way_in_first"} <= bound.keys()
    assert LogEntry.objects.filter(record_id=kept.pk).exists()


def test_every_attempt_to_sign_is_noted_with_how_it_came_out(pages, letters):
    letters.opened()
    letter = letters.of("zhao")
    address = f"{page_of(letter)}signature/"
    confirmed(pages, "zhao")
    pages.post("zhao", address, text=1, name="Somebody Else")
    pages.post("zhao", address, text=1, name="Zhao Min")
    noted = Attempt.objects.filter(what="signature").order_by("id")
    about = f"responsibility.letter:{letter.pk}"
    assert [(each.succeeded, each.methods, each.about) for each in noted] == [
        (False, "password", about),
        (True, "password", about),
    ]
