import pytest

from dutyline.kernel.criteria.rules.values import data_fault, fault

PERCENT = {"type": "number", "minimum": 0, "maximum": 100}
DUE = {
    "type": "table",
    "columns": {
        "day": {"type": "number", "whole": True, "minimum": 1, "maximum": 28},
        "year": {"type": "month_day"},
    },
}
CHOICE = {"type": "choice", "choices": [{"value": "late"}, {"value": "on_time"}]}


@pytest.mark.parametrize(
    ("shape", "value"),
    [
        (PERCENT, 0),
        (PERCENT, 100),
        (PERCENT, 99.5),
        ({"type": "days"}, 0),
        ({"type": "days", "minimum": 1, "maximum": 3}, 3),
        ({"type": "flag"}, False),
        (CHOICE, "late"),
        ({"type": "text", "longest": 3}, "abc"),
        ({"type": "words"}, {"en": "Team", "zh": "班组"}),
        ({"type": "month_day"}, "02-29"),
        ({"type": "numbering"}, "F-{year}-{number:04}"),
        ({"type": "list"}, []),
        ({"type": "list"}, ["空缺", "N/D"]),
        (DUE, {"day": 15, "year": "01-31"}),
    ],
)
def test_a_value_on_the_boundary_fits(shape, value):
    assert fault(shape, value) == ""


@pytest.mark.parametrize(
    ("shape", "value", "reason"),
    [
        (PERCENT, -0.1, "-0.1 is less than 0."),
        (PERCENT, 100.1, "100.1 is more than 100."),
        (PERCENT, "5", "Give a number."),
        (PERCENT, True, "Give a number."),
        (PERCENT, float("nan"), "Give a number."),
        (PERCENT, float("inf"), "Give a number."),
        ({"type": "days"}, -1, "-1 is less than 0."),
        ({"type": "days"}, 1.5, "Give a whole number."),
        ({"type": "flag"}, 1, "Say yes or no."),
        (CHOICE, "never", "Choose one of late, on_time."),
        ({"type": "text"}, "  ", "Write some words."),
        ({"type": "text", "longest": 3}, "abcd", "At most 3 characters."),
        ({"type": "words"}, {"en": "Team"}, "Write it in both languages: en and zh."),
        ({"type": "month_day"}, "02-30", "Give a day of the year as MM-DD."),
        ({"type": "month_day"}, "1-31", "Give a day of the year as MM-DD."),
        ({"type": "list"}, ["a", "a"], "An entry stands in the list twice."),
        ({"type": "list"}, "a", "Give a list."),
        (DUE, {"day": 15}, "Give exactly these: day, year."),
        (DUE, {"day": 29, "year": "01-31"}, "day: 29 is more than 28."),
    ],
)
def test_a_value_that_does_not_fit_is_told_why(shape, value, reason):
    assert fault(shape, value) == reason


@pytest.mark.parametrize(
    "form", ["F-{number:04}", "F-{year}", "{year}-{number.__class__}", "{year}{number}{", "{}"]
)
def test_a_numbering_names_year_and_number_and_reaches_for_nothing_else(form):
    assert fault({"type": "numbering"}, form) != ""


def test_data_of_an_entry_hold_what_is_declared_and_nothing_else():
    fields = {"weight": {"type": "number", "required": True}, "note": {"type": "text"}}
    assert data_fault(fields, {"weight": 1}) == ""
    assert data_fault(fields, {"note": "x"}) == "“weight” is missing."
    assert data_fault(fields, {"weight": 1, "size": 2}) == "Unknown key “size”."
