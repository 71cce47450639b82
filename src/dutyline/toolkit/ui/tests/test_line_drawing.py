import pytest

from dutyline.toolkit.ui.line import SIZES, Drawing, Line, Slot, Tick, draw


def paths(drawing: Drawing) -> dict[str, str]:
    return {mark.kind: mark.d for mark in drawing.marks}


def line(letters: str, **kwargs) -> Line:
    states = {
        "k": "on_time",
        "l": "late",
        "m": "missed",
        "d": "due",
        "u": "upcoming",
        "e": "excused",
        "w": "waived",
        "n": "not_applicable",
    }
    columns = [Tick(states[letter]) if letter in states else None for letter in letters]
    return Line(columns, **kwargs)


def test_the_sizes_are_those_of_the_design():
    measures = {
        name: (size.width, size.gap, size.up, size.down)
        for name, size in SIZES.items()
        if name != "mark"
    }
    assert measures == {
        "xs": (3, 2, 10, 6),
        "s": (5, 2, 14, 8),
        "b": (6, 2, 17, 9),
        "c": (12, 5, 15, 9),
        "m": (7, 3, 20, 11),
        "l": (12, 5, 42, 18),
    }


def test_an_unknown_size_is_an_error():
    with pytest.raises(KeyError):
        draw(line("k"), "huge")


def test_a_kept_tick_stands_full_height_on_the_line():
    assert paths(draw(line("k"), "l")) == {"kept": "M2.5 1h12v42h-12z", "ground": "M0 43H17"}


def test_a_late_tick_stands_half_height():
    assert paths(draw(line("l"), "l"))["late"] == "M2.5 22h12v21h-12z"


def test_a_missed_tick_hangs_below_the_line_as_a_crossed_box():
    assert paths(draw(line("m"), "l"))["missed"] == (
        "M3.2 45.5h10.6v15.5h-10.6zM3.2 45.5l10.6 15.5m0 -15.5l-10.6 15.5"
    )


def test_a_missed_tick_in_a_row_is_a_box_without_a_cross():
    assert paths(draw(line("m"), "s"))["missed"] == "M1.7 17.5h3.6v5.5h-3.6z"


def test_a_missed_tick_in_the_rail_is_filled():
    assert paths(draw(line("m"), "xs"))["lost"] == "M1 13h3v4h-3z"


def test_a_due_tick_is_an_outline_open_at_the_ground():
    assert paths(draw(line("d"), "m"))["due"] == "M2.1 20.8v-19.4h5.8v19.4"


def test_an_upcoming_tick_is_drawn_like_a_due_one():
    assert paths(draw(line("u"), "m")) == paths(draw(line("d"), "m"))


def test_a_waived_tick_is_a_dot_like_an_excused_one():
    assert paths(draw(line("w"), "l")) == paths(draw(line("e"), "l"))


def test_what_does_not_apply_breaks_the_line():
    assert paths(draw(line("knk"), "s"))["ground"] == "M0 15H7M14 15H21"


def test_before_an_appointment_there_is_no_line():
    drawing = draw(line("..kk"), "s")
    assert (paths(drawing)["ground"], drawing.width) == ("M14 15H28", 28)


def test_the_ground_is_strong_up_to_today_and_faint_after():
    found = paths(draw(line("kkdd", today=1), "s"))
    assert (found["ground"], found["ahead"]) == ("M0 15H14", "M14 15H28")


def test_a_triangle_under_the_line_marks_today():
    assert paths(draw(line("kkdd", today=1), "s"))["now"] == "M10.5 17.5l3.5 4h-7z"


def test_a_line_wholly_ahead_has_no_marker():
    found = paths(draw(line("dd", today=-1), "s"))
    assert ("now" in found, found["ahead"], "ground" in found) == (False, "M0 15H14", False)


def test_the_marker_moves_under_a_tick_missed_today():
    drawing = draw(line("m", today=0), "s")
    assert (paths(drawing)["now"], drawing.height) == ("M3.5 23.5l3.5 4h-7z", 29)


def test_every_state_is_one_path_however_many_ticks():
    drawing = draw(line("kmlednkmledn" * 5, today=30), "s")
    assert len(drawing.marks) == 8


def test_nothing_drawn_lies_outside_the_picture():
    drawing = draw(line("kmledukmled", today=1), "m")
    assert (drawing.width, drawing.height) == (110, 38)


def test_a_slot_shows_shares_of_what_was_owed():
    slot = Slot({"on_time": 8, "late": 2})
    found = paths(draw(Line([slot]), "l"))
    assert (found["kept"], found["late"]) == ("M2.5 9.4h12v33.6h-12z", "M2.5 1h12v8.4h-12z")


def test_below_the_line_a_slot_is_ten_times_as_steep():
    slot = Slot({"on_time": 95, "missed": 5})
    assert paths(draw(Line([slot]), "l"))["lost"] == "M2.5 45h12v8h-12z"


def test_ten_per_cent_missed_reach_the_full_depth_and_more_stay_there():
    tenth = Slot({"on_time": 90, "missed": 10})
    all_missed = Slot({"missed": 7})
    assert (
        paths(draw(Line([tenth]), "l"))["lost"]
        == paths(draw(Line([all_missed]), "l"))["lost"]
        == "M2.5 45h12v16h-12z"
    )


def test_one_miss_in_900_is_still_seen():
    slots = [Slot({"on_time": 899, "missed": 1})]
    assert paths(draw(Line(slots), "s"))["lost"] == "M1 17h5v1.5h-5z"


def test_one_late_in_900_is_still_seen():
    slots = [Slot({"on_time": 899, "late": 1})]
    found = paths(draw(Line(slots), "s"))
    assert (found["kept"], found["late"]) == ("M1 2.5h5v12.5h-5z", "M1 1h5v1.5h-5z")


def test_a_slot_with_work_still_due_shows_what_is_done_in_its_outline():
    found = paths(draw(Line([Slot({"on_time": 1, "due": 1})]), "s"))
    assert (found["due"], found["kept"]) == ("M1.6 14.8v-13.4h3.8v13.4", "M1 8h5v7h-5z")


def test_an_empty_slot_leaves_the_line_whole():
    slots = [Slot({"on_time": 1}), Slot({}), Slot({"on_time": 1})]
    assert paths(draw(Line(slots), "s"))["ground"] == "M0 15H21"


def test_a_slot_in_which_nothing_applied_breaks_the_line():
    slots = [Slot({"on_time": 1}), Slot({"not_applicable": 3}), Slot({"on_time": 1})]
    assert paths(draw(Line(slots), "s"))["ground"] == "M0 15H7M14 15H21"


def test_an_excused_slot_is_a_dot():
    assert paths(draw(Line([Slot({"excused": 2})]), "s"))["excused"] == (
        "M1 11a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0 -5 0z"
    )


def test_a_place_never_covered_is_hatched_under_its_whole_line():
    found = paths(draw(Line([Slot({}), Slot({})], never=True), "c"))
    assert found == {
        "missed": "M0 18h34v6h-34z"
        + "".join(f"M{x} 24l6 -6" for x in range(0, 29, 4))
        + "M32 24l2 -2",
        "ground": "M0 16H34",
    }


def test_an_empty_line_draws_nothing():
    assert draw(Line([]), "s") == Drawing(0, 24, ())
