from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.models import Account
from dutyline.kernel.access.tests.plant import plant
from dutyline.kernel.criteria.lookup import catalogue, criteria_on, criterion
from dutyline.kernel.criteria.models import CatalogueItem, Criterion
from dutyline.kernel.criteria.operations import load_pack
from dutyline.kernel.criteria.tests.packs import CATALOGUES, CRITERIA, HEAD, write_pack

pytestmark = pytest.mark.django_db
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def house():
    built = plant()
    load_pack(path="iso-45001", by=Actor.system("test"), at=NEW_YEAR)
    return built


def signed_in(person) -> Client:
    account = Account.objects.create_user(f"u{person.pk}", None, person=person, created_at=NEW_YEAR)
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def admin(house):
    return signed_in(house.people.admin)


def test_our_own_value_counts_from_its_day_until_it_is_withdrawn(admin):
    page = reverse("setup_criterion", args=["findings.repeat_days"])
    data = {"value": "200", "valid_from": "2026-03-01", "note": "agreed"}
    assert admin.post(page, data).status_code == 302
    assert criterion("findings.repeat_days", date(2026, 3, 1)) == 200
    assert criterion("findings.repeat_days", date(2026, 2, 28)) == 180
    ending = reverse("setup_criterion_withdrawal", args=["findings.repeat_days"])
    assert admin.post(ending, {"end-on": "2026-04-01"}).status_code == 302
    assert criterion("findings.repeat_days", date(2026, 4, 1)) == 180


def test_a_value_of_two_columns_is_given_in_two_fields(admin):
    page = reverse("setup_criterion", args=["findings.deadline_days"])
    data = {"value-general": "10", "value-major": "5", "valid_from": "2026-03-01"}
    assert admin.post(page, data).status_code == 302
    assert criterion("findings.deadline_days", date(2026, 3, 1)) == {"general": 10, "major": 5}


def test_a_value_out_of_bounds_is_refused_beside_its_field(admin):
    page = reverse("setup_criterion", args=["findings.repeat_days"])
    answer = admin.post(page, {"value": "0", "valid_from": "2026-03-01"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["value"])


def test_every_criterion_can_be_kept_as_it_is(admin):
    for row in criteria_on(date(2026, 3, 1)):
        page = reverse("setup_criterion", args=[row.key])
        form = admin.get(page).context["form"]
        data = {name: form[name].value() or "" for name in form.fields if name != "once"}
        assert admin.post(page, data).status_code == 302, row.key
        own = Criterion.objects.get(key=row.key, origin="own")
        assert own.value == row.value


def test_every_entry_of_every_catalogue_can_be_kept_as_it_is(admin):
    for kind in ("escalation_ladder", "inspection_kind", "standard_post", "clause", "card_line"):
        for row in catalogue(kind, date(2026, 3, 1))[:3]:
            page = reverse("setup_catalogue_entry", args=[kind, row.key])
            form = admin.get(page).context["form"]
            data = {name: form[name].value() or "" for name in form.fields if name != "once"}
            assert admin.post(page, data).status_code == 302, row.key
            own = CatalogueItem.objects.get(kind=kind, key=row.key, origin="own")
            assert (own.data, own.parent) == (row.data, row.parent)


def test_an_entry_is_added_and_taken_off_the_list(admin):
    page = reverse("setup_catalogue_new", args=["finding_category"])
    data = {"label_en": "Night work", "position": "5", "valid_from": "2026-03-01"}
    data |= {"data-nature": "people", "data-basis": "site"}
    assert admin.post(page, data).status_code == 302
    own = CatalogueItem.objects.get(origin="own")
    assert (own.label_en, own.is_own) == ("Night work", True)
    ending = reverse("setup_catalogue_retirement", args=["finding_category", own.key])
    assert admin.post(ending).status_code == 302
    listed = admin.get(reverse("setup_catalogue", args=["finding_category"])).context["rows"]
    assert own.key not in [row.key for row, _depth, _said in listed]


def test_a_pack_shows_what_it_would_change_before_it_is_loaded(admin):
    page = reverse("setup_pack", args=["cn-work-safety"])
    before = Criterion.objects.count()
    shown = admin.get(page)
    assert (shown.context["report"].unchanged, Criterion.objects.count()) == (False, before)
    assert admin.post(page).status_code == 302
    assert admin.get(page).context["report"].unchanged is True


def test_a_worker_reads_the_rules_and_changes_none(house):
    worker = signed_in(house.people.wang)
    page = reverse("setup_criterion", args=["findings.repeat_days"])
    assert (worker.get(page).status_code, worker.get(page).context["may_change"]) == (200, False)
    data = {"value": "200", "valid_from": "2026-03-01"}
    assert worker.post(page, data).status_code == 404
    assert worker.get(reverse("setup_catalogue_new", args=["clause"])).status_code == 404
    assert worker.get(reverse("setup_pack", args=["iso-45001"])).status_code == 404


def test_the_list_is_read_in_a_fixed_number_of_statements(admin, django_assert_max_num_queries):
    admin.get(reverse("setup_criteria"))
    with django_assert_max_num_queries(12):
        admin.get(reverse("setup_criteria"))


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("query", ["", "?q=days", "?mark=own", "?on=1980-01-01"])
def test_the_pages_open_in_both_languages(admin, language, query):
    admin.cookies["django_language"] = language
    for page in (
        reverse("setup_criteria"),
        reverse("setup_packs"),
        reverse("setup_catalogue", args=["clause"]),
    ):
        assert admin.get(page + query).status_code == 200


def test_a_criterion_a_pack_only_reworded_shows_what_it_said_before(admin, tmp_path):
    def load(version, at, criteria, catalogues):
        # The pack of the house stands at rank 10 already.
        head = HEAD.format(version=version).replace("rank: 10", "rank: 30")
        files = {"pack": head, "criteria": criteria, "catalogues": catalogues}
        path = write_pack(tmp_path / "toy", **files)
        load_pack(path=path, by=Actor.system("test"), at=at)

    load("1", NEW_YEAR, CRITERIA, CATALOGUES)
    newer = CRITERIA.replace("en: Days", "en: Days of grace").replace("clause: 4(2)", "clause: 5")
    lists = CATALOGUES.replace("en: Blue", "en: Azure")
    load("2", datetime(2026, 3, 2, 4, tzinfo=UTC), newer, lists)
    page = admin.get(reverse("setup_criterion", args=["toy.days"]))
    told = [
        (row.label_en, row.clause_en, row.valid_from.isoformat(), row.pack_version, now)
        for row, _said, now in page.context["timeline"]
    ]
    assert told == [
        ("Days of grace", "Art. 5", "2026-03-02", "2", True),
        ("Days", "Art. 4(2)", "2020-01-01", "1", False),
    ]
    text = page.content.decode()
    assert '<span class="under">Days</span>' in text
    assert "Toy Law Art. 4(2)" in text
    colours = reverse("setup_catalogue", args=["toy_colour"])
    then = admin.get(f"{colours}?on=2026-03-01").content.decode()
    assert ("Blue" in then, "Azure" in then) == (True, False)
    assert "Azure" in admin.get(colours).content.decode()
    listed = admin.get(f"{reverse('setup_criteria')}?on=2026-03-01&q=toy").content.decode()
    assert "Days of grace" not in listed
