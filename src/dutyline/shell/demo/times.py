"""When the story plays: it ends as it was begun, its days are those of the enterprise."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")
FOUNDED = date(2019, 1, 1)
ENOUGH = 4
"""Days of a week that are told first; in its first days the week before is told with it.

A start has a minute for all it does, and half of that is for setting up.
"""
MID_MONTH = 15
DAY_SHIFT = (7, 19)


@dataclass(frozen=True)
class Times:
    """The days of the story: from `begins` on, of which those from `recent` on are told first."""

    now: datetime

    @property
    def today(self) -> date:
        """Return the last day of the story."""
        return self.now.astimezone(ZONE).date()

    @property
    def begins(self) -> date:
        """Return the first day: of the month five months ago, six in the first half of one."""
        today = self.today
        back = 5 if today.day >= MID_MONTH else 6
        months = today.year * 12 + today.month - 1 - back
        return date(months // 12, months % 12 + 1, 1)

    @property
    def months(self) -> int:
        """Return how many months the story has, the first and last not whole ones."""
        begins, today = self.begins, self.today
        return (today.year - begins.year) * 12 + today.month - begins.month + 1

    @property
    def recent(self) -> date:
        """Return the Monday from which the story is told first: this week's or last week's.

        A Monday, for the plans of a week must not be cut in two.
        """
        days = self.today.weekday()
        return self.ago(days if days + 1 >= ENOUGH else days + 7)

    def days_since(self, first: date) -> list[date]:
        """Return the days from one up to the last."""
        return [first + timedelta(days=each) for each in range((self.today - first).days + 1)]

    @property
    def to_tell(self) -> int:
        """Return how many days there are to tell, those of the recent weeks twice.

        Settling what all of them brought counts as one more.
        """
        return len(self.days_since(self.recent)) + len(self.days_since(self.begins)) + 1

    @property
    def first_of_cycle(self) -> date:
        """Return a day on which the first shift team works by day.

        It is chosen so that this team works when people look: by day, else in the night.
        """
        hour = self.now.astimezone(ZONE).hour
        if DAY_SHIFT[0] <= hour < DAY_SHIFT[1]:
            return self.today
        return self.ago(1 if hour >= DAY_SHIFT[1] else 2)

    def ago(self, days: int) -> date:
        """Return the day so many days before today."""
        return self.today - timedelta(days=days)


def moment(day: date, hour: float = 9.0) -> datetime:
    """Return a moment of a day where the enterprise is; `hour` with its fraction."""
    whole = datetime.combine(day, time(), tzinfo=ZONE)
    return whole + timedelta(seconds=round(hour * 3600))
