import pytest
from django.utils import translation

from dutyline.kernel.criteria.models import Criterion
from dutyline.kernel.criteria.packs.reading import read_pack
from dutyline.kernel.criteria.words import value_words


def said(key, language):
    row = next(row for row in read_pack("cn-work-safety").criteria if row.identity[0][1] == key)
    with translation.override(language):
        return value_words(Criterion(shape=row.words["shape"], **row.matter))


@pytest.mark.parametrize(
    ("key", "english", "chinese"),
    [
        ("duties.back_fill_days", "2 days", "2天"),
        ("duties.back_fill_counts", "Late", "迟做"),
        ("files.keep_location", "No", "否"),
        ("actions.extensions_allowed", "1 time", "1次"),
        ("files.photo_megabytes", "20 megabytes", "20MB"),
        ("findings.deadline_days", "General 7 days; Major 30 days", "一般隐患 7天；重大隐患 30天"),
        ("findings.number_format", "F-{year}-{number:04}", "F-{year}-{number:04}"),
        (
            "findings.statistics_due",
            "Quarterly: in the month after, day 15; Yearly: in the next year, by 31 January",
            "季报截止日（下季度首月，几日） 15；年报截止日（次年） 1月31日",
        ),
    ],
)
def test_a_value_is_said_in_the_readers_language(key, english, chinese):
    assert (said(key, "en"), said(key, "zh-hans")) == (english, chinese)


def test_a_list_is_said_word_by_word():
    assert said("org.vacant_words", "zh-hans").startswith("Vacant、Vacancy、N/D")
