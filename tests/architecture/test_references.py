"""What import-linter cannot see: each wall stands, and each is noticed when it is broken."""

import shutil
from pathlib import Path

import pytest

from tests.architecture.walls import habits, references
from tests.architecture.walls.tree import SOURCE, read

APP = 'from django.apps import AppConfig\n\n\nclass C(AppConfig):\n    label = "{}"\n'
BREACHES = [
    (
        references.string_keys,
        "modules/toy/models.py",
        'from django.db import models\n\nkey = models.ForeignKey("files.Attachment", None)\n',
        "modules/toy/models.py:3 ForeignKey('files.Attachment')",
    ),
    (
        references.looked_up_models,
        "modules/toy/rules.py",
        'from django.apps import apps\n\nfound = apps.get_model("files", "Attachment")\n',
        "modules/toy/rules.py:3 get_model",
    ),
    (
        references.hidden_imports,
        "modules/toy/rules.py",
        "def late():\n    x = 1\n    from json import loads\n\n    return loads(x)\n",
        "modules/toy/rules.py:3",
    ),
    (
        references.foreign_templates,
        "modules/toy/templates/toy/page.html",
        '{% include "inspections/finding.html" %}',
        "modules/toy/templates/toy/page.html uses inspections/finding.html",
    ),
    (
        references.foreign_links,
        "modules/toy/templates/toy/page.html",
        '{% url "neighbour:page" 7 %}',
        "modules/toy/templates/toy/page.html links to neighbour",
    ),
    (
        references.foreign_migrations,
        "modules/toy/migrations/0001_initial.py",
        'dependencies = [("neighbour", "0001_initial")]\n',
        "modules/toy/migrations/0001_initial.py depends on modules/neighbour",
    ),
    (
        references.foreign_migrations,
        "kernel/stock/migrations/0001_initial.py",
        'dependencies = [("toy", "0001_initial")]\n',
        "kernel/stock/migrations/0001_initial.py depends on modules/toy",
    ),
    (
        habits.long_files,
        "modules/toy/rules.py",
        "x = 1\n" * 401,
        "modules/toy/rules.py has 401 lines",
    ),
    (habits.nameless_places, "modules/toy/utils.py", "", "modules/toy/utils.py"),
    (
        habits.managers_of_one_name,
        "modules/toy/queries.py",
        "class AttachmentQuerySet:\n    pass\n",
        "modules/toy/queries.py AttachmentQuerySet, also in kernel/files/queries.py",
    ),
    (
        habits.rows_written_elsewhere,
        "modules/toy/operations.py",
        "from dutyline.kernel.duties.models import Evidence\n\nEvidence.objects.all().delete()\n",
        "modules/toy/operations.py:3 Evidence",
    ),
    (
        habits.rows_written_elsewhere,
        "journeys/toy.py",
        "from dutyline.kernel.history.models import Entry\n\nrows = [Entry(verb=1)]\n",
        "journeys/toy.py:3 Entry",
    ),
    (
        habits.bare_numbers,
        "modules/toy/templates/toy/page.html",
        '<table class="table-blocks"><td role="cell" class="number">{{ items }}</td></table>',
        "modules/toy/templates/toy/page.html: {{ items }}",
    ),
    (
        habits.inline_code,
        "modules/toy/templates/toy/page.html",
        '<p onclick="go()">',
        'modules/toy/templates/toy/page.html:  onclick="',
    ),
    (
        habits.inline_code,
        "modules/toy/templates/toy/page.html",
        '<link href="https://cdn.example/x.css">',
        'modules/toy/templates/toy/page.html: href="https://',
    ),
    (
        habits.unescaped,
        "modules/toy/templates/toy/page.html",
        "{{ name|safe }}",
        "modules/toy/templates/toy/page.html: |safe",
    ),
    (
        habits.unescaped,
        "modules/toy/views.py",
        "from x import mark_safe\n\nmark_safe(1)\n",
        "modules/toy/views.py:3 mark_safe",
    ),
]
CHECKS = sorted({breach[0] for breach in BREACHES}, key=lambda check: check.__name__)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_wall_stands(check):
    assert check(SOURCE) == []


@pytest.mark.parametrize("breach", BREACHES, ids=lambda breach: f"{breach[0].__name__}:{breach[1]}")
def test_a_breach_is_noticed(breach, tmp_path):
    check, place, text, said = breach
    tree = small_house(tmp_path)
    assert check(tree) == []
    (tree / place).parent.mkdir(parents=True, exist_ok=True)
    (tree / place).write_text(text)
    read.cache_clear()
    assert said in check(tree)


def small_house(tmp_path: Path) -> Path:
    """Return a copy of one kernel room between two empty modules."""
    tree = tmp_path / "dutyline"
    shutil.copytree(SOURCE / "kernel" / "files", tree / "kernel" / "files")
    for name in ("toy", "neighbour"):
        (tree / "modules" / name).mkdir(parents=True)
        (tree / "modules" / name / "apps.py").write_text(APP.format(name))
    (tree / "kernel" / "stock").mkdir()
    (tree / "kernel" / "stock" / "apps.py").write_text(APP.format("stock"))
    return tree
