from pathlib import Path

from dutyline.toolkit.ui.templatetags.ui import register

README = (Path(__file__).resolve().parent.parent / "README.md").read_text(encoding="utf-8")


def test_the_readme_names_every_tag_and_filter():
    names = {name for name in (*register.tags, *register.filters) if not name.startswith("end")}
    assert {name for name in names if name not in README} == set()
