import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
PAPER = ROOT / "docs" / "performance.md"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("part", "last"),
    [
        ("ledger", "A finding through the API: app CPU"),
        ("duties", "Due-diligence file of a person-year"),
        ("log", "Proving an entry: p50"),
        ("letters", "Generating, ours ÷ hand-written"),
    ],
)
def test_the_bench_still_measures_to_its_last_line(part, last):
    """Times are not looked at: they say nothing on a machine that runs tests."""
    before = PAPER.read_text()
    database = "--postgres" if connection.vendor == "postgresql" else "--sqlite"
    command = [sys.executable, "-m", "bench", database, "--size", "small", "--only", part]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert last in done.stdout.splitlines()[-1]
    assert PAPER.read_text() == before
