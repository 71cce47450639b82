from dutyline.toolkit.ui.charts import (
    RowInput,
    Series,
    bar_chart,
    heat_map,
    line_chart,
    row_chart,
)
from dutyline.toolkit.ui.charts.chart import FLOOR, TOP
from dutyline.toolkit.ui.charts.heat import shade
from dutyline.toolkit.ui.charts.scale import Scale, nice_step
from dutyline.toolkit.ui.numbers import percent


def test_scales_have_round_steps():
    assert [nice_step(span) for span in (72, 3, 0.24, 1000, 0.1)] == [20, 1, 0.1, 250, 0.05]


def test_a_scale_covers_its_values_from_the_base_line_up():
    scale = Scale([48, 72], whole=True)
    assert (scale.steps, scale.y(0), scale.y(80)) == ([0, 20, 40, 60, 80], FLOOR, TOP)


def test_counts_are_never_read_off_halves():
    assert Scale([1, 2], whole=True).steps == [0, 1, 2]


def test_a_scale_of_nothing_still_stands():
    assert Scale([]).y(0) == FLOOR


def test_bars_lie_within_the_picture_and_the_last_value_is_labelled():
    chart = bar_chart(
        "Title", "measure", ["Jun", "Jul"], [Series("found", [4, 8]), Series("closed", [2, 6])]
    )
    assert [word.text for word in chart.values] == ["8", "6"]
    assert max(bar.x + bar.width for bar in chart.bars) <= 100
    assert [bar.series for bar in chart.bars] == [2, 2, 1, 1]


def test_a_bar_stands_on_the_base_line():
    chart = bar_chart("Title", "", ["Jun"], [Series("found", [8])])
    assert [(bar.y + bar.height) for bar in chart.bars] == [FLOOR]


def test_a_missing_value_has_no_bar_and_a_dash_in_the_table():
    chart = bar_chart("Title", "", ["Jun", "Jul"], [Series("found", [None, 8])])
    assert (len(chart.bars), chart.table.rows) == (1, [["Jun", "–"], ["Jul", "8"]])


def test_a_missing_value_breaks_a_line():
    chart = line_chart("Title", "", ["a", "b", "c", "d"], [Series("x", [1, None, 3, 4])])
    assert (len(chart.points), len(chart.strokes)) == (3, 1)


def test_the_last_value_stands_where_the_line_does_not_come_from():
    for values, beside in (([50, 90], -11), ([90, 50], 20), ([90, 0], -11)):
        chart = line_chart("Title", "", ["a", "b"], [Series("x", values)])
        assert chart.values[0].y == chart.points[-1].y + beside


def test_a_line_shows_its_target_and_starts_where_it_is_told():
    chart = line_chart(
        "Title",
        "",
        ["Jun", "Jul"],
        [Series("x", [0.84, 0.91])],
        say=percent,
        floor_at=0.7,
        target=0.95,
        target_words="target 95%",
    )
    assert [word.text for word in chart.grid] == ["70%", "80%", "90%", "100%"]
    assert (chart.target.text, chart.target.y) == ("target 95%", 48.0)


def test_lying_bars_are_as_long_as_the_longest_of_both_times():
    chart = row_chart("Title", "", [RowInput("a", 30, 40), RowInput("b", 20)])
    assert [(row.width, row.before) for row in chart.rows] == [(75, 100), (50, None)]


def test_the_shade_of_a_cell_is_the_quarter_its_number_lies_in():
    assert [shade(value, 20) for value in (0, 1, 5, 6, 15, 16, 20)] == [0, 1, 1, 2, 3, 4, 4]


def test_a_heat_map_without_numbers_is_blank():
    assert shade(0, 0) == 0


def test_a_heat_map_links_every_number_but_zero():
    chart = heat_map(
        "Title", "", ["row"], ["a", "b"], [[3, 0]], url_for=lambda row, column: f"/{row}/{column}"
    )
    assert [cell.url for cell in chart.rows[0].cells] == ["/0/0", ""]
    assert chart.table.rows == [["row", "3", "0", "3"]]


def test_a_heat_map_of_some_columns_says_how_many_there_are_in_all():
    chart = heat_map("Title", "", ["row", "low"], ["a", "b"], [[3, 1], [0, 2]], totals=[9, 2])
    assert [row.total for row in chart.rows] == ["9", "2"]
    assert chart.table.rows == [["row", "3", "1", "9"], ["low", "0", "2", "2"]]
