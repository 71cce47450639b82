"""The import contracts hold, and each is noticed when it is broken."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.walls.tree import ROOT, SOURCE

pytestmark = pytest.mark.slow
OPERATIONS = "modules.inspections.operations"
UNDECLARED = "every child of every container must be declared as a layer"
BREACHES = [
    ("toolkit/ui/oops.py", "kernel.files.models", "toolkit is not allowed to import dutyline.k"),
    ("kernel/files/oops.py", "modules.inspections", "kernel is not allowed to import"),
    ("modules/inspections/oops.py", "journeys", "modules is not allowed to import"),
    ("journeys/oops.py", "shell.frame", "journeys is not allowed to import"),
    ("shell/oops.py", "api.frame", "shell is not allowed to import dutyline.api"),
    ("api/oops.py", "jobs.models", "api is not allowed to import dutyline.jobs"),
    ("jobs/oops.py", "config.settings", "jobs is not allowed to import dutyline.config"),
    ("kernel/organisation/oops.py", "kernel.access", "organisation is not allowed to import"),
    ("kernel/errands/oops.py", "kernel.criteria", "errands is not allowed to import"),
    ("modules/neighbour/__init__.py", "modules.inspections", "imports a neighbour BROKEN"),
    ("modules/inspections/models/oops.py", OPERATIONS, "models is not allowed to import"),
    ("modules/inspections/rules/oops.py", OPERATIONS, "rules is not allowed to import"),
    ("modules/inspections/oops.py", "kernel.duties.models.evidence", "operation only BROKEN"),
    ("stock/__init__.py", "kernel", UNDECLARED),
    ("kernel/stock/__init__.py", "kernel.registry", UNDECLARED),
]


def lint(folder: Path) -> str:
    """Return what import-linter says about the package in `folder`, on one line."""
    linter = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run(
        [linter, "--no-cache", "--config", folder / "pyproject.toml"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "src"), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    return " ".join((done.stdout + done.stderr).split())


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    folder = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", folder)
    shutil.copytree(SOURCE, folder / "src" / "dutyline", ignore=shutil.ignore_patterns("tests"))
    return folder


def test_every_contract_is_kept(copy):
    said = lint(copy)
    assert " 0 broken" in said, said


@pytest.mark.parametrize("breach", BREACHES, ids=lambda breach: f"{breach[0]}->{breach[1]}")
def test_a_broken_contract_is_noticed(copy, breach):
    place, imported, said = breach
    path = copy / "src" / "dutyline" / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"import dutyline.{imported}\n")
    try:
        assert said in lint(copy)
    finally:
        path.unlink()
        if path.name == "__init__.py":
            path.parent.rmdir()
