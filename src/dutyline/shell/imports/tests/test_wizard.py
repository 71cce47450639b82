import os
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dutyline.jobs.errands import do
from dutyline.kernel.access.models import Account
from dutyline.kernel.access.operations import first_administrator
from dutyline.kernel.access.rights import actor_for
from dutyline.kernel.access.tests.plant import NOON, plant
from dutyline.kernel.errands.operations import take
from dutyline.kernel.organisation.models import Place, Unit
from dutyline.kernel.registry.imports import ImportMap, Options, read_sheet
from dutyline.shell.imports import operations, storage
from dutyline.shell.imports.kinds import adapter_of
from dutyline.shell.imports.models import Upload
from dutyline.shell.imports.views import columns as columns_page
from dutyline.shell.imports.views import report as report_page
from dutyline.toolkit.spreadsheets.read import open_table

pytestmark = pytest.mark.django_db
PLACES = (
    "编码,名称,类型,所属部门\nA1,Reactor floor,area,Shift team A\nA2,Pump 3,equipment,Nowhere\n"
)


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path


@pytest.fixture
def house():
    return plant()


def signed_in(person) -> Client:
    account = Account.objects.create_user(f"u{person.pk}", None, person=person, created_at=NOON)
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def admin(house):
    return signed_in(house.people.admin)


def bring(client: Client, kind: str, content: bytes, name: str = "places.csv", **more):
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("import_bring", args=[kind]), {"file": file, **more})


def tried(client: Client, upload: Upload, **changed):
    page = reverse("import_columns", args=[upload.pk])
    form = client.get(page).context["form"]
    values = {name: form[name].value() or "" for name in form.fields}
    return client.post(page, values | changed)


def report_of(client: Client, upload: Upload, query: str = ""):
    return client.get(reverse("import_report", args=[upload.pk]) + query)


def test_a_file_goes_in_step_by_step(admin, django_capture_on_commit_callbacks):
    bring(admin, "places", PLACES.encode("gb18030"))
    upload = Upload.objects.get()
    assert upload.found["encoding"] == "gb18030"
    assert tried(admin, upload).status_code == 302
    page = report_of(admin, upload)
    assert [row.counts for row in page.context["tallies"]] == [(1, 0, 0, 0, 1)]
    assert [(each.row, each.value) for each in page.context["page"].rows] == [(3, "Nowhere")]
    assert Place.objects.count() == 0
    with django_capture_on_commit_callbacks(execute=True):
        admin.post(reverse("import_apply", args=[upload.pk]))
    assert [place.name for place in Place.objects.all()] == ["Reactor floor"]
    upload.refresh_from_db()
    assert upload.applied_at is not None
    assert not storage.path_of(upload.secret).exists()
    again = admin.post(reverse("import_apply", args=[upload.pk]))
    assert (again.status_code, Place.objects.count()) == (422, 1)


def test_problems_are_filtered_and_saved_as_a_workbook(admin):
    bring(admin, "places", PLACES.encode())
    upload = Upload.objects.get()
    tried(admin, upload)
    assert report_of(admin, upload, "?q=nothing-like-it").context["page"].rows == []
    sent = admin.get(reverse("import_problems", args=[upload.pk]))
    book = open_table(BytesIO(b"".join(sent.streaming_content)), "problems.xlsx")
    assert book.sheet().lines[1][0] == 3


def test_columns_are_remembered_for_files_that_look_the_same(admin):
    odd = PLACES.replace("名称", "Bezeichnung").encode()
    bring(admin, "places", odd)
    tried(admin, Upload.objects.get(), **{"column-1": "name"})
    bring(admin, "places", odd)
    second = Upload.objects.order_by("-pk").first()
    assert operations.columns_of(second)["name"] == 1


def test_two_columns_for_one_fact_and_none_for_a_required_one_are_refused(admin):
    bring(admin, "places", PLACES.encode())
    upload = Upload.objects.get()
    twice = tried(admin, upload, **{"column-0": "name"})
    assert (twice.status_code, list(twice.context["form"].errors)) == (422, ["column-1"])
    none = tried(admin, upload, **{"column-1": ""})
    assert (none.status_code, list(none.context["form"].errors)) == (422, ["__all__"])


def test_the_table_is_read_where_the_person_says_it_is(admin):
    bring(admin, "places", ("Our places,,,\n" + PLACES).encode())
    upload = Upload.objects.get()
    page = reverse("import_layout", args=[upload.pk])
    told = {"header_row": "2", "header_rows": "1", "first_row": "4", "last_row": "4"}
    assert admin.post(page, told).status_code == 302
    upload.refresh_from_db()
    assert (upload.found["header_row"], upload.found["rows"]) == (2, 1)


@pytest.mark.parametrize(
    ("name", "content"),
    [("places.csv", b""), ("places.xlsx", b"%PDF-1.7 x"), ("p.csv", b"MZ\x90\x00program")],
)
def test_a_file_that_is_no_table_leaves_nothing_behind(admin, name, content):
    answer = bring(admin, "places", content, name)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["file"])
    assert Upload.objects.count() == 0
    assert not (
        storage.path_of("x").parent.exists() and list(storage.path_of("x").parent.iterdir())
    )


def test_a_mapping_file_that_is_none_is_refused_beside_its_field(admin):
    answer = bring(admin, "places", PLACES.encode(), map=SimpleUploadedFile("m.yaml", b"- a\n- b"))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["map"])


def test_an_upload_is_nobody_elses(house, admin):
    bring(admin, "places", PLACES.encode())
    upload = Upload.objects.get()
    manager = signed_in(house.people.chen)
    for name in ("import_report", "import_columns", "import_problems"):
        there = manager.get(reverse(name, args=[upload.pk]))
        nowhere = manager.get(reverse(name, args=[999_999]))
        assert (there.status_code, nowhere.status_code) == (404, 404)
    assert manager.post(reverse("import_apply", args=[upload.pk])).status_code == 404


def test_a_worker_imports_nothing(house):
    worker = signed_in(house.people.wang)
    assert worker.get(reverse("imports")).status_code == 404
    assert bring(worker, "places", PLACES.encode()).status_code == 404


def test_a_long_file_is_tried_and_imported_by_the_worker(admin, monkeypatch):
    for page in (columns_page, report_page):
        monkeypatch.setattr(page, "AT_ONCE", 1)
    bring(admin, "places", PLACES.encode())
    upload = Upload.objects.get()
    for step, expected in (("", 0), ("import_apply", 1)):
        if step:
            admin.post(reverse(step, args=[upload.pk]))
        else:
            tried(admin, upload)
        upload.refresh_from_db()
        assert upload.is_busy
        assert report_of(admin, upload).status_code == 200
        take(upload.errand, holder="worker", at=timezone.now())
        upload.errand.refresh_from_db()
        do(upload.errand, "worker")
        upload = Upload.objects.select_related("errand").get()
        assert (upload.errand.state, Place.objects.count()) == ("done", expected)
    assert upload.applied_at is not None
    task = reverse("errands:errand", args=[upload.errand.pk])
    report = f'href="{reverse("import_report", args=[upload.pk])}"'
    assert report in admin.get(task).content.decode()
    upload.delete()
    assert report not in admin.get(task).content.decode()


def test_uploads_are_swept_after_a_day(admin):
    bring(admin, "places", PLACES.encode())
    upload, now = Upload.objects.get(), timezone.now()
    os.utime(storage.path_of(upload.secret), (now.timestamp(), now.timestamp()))
    operations.sweep(now + timedelta(hours=23))
    assert storage.path_of(upload.secret).exists()
    operations.sweep(now + timedelta(hours=25))
    assert (Upload.objects.count(), storage.path_of(upload.secret).exists()) == (0, False)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_kind_opens_with_its_template(admin, language):
    admin.cookies["django_language"] = language
    kinds = admin.get(reverse("imports")).context["kinds"]
    for kind in kinds:
        assert admin.get(reverse("import_bring", args=[kind.key])).status_code == 200
        sent = admin.get(reverse("import_template", args=[kind.key]))
        assert b"".join(sent.streaming_content)[:2] == b"PK"


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Nothing was imported"), ("zh-hans", "没有导入任何内容")]
)
def test_a_file_of_which_every_row_is_refused_never_says_imported(
    admin, django_capture_on_commit_callbacks, language, words
):
    admin.cookies["django_language"] = language
    bring(admin, "places", PLACES.replace("Shift team A", "No such team").encode())
    upload = Upload.objects.get()
    tried(admin, upload)
    address = reverse("import_apply", args=[upload.pk])
    page = report_of(admin, upload)
    assert (page.context["nothing"], f'action="{address}"' in page.content.decode()) == (
        True,
        False,
    )
    with django_capture_on_commit_callbacks(execute=True):
        admin.post(address)
    page = report_of(admin, upload)
    shown = page.content.decode()
    assert f"{words}</h1>" in shown
    assert [(each.row, each.value) for each in page.context["page"].rows] == [
        (2, "No such team"),
        (3, "Nowhere"),
    ]
    assert Place.objects.count() == 0


def test_what_somebody_else_imports_is_shown_with_the_right_it_takes(admin):
    page = admin.get(reverse("imports"))
    closed = [(kind.key, str(right)) for kind, right in page.context["closed"]]
    assert closed == [
        ("findings", "Import ledgers of hidden dangers"),
        ("checklist", "Change checklists"),
    ]
    assert "For somebody with the right “Import ledgers of hidden dangers”." in (
        page.content.decode()
    )


def test_a_snapshot_of_a_past_year_goes_under_the_enterprise_begun_today(db):
    begun = first_administrator(
        enterprise="Lanjiang", name="Qian", username="qian", password="Lake-2026-Heron", at=NOON
    )
    file = BytesIO(b"Department,Post ID,Job Title,Reports to,Name\nArmy,900,Chief,XX,Jane Smith\n")
    adapter = adapter_of("organisation")
    sheet = read_sheet(file, "2015.csv", adapter.fields, ImportMap())
    actor = actor_for(begun.account, NOON)
    report = adapter.apply(sheet, Options(date(2015, 9, 30), NOON), by=actor)
    assert (report.total.created, report.total.refused) == (4, 0)
    assert Unit.objects.get(name="Army").parent == begun.unit
