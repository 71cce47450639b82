import re
from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from dutyline.toolkit.ui.filters import Choice, Dimension, FilterBar, Span
from dutyline.toolkit.ui.line import Line, Tick
from dutyline.toolkit.ui.markup import format_rows
from dutyline.toolkit.ui.parts import Column, Due, Event, Photo, Sorting, Step
from dutyline.toolkit.ui.tags.lines import risk_mark

NOW = datetime(2026, 11, 20, 12, 4, tzinfo=UTC)


@pytest.fixture(autouse=True)
def utc():
    with timezone.override(UTC):
        yield


def flat(page: str) -> str:
    return " ".join(page.split())


def test_a_line_is_one_picture_with_a_sentence(render):
    page = render('{% duty_line line "s" %}', line=Line([Tick("on_time")]))
    assert page == (
        '<svg class="line line-s" role="img" aria-label="Duty line: 1 obligation; 1 on time" '
        'width="7" height="24" viewBox="0 0 7 24"><path class="tick-kept" d="M1 1h5v14h-5z"/>'
        '<path class="tick-ground" d="M0 15H7"/></svg>'
    )


def test_a_line_beside_its_words_is_hidden_from_those_who_hear_the_page(render):
    page = render('{% duty_line line "s" hidden=True %}', line=Line([Tick("on_time")]))
    assert ('aria-hidden="true"' in page, "aria-label" in page) == (True, False)


def test_counts_open_their_records_and_absent_states_are_left_out(render):
    line = Line([Tick("on_time"), Tick("on_time"), Tick("late")])
    page = render("{% line_counts line urls %}", line=line, urls={"late": "/late/"})
    assert re.findall(r"<span>(.*?)</span>", page) == [
        "<b>2</b> on time",
        '<a href="/late/"><b>1</b> late</a>',
    ]


def test_a_count_of_zero_can_be_asked_for(render):
    page = render('{% line_counts line zero="missed" %}', line=Line([Tick("on_time")]))
    assert page.count("<li>") == 2
    assert "<b>0</b> missed" in page


def pips(page):
    """Return how many pips of each kind are drawn: one path a kind, one stroke from M each."""
    paths = re.findall(r'<path class="pip-([a-z-]+)" d="([^"]+)"/>', page)
    return {kind: shape.count("M") for kind, shape in paths}


def test_pips_say_how_far_something_has_come(render):
    page = render('{% step_mark "To verify" 3 6 %}')
    assert pips(page) == {"done": 3, "now": 1, "to-come": 2}
    assert page.endswith("</svg>To verify</span>")


def test_a_step_that_is_late_is_drawn_so(render):
    assert pips(render('{% step_mark "Assigned" 3 6 over=True %}')) == {
        "done": 3,
        "over": 1,
        "to-come": 2,
    }


def test_what_has_ended_early_has_no_present_step(render):
    assert pips(render('{% step_mark "Void" 2 6 now=False %}')) == {"done": 2, "to-come": 4}


def test_what_is_complete_has_no_present_step(render):
    assert pips(render('{% step_mark "Closed" 6 6 %}')) == {"done": 6}


@pytest.mark.parametrize(
    ("level", "word"), [(1, "Major"), (2, "Larger"), (3, "General"), (4, "Low")]
)
def test_a_risk_level_is_a_shape_with_its_word(render, level, word):
    page = render("{% risk_mark level %}", level=level)
    assert (f"risk-{level}" in page, page.endswith(f"{word}</span>")) == (True, True)


def test_words_given_to_marks_are_escaped(render):
    page = render("{% risk_mark 1 word %}{% flag word %}{% step_mark word 1 6 %}", word="<b>")
    assert ("<b>" in page, page.count("&lt;b&gt;")) == (False, 3)


def test_a_button_with_an_address_is_a_link(render):
    page = render('{% button "Verify" "/7/" "main" css="button-row" about="guard rail" %}')
    assert page == (
        '<a class="button button-main button-row" href="/7/">Verify'
        '<span class="unseen"> guard rail</span></a>'
    )


def test_a_button_without_an_address_sends_the_form(render):
    page = render('{% button "Save" name="then" value="next" %}')
    assert page == '<button class="button" name="then" value="next">Save</button>'


def test_a_count_opens_its_records_and_zero_opens_nothing(render):
    assert render('{% count_link 3022 "/all/" broken=True %}') == (
        '<a class="broken" href="/all/">3,022</a>'
    )
    assert render('{% count_link 0 "/all/" %}') == '<span class="zero">0</span>'


def test_an_overdue_date_says_so_in_plum(render):
    page = render("{% due_date day now=now %}", day=date(2026, 11, 18), now=NOW)
    assert page == (
        '<time datetime="2026-11-18">18 Nov</time>'
        '<span class="under whole broken">2 days over</span>'
    )


def test_a_date_of_what_is_closed_says_nothing_more(render):
    page = render("{% due_date day pending=False now=now %}", day=date(2026, 11, 18), now=NOW)
    assert page == '<time datetime="2026-11-18">18 Nov</time>'


def test_a_missing_date_is_a_dash(render):
    assert render("{% due_date None %}") == '<span class="zero">–</span>'


def test_a_head_sorts_by_link_and_says_how_it_is_sorted(render):
    columns = [Column("Title"), Column("Due", sort="due", number=True)]
    page = render("{% table_head c s %}", c=columns, s=Sorting("due", descending=True))
    assert 'class="number " aria-sort="descending"><a href="?sort=due">Due' in page
    assert page.count('role="columnheader"') == 2


def test_what_was_missed_is_said_with_its_date(render):
    item = Due("missed", "Verify", "/7/", due=date(2026, 11, 18), tap="Verify", main=True)
    page = flat(render("{% due_list items now %}", items=[item], now=NOW))
    assert '<b class="broken">Was due 18 Nov</b> <span>2 days over</span>' in page
    assert (
        'class="button button-main" href="/7/">Verify<span class="unseen">: Verify</span>' in page
    )


def test_a_path_has_one_sentence_for_the_phone(render):
    steps = [
        Step("Found", "done"),
        Step("Verify", "over", "2 days over", "Chen"),
        Step("Close", "to_come"),
    ]
    page = flat(render('{% state_path steps "Path" %}', steps=steps))
    assert "<b>Step 2 of 3: Verify</b> · Chen · " in page
    assert page.count('aria-current="step"') == 1


def test_a_missing_photo_is_said(render):
    before = Photo("Before", "/p.jpg", "Platform", NOW, "Wang Jun")
    page = flat(render("{% photos before after %}", before=before, after=Photo("After")))
    assert page.count("<img") == 1
    assert "No photo yet" in page
    assert "<b>Before</b>20 Nov 12:04 · Wang Jun</figcaption>" in page.replace("2026 ", "")


def test_a_timeline_tells_people_the_system_and_breaches_apart(render):
    events = [Event(NOW, "a", "breach"), Event(NOW, "b", "system"), Event(NOW, "<c>", quote="q")]
    page = flat(render("{% timeline events %}", events=events))
    assert [
        page.count(mark) for mark in ('"breach"', '"by-system"', "<blockquote>q", "&lt;c&gt;")
    ] == [1] * 4


def test_a_filter_that_is_on_can_be_taken_away(render):
    bar = FilterBar([Dimension("state", "State", [Choice("open", "Open", True), Choice("x", "X")])])
    page = render("{% filter_bar bar %}", "/list/?state=open&q=oil", bar=bar)
    assert 'class="filter-chip" href="?q=oil">Open' in page
    assert page.count(" checked") == 1


def test_a_span_of_days_has_a_chip_for_each_end():
    span = Span("found", "Found", "2026-11-01", "2026-11-20")
    assert [(chip.label, chip.name) for chip in span.chips] == [
        ("Found since 2026-11-01", "found_from"),
        ("Found until 2026-11-20", "found_to"),
    ]


def test_a_filter_bar_without_a_placeholder_has_no_search(render):
    assert 'type="search"' not in render("{% filter_bar bar %}", bar=FilterBar())


def test_the_pager_shows_what_is_not_there_as_dashed(render):
    page = render('{% keyset_pager older="?after=7" words="1–50 of 999+" %}')
    assert page.count("button-not-yet") == 1
    assert 'href="?after=7" rel="next">Next' in page


def test_a_list_that_is_whole_on_one_page_has_no_pager(render):
    assert render("{% keyset_pager '' '' %}").strip() == ""


def test_blocks_hold_what_stands_between(render):
    page = render('{% notice "wrong" "Not saved." %}Text <b>kept</b>{% endnotice %}')
    assert page == '<div class="notice notice-wrong"><b>Not saved.</b> Text <b>kept</b></div>'


def test_a_dialog_is_named_by_its_question(render):
    page = render('{% dialog "merge" "Merge?" %}…{% enddialog %}')
    assert page == (
        '<dialog class="dialog" id="merge" aria-labelledby="merge-title">'
        '<h2 id="merge-title">Merge?</h2>…</dialog>'
    )


def test_a_message_left_with_undo_can_be_taken_back(render):
    class Message:
        message = "Assigned"
        extra_tags = "/7/undo/"

    page = flat(render("{% toasts %}", messages=[Message()]))
    assert (
        'action="/7/undo/"><input type="hidden" name="csrfmiddlewaretoken" value="token">' in page
    )


def test_lines_of_a_table_escape_words_and_keep_marks():
    rows = [{"word": "<b>&", "mark": risk_mark(1, "<i>")}, {"word": 3, "mark": ""}]
    first, second = format_rows("<td>{word}</td>{mark}\n", rows).splitlines()
    assert first.startswith("<td>&lt;b&gt;&amp;</td><span")
    assert first.endswith("&lt;i&gt;</span>")
    assert second == "<td>3</td>"
