from django.utils.translation import override

from dutyline.toolkit.ui.line import Line, Slot, Tick, line_svg, say

NOVEMBER = [
    *[Tick("on_time")] * 15,
    Tick("late"),
    Tick("missed"),
    *[Tick("due")] * 6,
    Tick("excused"),
]


def test_the_sentence_counts_exactly():
    assert say(Line(NOVEMBER, period="November")) == (
        "Duty line for November: 24 obligations; 15 on time, 1 late, 1 missed, 6 due, 1 excused"
    )


def test_the_sentence_is_chinese_in_chinese():
    with override("zh-hans"):
        assert say(Line(NOVEMBER, period="11月")) == (
            "责任线（11月）：共24项，按时15项、迟做1项、未做1项、应做6项、免责1项"
        )


def test_one_obligation_is_said_in_the_singular():
    assert say(Line([Tick("late")])) == "Duty line: 1 obligation; 1 late"


def test_slots_are_counted_like_ticks():
    slots = [Slot({"on_time": 899, "missed": 1}), Slot({"on_time": 100, "waived": 2}), None]
    assert say(Line(slots)) == "Duty line: 1002 obligations; 999 on time, 1 missed, 2 waived"


def test_a_line_without_obligations_says_so():
    assert say(Line([])) == "Duty line: nothing owed"


def test_a_place_never_covered_says_so():
    assert say(Line([Slot({})], period="2026", never=True)) == "Duty line for 2026: never covered"


def test_a_round_brings_its_own_sentence():
    assert say(Line([Tick("on_time")], label="1 of 18 items conform")) == "1 of 18 items conform"


def test_a_head_on_paper_is_12_mm_high_black_and_self_contained():
    svg = line_svg(Line([Tick("on_time"), Tick("late")]), "l", print=True)
    assert svg == (
        '<svg xmlns="http://www.w3.org/2000/svg" width="6.5806mm" height="12mm" '
        'viewBox="0 0 34 62"><title>Duty line: 2 obligations; 1 on time, 1 late</title>'
        '<path fill="#000" d="M2.5 1h12v42h-12z"/><path fill="#808080" d="M19.5 22h12v21h-12z"/>'
        '<path fill="none" stroke="#000" stroke-width="1.5" d="M0 43H34"/></svg>'
    )


def test_a_row_on_paper_is_5_mm_high():
    assert ' height="5mm" ' in line_svg(Line([Tick("missed")]), "s", print=True)


def test_words_in_a_standalone_line_are_escaped():
    svg = line_svg(Line([Tick("on_time")], label="<a & b>"), "s")
    assert "<title>&lt;a &amp; b&gt;</title>" in svg
