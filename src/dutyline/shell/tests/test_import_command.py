import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from dutyline.__main__ import main
from dutyline.kernel.history.models import Entry
from dutyline.kernel.organisation.models import Person, Post, Unit

pytestmark = pytest.mark.django_db

CSV = """Code,Name,Unit,Boss,Who
P1,Director,Acme,XX,Ann Lee
P2,Foreman,Works,P1,Vacant
P3,Lost,Works,P9,Eve Kay
"""
MAP = """
source: test
columns: {post_code: Code, post_title: Name, unit_1: Unit, superior_code: Boss, holder_name: Who}
"""


@pytest.fixture
def files(tmp_path):
    (tmp_path / "posts.csv").write_text(CSV, encoding="utf-8")
    (tmp_path / "map.yaml").write_text(MAP, encoding="utf-8")
    return tmp_path


def bring_in(kind, file, *options):
    out = StringIO()
    call_command("import", kind, str(file), *options, stdout=out)
    return out.getvalue()


def organisation(files, *options):
    mapping = ("--map", str(files / "map.yaml"), "--as-of", "2026-01-01", "--json")
    return json.loads(bring_in("organisation", files / "posts.csv", *mapping, *options))


def test_an_organisation_comes_in_and_the_report_counts_it(files):
    report = organisation(files)
    counts = {
        name: report[name] for name in ("created", "changed", "unchanged", "closed", "refused")
    }
    assert counts == {"created": 6, "changed": 0, "unchanged": 0, "closed": 0, "refused": 1}
    assert report["kinds"]["unit"]["created"] == 2
    assert report["refusals"] == [
        {"row": 4, "column": "Boss", "value": "P9", "reason": "The superior post does not exist."}
    ]
    assert {decision["key"] for decision in report["decisions"]} >= {"vacant", "heads_derived"}
    assert Post.objects.get(code="P2").superior == Post.objects.get(code="P1")
    assert Unit.objects.get(name="Acme").valid_from == date(2026, 1, 1)
    assert Entry.objects.order_by("-id").first().by_name == "Command line"


def test_the_same_file_again_changes_nothing(files):
    organisation(files)
    again = organisation(files)
    assert (again["created"], again["changed"], again["closed"]) == (0, 0, 0)


def test_a_dry_run_writes_nothing(files):
    report = organisation(files, "--dry-run")
    assert (report["applied"], report["created"]) == (False, 6)
    assert (Unit.objects.count(), Person.objects.count()) == (0, 0)


def test_a_partial_file_closes_nothing(files):
    organisation(files)
    (files / "posts.csv").write_text("\n".join(CSV.splitlines()[:2]), encoding="utf-8")
    assert organisation(files, "--partial")["closed"] == 0
    # The foreman's post, and the vacancy in it leaves nobody to end.
    assert organisation(files)["kinds"]["post"]["closed"] == 1


def test_without_json_people_read_what_happened(files):
    said = bring_in(
        "organisation", files / "posts.csv", "--map", str(files / "map.yaml"), "--dry-run"
    )
    assert "Dry run: nothing was written." in said
    assert "unit: created 2, changed 0, unchanged 0, closed 0, refused 0" in said
    assert "Row 4, Boss: The superior post does not exist. P9" in said


def test_a_map_may_be_json(files):
    columns = {"post_code": "Code", "post_title": "Name", "unit_1": "Unit"}
    (files / "map.yaml").write_text(json.dumps({"columns": columns}), encoding="utf-8")
    assert organisation(files)["kinds"]["post"]["created"] == 3


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("map.yaml", "columns: [", "map.yaml"),
        ("map.yaml", "[]", "must be a table of names and values"),
        ("map.yaml", "settings: {mystery: 1}\ncolumns: {unit_1: Unit}", "mystery"),
        ("map.yaml", "columns: {post_code: Code}", "Unit, level 1"),
        ("posts.csv", "", "every sheet is empty"),
    ],
)
def test_what_cannot_be_followed_is_said(files, name, content, problem):
    (files / name).write_text(content, encoding="utf-8")
    with pytest.raises(CommandError, match=problem):
        organisation(files)
    assert Unit.objects.count() == 0


def test_a_file_that_is_not_there_is_said(files):
    with pytest.raises(CommandError, match="nowhere"):
        bring_in("organisation", Path("nowhere.csv"))


def test_people_and_places_come_in_by_the_names_of_their_columns(files):
    organisation(files)
    people, places = files / "people.csv", files / "places.csv"
    people.write_text("工号,姓名,岗位编码\n7,秦浩,P2\n", encoding="gb18030")
    places.write_text("编号,名称,单位\nR-1,反应釜,Works\n", encoding="gb18030")
    assert json.loads(bring_in("people", people, "--json"))["kinds"]["person"]["created"] == 1
    assert json.loads(bring_in("places", places, "--json"))["kinds"]["place"]["created"] == 1
    assert Person.objects.get(number="7").name == "秦浩"


def test_a_file_of_which_every_row_is_refused_never_says_imported(files):
    (files / "posts.csv").write_text("Code,Name,Unit,Boss,Who\nP3,Lost,Works,P9,\n", "utf-8")
    said = bring_in("organisation", files / "posts.csv", "--map", str(files / "map.yaml"))
    first, *rest = said.splitlines()
    assert first == "Nothing was imported: every row was refused, for the reasons below."
    assert "Row 2, Boss: The superior post does not exist. P9" in rest


def test_help_names_the_command_people_type(capsys, monkeypatch):
    monkeypatch.setattr("sys.argv", ["/somewhere/__main__.py", "import", "--help"])
    with pytest.raises(SystemExit):
        main()
    assert capsys.readouterr().out.startswith("usage: dutyline import ")


def test_a_header_post_is_understood_as_its_title(tmp_path):
    file = tmp_path / "posts.csv"
    file.write_text("Unit,Post,Name\nWorks,Foreman,Ann Lee\n", encoding="utf-8")
    bring_in("organisation", file, "--as-of", "2026-01-01")
    assert Post.objects.get().title == "Foreman"
