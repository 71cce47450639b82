"""The page that shows every component: the designer's proof and the tester's first stop."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from dutyline.shell.frame import DockItem, Frame, NavSection, OwnLine
from dutyline.shell.gallery import figures, forms, ledger, lines, records
from dutyline.shell.gallery.labels import labels
from dutyline.shell.gallery.words import say
from dutyline.toolkit.ui.icons import ICONS
from dutyline.toolkit.ui.line import State
from dutyline.toolkit.ui.parts import Link, NavLink, Sorting

SWATCHES = (
    "paper",
    "sheet",
    "sunk",
    "rule",
    "edge",
    "ink",
    "ink-2",
    "ink-3",
    "pine",
    "pine-soft",
    "plum",
    "plum-soft",
    "mauve",
)


def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component once, in its states; sample data only, open to everybody."""
    before, after = records.pictures()
    context = {
        "frame": _frame(),
        "w": labels(),
        "icons": list(ICONS),
        "now": records.NOW,
        "states": list(State),
        "sizes": [(size, lines.mixed()) for size in ("xs", "s", "b", "c", "m", "l")],
        "busy": lines.busy(),
        "one": lines.one_in_900(),
        "year": lines.year(),
        "month": lines.month(),
        "places": lines.places(),
        "months": [say("Jun", "6月"), say("Aug", "8月"), say("Oct", "10月")],
        "place_head": (say("Place", "场所"), say("Rounds done", "已检查")),
        "by_duty": records.by_duty(),
        "due_items": records.due_items(),
        "count_urls": {"late": "#late", "missed": "#missed", "on_time": "#kept"},
        "swatches": SWATCHES,
        "findings": ledger.findings(),
        "columns": ledger.columns(),
        "sorting": Sorting("found", descending=True),
        "bar": ledger.bar(),
        "views": records.views(),
        "page_of": Paginator(range(4200), 50).page(7),
        "steps": records.steps(),
        "five": records.five(),
        "applied": records.applied(),
        "events": records.events(),
        "before": before,
        "after": after,
        "facts": records.facts(),
        "figures": records.figures(),
        "charts": [figures.bars(), figures.line(), figures.rows()],
        "heat": figures.heat(),
        "form": forms.fresh(),
        "returned": forms.returned(),
        "people": records.people(),
        "own_line": OwnLine(records.people()[0].line, 15, 17),
        "crumb_links": [
            Link(say("Lanjiang Chemical Group", "澜江化工集团"), "#"),
            Link(say("Lanjiang Resin Co.", "澜江树脂公司"), "#"),
        ],
    }
    # In the samples' own zone: whoever looks, from wherever, sees the same page.
    with timezone.override(records.NOW.tzinfo):
        return render(request, "shell/gallery/page.html", context)


def _frame() -> Frame:
    return Frame(
        sections=(
            NavSection(
                say("Mine", "我的"),
                (
                    NavLink(say("My duties", "我的责任"), "#mine", 4),
                    NavLink(say("To verify", "待我复查"), "#verify", 3),
                ),
            ),
            NavSection(
                say("The line", "责任链"),
                (
                    NavLink(say("Line board", "责任看板"), "#board"),
                    NavLink(say("People and posts", "人员与岗位"), "#people"),
                ),
            ),
            NavSection(
                say("Inspections", "检查"),
                (
                    NavLink(say("Hidden dangers", "事故隐患"), "#dangers", 64),
                    NavLink(say("Statistics", "统计"), "#statistics"),
                ),
            ),
            NavSection(
                say("Setting up", "设置"),
                (NavLink(say("Components", "组件"), "/_ui/", None, current=True),),
            ),
        ),
        dock=(
            DockItem("duties", say("Duties", "责任"), "#mine"),
            DockItem("dangers", say("Dangers", "隐患"), "#dangers", current=True),
            DockItem("report", say("Report", "上报"), "#report"),
            DockItem("line", say("Line", "看板"), "#board"),
        ),
        person_name=say("Sun Li", "孙丽"),
        post_title=say("Safety manager, Lanjiang Resin", "澜江树脂公司安全总监"),
        person_url="#person",
    )
