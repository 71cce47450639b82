from django.utils.functional import lazy
from django.utils.safestring import SafeString
from django.utils.translation import override

from dutyline.toolkit.ui.remembered import in_each_language, said


def counting():
    asked = []

    @in_each_language
    def word(value: str) -> str:
        asked.append(value)
        return value.upper()

    return word, asked


def test_a_pure_function_is_asked_once_for_each_value_and_language():
    word, asked = counting()
    assert [word("a"), word("a"), word("b")] == ["A", "A", "B"]
    with override("zh-hans"):
        assert [word("a"), word("a")] == ["A", "A"]
    assert asked == ["a", "b", "a"]


def test_a_word_marked_safe_is_another_than_the_same_word():
    word, asked = counting()
    word("<b>")
    word(SafeString("<b>"))
    assert [type(each) for each in asked] == [str, SafeString]


def test_a_lazy_word_is_translated_once_in_each_language():
    made = []
    word = lazy(lambda: made.append(1) or f"word {len(made)}", str)()
    assert [said(word), said(word, "en"), said(word, "zh-hans")] == ["word 1", "word 1", "word 2"]


def test_a_plain_word_stays_as_it_is():
    assert said("as it is", "zh-hans") == "as it is"


def test_what_is_drawn_sees_nothing_of_the_page(render):
    page = render("{% drawn 'ui/crumbs.html' 'seen' %}", links=("unseen",))
    assert "<li>" not in page


def test_fixed_words_are_drawn_in_each_language_and_blind_to_the_page(render):
    page = '{% fixed %}{% translate "Apply" context "filters" %}{{ secret }}{% endfixed %}'
    assert render(page, secret="told") == "Apply"
    with override("zh-hans"):
        assert render(page, secret="told") not in ("Apply", "told")
