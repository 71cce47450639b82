import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from dutyline.kernel.criteria.lookup import criterion
from dutyline.kernel.criteria.models import Criterion
from dutyline.kernel.criteria.tests.packs import CRITERIA, TODAY, write_pack

pytestmark = pytest.mark.django_db


def run(*words):
    out = StringIO()
    call_command("packs", *words, stdout=out)
    return out.getvalue()


def test_the_list_names_shipped_packs_and_what_is_loaded(tmp_path):
    run("load", str(write_pack(tmp_path / "toy")))
    listed = {each["name"]: each["loaded"] for each in json.loads(run("--json", "list"))["packs"]}
    assert listed == {"cn-work-safety": None, "iso-45001": None, "toy": "1"}


def test_load_loads_and_says_what_it_did(tmp_path):
    folder = write_pack(tmp_path / "toy")
    assert run("load", str(folder)).splitlines() == [
        "toy 1",
        "  criteria: 1 created, 0 changed, 0 ended, 0 unchanged",
        "  catalogues: 3 created, 0 changed, 0 ended, 0 unchanged",
    ]
    assert criterion("toy.days", TODAY) == 7
    assert run("load", str(folder)) == "toy 1: unchanged\n"


def test_check_says_the_same_and_changes_nothing(tmp_path):
    told = run("check", str(write_pack(tmp_path / "toy")))
    assert "1 created" in told
    assert Criterion.objects.count() == 0


def test_a_fault_ends_the_command_with_file_line_and_reason(tmp_path):
    folder = write_pack(tmp_path / "toy", criteria=CRITERIA.replace("value:", "vlaue:"))
    with pytest.raises(CommandError, match=r"criteria\.yaml:6: Unknown key “vlaue”\."):
        run("load", str(folder))


def test_a_pack_nobody_knows_ends_the_command():
    with pytest.raises(CommandError, match="There is no pack at nowhere"):
        run("check", "nowhere")
