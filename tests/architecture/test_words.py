"""Every English sentence of the product is said in Chinese too."""

import pytest

from tests.architecture.walls.tree import SOURCE
from tests.architecture.walls.words import (
    merged_catalogue,
    read_catalogue,
    said_otherwise,
    stale_catalogues,
    untranslated,
)

CATALOGUE = """
msgid ""
msgstr "Content-Type: text/plain"

#, fuzzy
msgid "Close"
msgstr "关闭"

msgctxt "finding"
msgid "Close"
msgstr ""

msgid ""
"Told to "
"{name}"
msgstr "已告知"
"""


def test_every_sentence_has_its_chinese():
    assert untranslated(SOURCE, merged_catalogue()) == []


def test_catalogues_are_complete_and_compiled():
    assert stale_catalogues(SOURCE) == []


def test_no_two_catalogues_translate_a_sentence_differently():
    assert said_otherwise(SOURCE) == []


@pytest.fixture
def tree(tmp_path):
    (tmp_path / "toy" / "templates").mkdir(parents=True)
    (tmp_path / "toy" / "views.py").write_text(
        '_("Told to {name}")\npgettext("finding", "Close")\n'
    )
    (tmp_path / "toy" / "templates" / "page.html").write_text(
        '{% translate "Close" %}{% translate "Close" context "menu" %}'
        "{% blocktranslate with n=x %}{{ n }} left{% endblocktranslate %}{% button _('Go') %}"
    )
    return tmp_path


def test_what_is_not_translated_is_noticed(tree):
    assert untranslated(tree, {}) == [
        "toy/templates/page.html: '%(n)s left'",
        "toy/templates/page.html: 'Close'",
        "toy/templates/page.html: 'Go'",
        "toy/templates/page.html: 'menu\\x04Close'",
        "toy/views.py: 'Told to {name}'",
        "toy/views.py: 'finding\\x04Close'",
    ]


def test_a_lost_place_is_noticed(tree):
    known = {"finding\x04Close": "销号", "Told to {name}": "已告知", "Close": "关闭", "Go": "去"}
    known |= {"menu\x04Close": "关闭", "%(n)s left": "还剩%(n)s"}
    assert untranslated(tree, known) == [
        "toy/views.py: 'Told to {name}' has other places in '已告知'"
    ]


def test_two_words_for_one_sentence_are_noticed(tree):
    for module, words in (("toy", "已告知"), ("game", "已通知"), ("play", "已通知")):
        folder = tree / module / "locale" / "zh_Hans" / "LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / "django.po").write_text(f'msgid "Told"\nmsgstr "{words}"\n')
    assert said_otherwise(tree) == ["'Told': 已通知 (game play), 已告知 (toy)"]


def test_fuzzy_empty_and_stale_entries_are_noticed(tree):
    folder = tree / "toy" / "locale" / "zh_Hans" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(CATALOGUE)
    place = "toy/locale/zh_Hans/LC_MESSAGES/django"
    assert stale_catalogues(tree) == [
        f"{place}.po has fuzzy entries",
        f"{place}.po has no word for 'finding\\x04Close'",
        f"{place}.mo is not made from its catalogue",
    ]
    assert dict(read_catalogue(CATALOGUE)) == {
        "Close": "关闭",
        "finding\x04Close": "",
        "Told to {name}": "已告知",
    }
