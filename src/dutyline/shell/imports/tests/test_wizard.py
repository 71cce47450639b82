import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dutyline.kernel.access.models import Account
from dutyline.kernel.access.tests.plant import NOON, plant
from dutyline.kernel.organisation.models import Place
from dutyline.shell.imports import storage
from dutyline.shell.imports.models import Upload

pytestmark = pytest.mark.django_db(transaction=True)
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


def columns_sent(client: Client, upload: Upload, **changed) -> dict[str, str]:
    form = client.get(reverse("import_columns", args=[upload.pk])).context["form"]
    values = {name: form[name].value() or "" for name in form.fields}
    return values | changed


def tried(client: Client, upload: Upload, **changed):
    data = columns_sent(client, upload, **changed)
    return client.post(reverse("import_columns", args=[upload.pk]), data)


def test_a_file_goes_in_step_by_step(admin):
    bring(admin, "places", PLACES.encode("gb18030"))
    upload = Upload.objects.get()
    assert upload.found["encoding"] == "gb18030"
    assert tried(admin, upload).status_code == 302
    page = admin.get(reverse("import_report", args=[upload.pk]))
    assert [row.counts for row in page.context["tallies"]] == [(1, 0, 0, 0, 1)]
    assert [(each.row, each.value) for each in page.context["page"].rows] == [(3, "Nowhere")]
    assert Place.objects.count() == 0
    admin.post(reverse("import_apply", args=[upload.pk]))
    assert [place.name for place in Place.objects.all()] == ["Reactor floor"]
    upload.refresh_from_db()
    assert upload.applied_at is not None
    assert not storage.path_of(upload.secret).exists()
    again = admin.post(reverse("import_apply", args=[upload.pk]))
    assert (again.status_code, Place.objects.count()) == (422, 1)
