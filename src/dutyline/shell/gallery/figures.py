"""Sample charts."""

from dutyline.shell.gallery.words import say
from dutyline.toolkit.ui.charts import (
    BarChart,
    HeatMap,
    LineChart,
    RowChart,
    RowInput,
    Series,
    bar_chart,
    heat_map,
    line_chart,
    row_chart,
)
from dutyline.toolkit.ui.numbers import percent


def _months() -> list[str]:
    return [
        say(english, f"{number}月")
        for number, english in enumerate(("Jun", "Jul", "Aug", "Sep", "Oct", "Nov"), 6)
    ]


def bars() -> BarChart:
    """Return found and closed by month."""
    return bar_chart(
        say("Closing keeps up with finding, except in November", "销号跟得上发现，11月除外"),
        say("Hidden dangers by month", "每月隐患数"),
        _months(),
        [
            Series(say("found", "发现"), [48, 61, 57, 72, 66, 51]),
            Series(say("closed", "销号"), [44, 52, 60, 63, 70, 38]),
        ],
    )


def line() -> LineChart:
    """Return the on-time share by month against its target."""
    return line_chart(
        say("On-time rectification is four points below target", "按时整改率低于目标4个百分点"),
        say("Share of repairs finished by their first deadline", "首次期限内完成的整改占比"),
        _months(),
        [Series(say("on time", "按时"), [0.84, 0.88, 0.87, 0.93, 0.94, 0.91])],
        say=percent,
        floor_at=0.7,
        target=0.95,
        target_words=say("target 95%", "目标95%"),
    )


def rows() -> RowChart:
    """Return categories with their value of the half-year before."""
    return row_chart(
        say("Edges and openings lead", "临边洞口最多"),
        say("Found by category; the mark is the half-year before", "按类别发现数；刻线为上半年"),
        [
            RowInput(say("Edges and openings", "临边洞口"), 41, 33, "#edges"),
            RowInput(say("Electrical", "电气"), 38, 44, "#electrical"),
            RowInput(say("Fire and exits", "消防与出口"), 35, 30, "#fire"),
            RowInput(say("Chemicals in store", "化学品储存"), 27, 29, "#chemicals"),
        ],
    )


def heat() -> HeatMap:
    """Return units × categories."""
    return heat_map(
        say("Where and what", "哪里、什么"),
        say("Six most frequent of 14 categories; darker is more", "14类中最多的6类；颜色越深越多"),
        [
            say("Polymerisation", "聚合车间"),
            say("Utilities", "公用工程"),
            say("Tank farm", "储罐区"),
            say("Laboratory", "化验室"),
        ],
        [
            say("Edges", "临边"),
            say("Electrical", "电气"),
            say("Fire", "消防"),
            say("Chemicals", "化学品"),
            say("Pressure", "承压"),
            say("PPE", "防护用品"),
        ],
        [[19, 8, 9, 6, 5, 5], [7, 16, 8, 2, 9, 3], [5, 3, 9, 14, 3, 1], [1, 2, 4, 4, 0, 1]],
        url_for=lambda row, column: f"#cell-{row}-{column}",
    )
