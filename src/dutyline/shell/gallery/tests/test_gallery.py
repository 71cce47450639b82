import re

import pytest
from django.test import Client
from django.urls import reverse

from dutyline.toolkit.ui.line.words import LABELS

LANGUAGES = pytest.mark.parametrize("language", ["en", "zh-hans"])


def page(language: str) -> str:
    response = Client(headers={"accept-language": language}).get(reverse("gallery"))
    assert response.status_code == 200
    return response.content.decode()


@LANGUAGES
def test_the_gallery_opens_for_everybody_without_the_database(language):
    assert page(language).count("<section") == 36


@LANGUAGES
def test_the_gallery_has_no_inline_style_or_script(language):
    html = page(language)
    inline = re.findall(r" style=| on[a-z]+=|<style|<script(?![^>]* src=)[^>]*>", html)
    assert inline == []


@LANGUAGES
def test_the_gallery_asks_no_other_site(language):
    assert re.findall(r"""(?:src|href|action)=["'](?:https?:)?//""", page(language)) == []


def test_no_id_is_used_twice():
    ids = re.findall(r' id="([^"]+)"', page("en"))
    assert sorted(ids) == sorted(set(ids))


def test_the_chinese_gallery_has_chinese_words():
    html = page("zh-hans")
    assert '<html lang="zh-Hans">' in html
    assert [html.count(word) > 0 for word in ("按时", "超2天", "还有3天", "下一页", "筛选")] == [
        True
    ] * 5


def test_every_state_of_the_duty_line_is_shown():
    html = page("en")
    missing = [state for state, word in LABELS.items() if f"</svg>{word}</span>" not in html]
    assert missing == []
