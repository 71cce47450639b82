import pytest

from dutyline.toolkit.search.words import Phrase, parse, spaced


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Guard rail missing, platform 3!", "guard rail missing platform 3"),
        ("护栏缺失", "护 栏 缺 失"),
        ("3号平台GD-07报警", "3 号 平 台 gd 07 报 警"),
        ("ＦＵＬＬ　ｗｉｄｔｈ１２", "full width12"),
        ("Café Ångström", "cafe angstrom"),
        ("GB 4053.3—2009", "gb 4053 3 2009"),
        ("", ""),
        ("；：、！", ""),
    ],
)
def test_text_is_cut_into_words_and_single_cjk_characters(text, expected):
    assert spaced(text) == expected


def test_a_chinese_word_is_a_phrase_of_its_characters():
    assert parse("护栏") == [Phrase(("护", "栏"))]


def test_only_the_last_latin_word_may_go_on():
    assert parse("gas leak") == [Phrase(("gas",)), Phrase(("leak",), prefix=True)]
    assert parse("leak 气体") == [Phrase(("leak",)), Phrase(("气", "体"))]


def test_a_number_of_a_record_is_a_phrase_that_may_go_on():
    assert parse("F-2026-04") == [Phrase(("f", "2026", "04"), prefix=True)]


def test_what_breaks_a_query_language_is_only_punctuation():
    assert parse("\"a' OR ) NEAR( *:* <-> \\") == [
        Phrase(("a",)),
        Phrase(("or",)),
        Phrase(("near",), prefix=True),
    ]


def test_long_input_is_cut():
    assert len(parse("x " * 500)) == 10
    assert parse("y" * 1000) == [Phrase(("y" * 200,), prefix=True)]
