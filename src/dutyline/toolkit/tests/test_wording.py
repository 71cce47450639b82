from django.utils.translation import gettext_lazy, override

from dutyline.toolkit.wording import beside, in_a_row


def test_words_stand_in_a_row_as_the_language_puts_them():
    words = ["a", gettext_lazy("b"), "c"]
    with override("en"):
        assert in_a_row(words) == "a, b, c"
    with override("zh-hans"):
        assert in_a_row(words) == "a、b、c"
    assert in_a_row([]) == ""


def test_a_name_and_its_place_are_joined_in_the_script_they_are_written_in():
    with override("zh-hans"):
        assert beside("Daily check", "Pump bay") == "Daily check, Pump bay"
    with override("en"):
        assert beside("班组日检", "泵房") == "班组日检，泵房"
        assert beside("Daily check", "泵房") == "Daily check，泵房"
