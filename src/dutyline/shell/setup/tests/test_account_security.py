"""What an administrator may do about somebody's sign-in."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.models import Attempt
from dutyline.kernel.access.tests.plant import plant as build
from dutyline.kernel.criteria.operations import load_pack
from dutyline.kernel.history.models import Entry
from dutyline.shell.sign_in.models import CompanyIdentity
from dutyline.shell.sign_in.second_factors.operations import factors_of
from dutyline.shell.sign_in.tests.people import sign_in, with_app
from dutyline.shell.sign_in.tests.people import with_password as chosen

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def plant():
    return build()


@pytest.fixture
def admin(plant):
    client = Client()
    sign_in(client, chosen(plant, "admin"))
    return client


@pytest.fixture
def wang(plant):
    return chosen(plant, "wang")


def test_second_factors_come_off_with_a_reason_only(admin, wang):
    with_app(wang)
    address = reverse("setup_factors_reset", args=[wang.person_id])
    assert admin.post(address, {"reason": ""}).status_code == 422
    assert len(factors_of(wang)) == 1
    assert admin.post(address, {"reason": "Phone lost, I know him"}).status_code == 302
    assert factors_of(wang) == []
    assert Entry.objects.get(verb="sign_in.factors_reset").reason == "Phone lost, I know him"


def test_somebody_is_signed_out_everywhere(admin, wang):
    there = Client()
    sign_in(there, wang)
    page = admin.get(reverse("setup_account_security", args=[wang.person_id])).content.decode()
    assert "this machine" in page
    admin.post(reverse("setup_devices_end", args=[wang.person_id]))
    assert there.get(reverse("security")).status_code == 302
    assert Entry.objects.get(verb="sign_in.devices_ended").data["n"] == 1


def test_whoever_manages_no_accounts_sees_nothing_of_this(admin, plant, wang):
    there = Client()
    sign_in(there, chosen(plant, "li"))
    pages = ["account_security", "factors_reset", "devices_end", "company_link"]
    answers = [there.post(reverse(f"setup_{each}", args=[wang.person_id])) for each in pages]
    assert [each.status_code for each in answers] == [405, 404, 404, 404]
    assert there.get(reverse("setup_account_security", args=[wang.person_id])).status_code == 404
    assert there.get(reverse("setup_attempts")).status_code == 404


def test_every_attempt_is_listed_and_searched_for(admin, wang):
    sign_in(Client(), wang, password="quite another sentence")
    Client().post(reverse("account_login"), {"login": "nobody", "password": "some sentence"})
    page = admin.get(reverse("setup_attempts"), {"outcome": "refused"}).content.decode()
    assert ("Wang Fang" in page, "a name nobody has" in page) == (True, True)
    found = admin.get(reverse("setup_attempts"), {"q": "wang"}).context["page"].rows
    assert [(each.account, each.succeeded) for each in found] == [(wang, False)]


def test_attempts_are_read_a_page_at_a_time_in_a_few_statements(
    admin, wang, django_assert_max_num_queries
):
    now = timezone.now()
    Attempt.objects.bulk_create(
        Attempt(account=wang, what="sign_in", succeeded=False, methods="password", at=now)
        for _n in range(120)
    )
    seen, address = 0, reverse("setup_attempts")
    with django_assert_max_num_queries(60):
        while address:
            page = admin.get(address).context["page"]
            seen += len(page.rows)
            address = reverse("setup_attempts") + page.older if page.older else ""
    assert seen == Attempt.objects.count() == 121


def test_an_account_is_linked_by_its_subject_and_unlinked(admin, wang, settings):
    address = reverse("setup_company_link", args=[wang.person_id])
    assert admin.post(address, {"subject": "wang-1"}).status_code == 404
    settings.COMPANY = {"issuer": "https://i.example", "client": "c", "secret": "", "name": "Group"}
    assert admin.post(address, {"subject": ""}).status_code == 422
    admin.post(address, {"subject": " wang-1 "})
    row = CompanyIdentity.objects.get()
    assert (row.account, row.subject, row.issuer) == (wang, "wang-1", "https://i.example")
    admin.post(address)
    assert not CompanyIdentity.objects.exists()


def test_invitations_come_as_cards_to_cut_out(admin, plant):
    load_pack(path="iso-45001", by=Actor.system("test"), at=timezone.now())
    for name in ("li", "sun"):
        plant.account(name)
    paper = admin.post(reverse("setup_invitations"), {"paper": "1"})
    assert (paper["Content-Type"], paper.content[:5]) == ("application/pdf", b"%PDF-")
    assert Entry.objects.filter(verb="access.invited").count() == 2
    from io import BytesIO

    from pypdf import PdfReader

    text = "".join(each.extract_text() for each in PdfReader(BytesIO(paper.content)).pages)
    assert re.sub(r"\s+", " ", text).count("Works once") == 2
