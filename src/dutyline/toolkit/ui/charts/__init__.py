"""Charts as numbers ready to draw: x in per cent of the width, y in pixels, no colour named."""

from dutyline.toolkit.ui.charts.bars import BarChart, bar_chart
from dutyline.toolkit.ui.charts.chart import Chart, Mark, NumberTable, Series
from dutyline.toolkit.ui.charts.heat import HeatMap, heat_map
from dutyline.toolkit.ui.charts.lines import LineChart, line_chart
from dutyline.toolkit.ui.charts.rows import RowChart, RowInput, row_chart

__all__ = [
    "BarChart",
    "Chart",
    "HeatMap",
    "LineChart",
    "Mark",
    "NumberTable",
    "RowChart",
    "RowInput",
    "Series",
    "bar_chart",
    "heat_map",
    "line_chart",
    "row_chart",
]
