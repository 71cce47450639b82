import gzip
import re
from pathlib import Path

from django.contrib.staticfiles import finders

from dutyline.toolkit.ui.assets import Finder, assemble, sheets

MOST_BYTES = 12 * 1024


def test_the_sheet_is_found_as_one_file():
    found = finders.find("ui/ui.css")
    assert Path(found).read_text(encoding="utf-8") == assemble()


def test_the_sheet_is_collected_as_one_file():
    [(path, storage)] = Finder().list([])
    with storage.open(path) as sheet:
        assert (path, sheet.read().decode()) == ("ui/ui.css", assemble())


def test_other_paths_are_left_to_other_finders():
    assert Finder().find("ui/ui.js") == []


def test_the_layers_are_declared_before_anything_else():
    assert assemble().startswith("@layer tokens, base, layout, parts, screens, last;")


def test_the_sheet_stays_light():
    assert len(gzip.compress(assemble().encode(), 9)) <= MOST_BYTES


def test_every_token_used_is_declared():
    text = assemble()
    declared = set(re.findall(r"(--[a-z0-9-]+):", text))
    assert set(re.findall(r"var\((--[a-z0-9-]+)", text)) - declared == set()


def test_colours_are_written_in_the_tokens_only():
    own = {sheet.name: sheet.read_text(encoding="utf-8") for sheet in sheets()}
    coloured = {
        name
        for name, text in own.items()
        if re.search(r"#[0-9a-f]{6}\b|#[1-9a-f][0-9a-f]{2}\b", text)
    }
    # Paper is black on white whatever the theme.
    assert coloured == {"10-tokens.css", "90-last.css"}


def test_every_rule_stands_in_a_layer():
    for sheet in sheets():
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
        first_words = re.findall(r"^(\S+)", text, flags=re.MULTILINE)
        assert set(first_words) <= {"@layer", "}"}
