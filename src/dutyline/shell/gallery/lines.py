"""Sample duty lines: a month of a workshop head, a busy unit, a year of weeks, places by weeks."""

from datetime import date, timedelta

from dutyline.shell.gallery.words import say
from dutyline.toolkit.ui.line import Line, Slot, Tick
from dutyline.toolkit.ui.parts import Link

_LETTERS = {
    "k": "on_time",
    "l": "late",
    "m": "missed",
    "d": "due",
    "u": "upcoming",
    "e": "excused",
    "w": "waived",
    "n": "not_applicable",
}


def ticks(letters: str) -> list[Tick | None]:
    """Return a tick a letter: k kept, l late, m missed, d due, e excused, n not applicable."""
    return [Tick(_LETTERS[letter]) if letter in _LETTERS else None for letter in letters]


def month() -> Line:
    """Return the month of the sample person."""
    return Line(ticks("kkkkklkkkkkkkmkkekdddddd"), 18, period=say("November", "11月"))


def mixed() -> Line:
    """Return a line with every state, for the sizes."""
    return Line(ticks("kkklkkkkmmkkekknnkkkklkdddd"), 22)


def busy() -> Line:
    """Return thirty days of 46 obligations each."""
    days: list[Slot | None] = []
    for day in range(30):
        late, missed = (day * 7) % 4, (day * 5) % 3 if day % 4 else 0
        done = {"on_time": 46 - late - missed, "late": late, "missed": missed}
        days.append(
            Slot(done if day < 20 else {"on_time": 23, "due": 23} if day == 20 else {"due": 46})
        )
    return Line(days, 20)


def one_in_900() -> Line:
    """Return thirty days of 30 obligations with a single miss."""
    return Line(
        [Slot({"on_time": 30 - (day == 12), "missed": int(day == 12)}) for day in range(30)]
    )


def year() -> Line:
    """Return a year of weeks: leave in February, a miss in August, a late one now and then."""
    weeks: list[Slot | None] = []
    for week in range(52):
        if week in (5, 6):
            counts = {"not_applicable": 5}
        elif week > 46:
            counts = {"due": 5}
        elif week in (32, 46):
            counts = {"on_time": 4, "missed": 1, **({"due": 2} if week == 46 else {})}
        else:
            counts = {"on_time": 4, "late": 1} if week % 9 == 3 else {"on_time": 5}
        weeks.append(Slot(counts, date(2026, 1, 1) + timedelta(weeks=week)))
    return Line(weeks, 46, period="2026")


def places() -> list[tuple[Link, Line, str, str]]:
    """Return places by weeks, one of them never covered and one that is new."""
    return [
        _place(say("Reactor floor", "反应区"), "kkkkklkkkkkkkkkkkkkkkmkkkd", "24/25", 1),
        _place(say("Control room", "控制室"), "kkkkkkkkkkkkkkkkkkkkkkkkkd", "25/25", 0),
        _place(say("Tanker bay", "装卸台"), "knknknknknknknknknknknknkd", "13/13", 0),
        (
            Link(say("Cable tunnel E", "E电缆隧道"), "#"),
            Line([Slot({})] * 26, never=True),
            "",
            say("never covered", "从未检查"),
        ),
        _place(say("Laboratory", "化验室"), "....kkkkkkkkkkkkkkkkkkkkkd", "21/21", 0),
    ]


def _place(name: str, letters: str, done: str, missed: int) -> tuple[Link, Line, str, str]:
    words = say(f"{missed} missed", f"未做{missed}次") if missed else ""
    return Link(name, "#"), Line(ticks(letters), 25), done, words
