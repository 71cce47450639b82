from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from django.utils.translation import override

from dutyline.toolkit.ui import when
from dutyline.toolkit.ui.tags.tables import due_date

NOW = datetime(2026, 11, 20, 12, 4, tzinfo=UTC)


@pytest.fixture(autouse=True)
def utc():
    with timezone.override(UTC):
        yield


def both(say, *args) -> tuple[str, str]:
    english = say(*args)
    with override("zh-hans"):
        return english, say(*args)


def test_a_date_of_this_year_has_no_year():
    assert both(when.short_date, date(2026, 3, 1), NOW) == ("1 Mar", "3月1日")


def test_days_are_the_readers_whatever_zone_now_is_told_in():
    # Shortly after midnight in Shanghai, and still yesterday, and last year, in UTC.
    now = datetime(2026, 12, 31, 17, 41, tzinfo=UTC)
    soon, day = now + timedelta(minutes=8), date(2027, 1, 1)
    with timezone.override(ZoneInfo("Asia/Shanghai")):
        assert both(when.near_date, soon, now) == ("today 01:49", "今天 01:49")
        assert both(when.due_day, soon, now) == ("Today 01:49", "今天 01:49")
        assert both(when.due_in, day, now) == ("today", "今天")
        assert both(when.due_in, soon, now) == ("8 min left", "剩8分钟")
        assert both(when.ago, now, now) == ("today", "今天")
        assert both(when.short_date, day, now) == ("1 Jan", "1月1日")
        assert when.short_dates(now)(day) == "1 Jan"
        assert when.is_over(date(2026, 12, 31), now)
        assert "31 Dec 2026" in due_date(date(2026, 12, 31), now=now)
        assert "1 day over" in due_date(date(2026, 12, 31), now=now)


def test_a_date_of_another_year_has_one():
    assert both(when.short_date, date(2025, 3, 1), NOW) == ("1 Mar 2025", "2025年3月1日")


def test_a_day_has_its_weekday():
    assert both(when.day_date, date(2026, 11, 23), NOW) == ("Mon 23 Nov", "11月23日 周一")


def test_a_long_date_is_written_out():
    assert both(when.long_date, NOW) == ("Friday 20 November 2026", "2026年11月20日 星期五")


def test_a_full_date_and_a_month_are_written_out():
    assert both(when.full_date, NOW) == ("20 November 2026", "2026年11月20日")
    assert both(when.month_name, NOW) == ("November 2026", "2026年11月")


@pytest.mark.parametrize(
    ("days", "english", "chinese"),
    [
        (0, "today 18:00", "今天 18:00"),
        (1, "tomorrow 18:00", "明天 18:00"),
        (-1, "yesterday 18:00", "昨天 18:00"),
        (3, "23 Nov 18:00", "11月23日 18:00"),
    ],
)
def test_near_moments_are_named(days, english, chinese):
    moment = NOW.replace(hour=18, minute=0) + timedelta(days=days)
    assert both(when.near_date, moment, NOW) == (english, chinese)


@pytest.mark.parametrize(
    ("days", "english", "chinese"),
    [
        (0, "today", "今天"),
        (1, "tomorrow", "明天"),
        (3, "in 3 days", "还有3天"),
        (-1, "1 day over", "超1天"),
        (-2, "2 days over", "超2天"),
    ],
)
def test_a_due_day_says_how_far_it_is(days, english, chinese):
    assert both(when.due_in, NOW.date() + timedelta(days=days), NOW) == (english, chinese)


@pytest.mark.parametrize(
    ("minutes", "english", "chinese"),
    [
        (356, "5 h left", "剩5小时"),
        (45, "45 min left", "剩45分钟"),
        (-30, "30 min over", "超30分钟"),
        (-125, "2 h over", "超2小时"),
    ],
)
def test_a_moment_of_today_says_hours_and_minutes(minutes, english, chinese):
    assert both(when.due_in, NOW + timedelta(minutes=minutes), NOW) == (english, chinese)


def test_days_are_counted_in_the_zone_of_the_reader():
    late_evening_in_shanghai = datetime(2026, 11, 20, 15, 59, tzinfo=UTC)
    next_morning = datetime(2026, 11, 20, 16, 1, tzinfo=UTC)
    with timezone.override(ZoneInfo("Asia/Shanghai")):
        now = timezone.localtime(late_evening_in_shanghai)
        assert when.due_in(next_morning, now) == "tomorrow"


def test_a_day_is_over_only_when_it_has_ended():
    assert [when.is_over(NOW.date() + timedelta(days=n), NOW) for n in (-1, 0)] == [True, False]


def test_a_moment_is_over_at_once():
    assert [when.is_over(NOW + timedelta(seconds=n), NOW) for n in (-1, 1)] == [True, False]


def test_the_past_is_counted_in_days():
    days = [0, -1, -12]
    assert [when.ago(NOW.date() + timedelta(days=n), NOW) for n in days] == [
        "today",
        "yesterday",
        "12 days ago",
    ]


def test_late_recording_is_said_and_same_day_recording_is_not():
    assert both(when.recorded_later, NOW, NOW + timedelta(days=2)) == (
        "recorded 2 days later",
        "2天后补录",
    )
    assert when.recorded_later(NOW, NOW + timedelta(hours=1)) == ""


def test_a_due_day_at_the_head_of_a_row_begins_large():
    assert when.due_day(NOW.replace(hour=18, minute=0), NOW) == "Today 18:00"
    assert when.due_day(date(2026, 11, 23), NOW) == "Mon 23 Nov"
