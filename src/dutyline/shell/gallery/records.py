"""Sample records: one finding's story, a ledger, what is owed, numbers."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html

from dutyline.shell.gallery.lines import ticks
from dutyline.shell.gallery.words import say
from dutyline.toolkit.ui.line import Line
from dutyline.toolkit.ui.parts import DemoPerson, Due, Entry, Event, Link, Photo, Stat, Step, Tab

NOW = datetime(2026, 11, 20, 12, 4, tzinfo=timezone.get_default_timezone())
"""The samples' own clock, so that the page never changes."""


def due_items() -> list[Due]:
    """Return what the sample person owes: missed, today, later."""
    return [
        Due(
            "missed",
            say("Verify the repair: guard rail, platform 3", "复查整改：三号平台护栏"),
            "#verify",
            say(
                "F-2026-0418 · repaired by Liu Yang on 16 Nov",
                "F-2026-0418 · 刘洋 11月16日完成整改",
            ),
            NOW.date() - timedelta(days=2),
            say("Verify", "复查"),
            main=True,
        ),
        Due(
            "due",
            say("Weekly inspection of the reactor floor", "反应区每周检查"),
            "#round",
            say("18 items · last week 2 hidden dangers", "18项 · 上周发现2项隐患"),
            NOW.replace(hour=18, minute=0),
            say("Start round", "开始检查"),
        ),
        Due(
            "due",
            say("Decide an extension for F-2026-0431", "审批延期：F-2026-0431"),
            "#decide",
            say(
                "Liu Yang asks for 5 days; spare valve in transit", "刘洋申请延期5天，备用阀门在途"
            ),
            NOW.date() + timedelta(days=3),
            say("Decide", "审批"),
        ),
    ]


def by_duty() -> list[tuple[Link, Line, str]]:
    """Return small lines with a name and a count."""
    return [
        (Link(say("Weekly inspection", "每周检查")), Line(ticks("kkkd"), 2), "3/3"),
        (Link(say("Walk with the shift", "跟班巡查")), Line(ticks("kklkke")), "4/5"),
        (Link(say("Verify repairs in time", "按时复查整改")), Line(ticks("kkmd"), 2), "2/3"),
    ]


def steps() -> list[Step]:
    """Return the path of a finding that waits for its verification too long."""
    return [
        Step(say("Found", "发现"), "done", say("10 Nov", "11月10日"), say("Wang Jun", "王军")),
        Step(say("Graded", "定级"), "done", say("10 Nov", "11月10日"), say("Sun Li", "孙丽")),
        Step(
            say("Assigned", "交办"), "done", say("11 Nov", "11月11日"), say("to Liu Yang", "刘洋")
        ),
        Step(
            say("Repaired", "整改"), "late", say("18 Nov", "11月18日"), say("1 day late", "迟1天")
        ),
        Step(
            say("Verify", "复查"), "over", say("2 days over", "超2天"), say("Chen Guowei", "陈国伟")
        ),
        Step(say("Close", "销号"), "to_come"),
    ]


def five() -> list[Entry]:
    """Return the five implementations of a finding."""
    return [
        Entry(
            say("Responsibility", "责任"),
            say("Liu Yang", "刘洋"),
            say("Leader, shift team A. Verifier: Chen Guowei", "甲班班长。复查人：陈国伟"),
        ),
        Entry(
            say("Measures", "措施"),
            say("Fixed two-bar rail, toe board", "安装双道固定护栏和踢脚板"),
            say("Height 1,100 mm; GB 4053.3", "高1100毫米；GB 4053.3"),
        ),
        Entry(
            say("Funds", "资金"),
            say("¥3,200 of ¥3,500", "¥3,200 / ¥3,500"),
            say("Workshop safety budget", "车间安全费用"),
        ),
        Entry(
            say("Time limit", "时限"),
            say("By 17 Nov", "11月17日前"),
            say("Done 16 Nov, 1 day early", "11月16日完成，提前1天"),
        ),
        Entry(
            say("Plan", "预案"),
            say("Rope barrier, no lone work", "拉绳隔离，禁止单人作业"),
            say("In place 10 – 16 Nov", "11月10日至16日执行"),
        ),
    ]


def applied() -> list[Entry]:
    """Return numbers of a due-diligence file."""
    return [
        Entry(
            say("Duties applied", "适用职责"), "11", say("6 from law, 5 own", "法定6项，自定5项")
        ),
        Entry(
            say("Signed", "已签署"), "3/3", say("letter, card, authority", "责任书、说明书、授权书")
        ),
        Entry(
            say("Checked", "已检查"),
            "118",
            say("rounds · 34 dangers found", "次检查 · 发现隐患34项"),
            "#checked",
        ),
    ]


def events() -> list[Event]:
    """Return what happened to a finding, newest first."""
    chen, liu = say("Chen Guowei", "陈国伟"), say("Liu Yang", "刘洋")
    told = say("Verification is overdue. {} was told.", "复查超期，已通知{}。")
    reported = say("{} reported the repair, with 1 photo.", "{}上报整改完成，照片1张。")
    notice = say(
        "Notice ZG-2026-0418 sent to {}, due 17 Nov.",
        "整改通知书ZG-2026-0418已送达{}，限11月17日前。",
    )
    return [
        Event(NOW - timedelta(days=1, hours=12), format_html(f"{told}", bold(chen)), "breach"),
        Event(
            NOW - timedelta(days=3, hours=20),
            format_html(f"{reported}", bold(liu)),
            quote=say(
                "Rail welded and painted. Pull test 100 kg, no movement.",
                "护栏已焊接并涂漆，100公斤拉力试验无位移。",
            ),
        ),
        Event(NOW - timedelta(days=9), format_html(f"{notice}", bold(liu)), "system"),
    ]


def bold(name: str) -> str:
    """Return a name in bold."""
    return format_html("<b>{}</b>", name)


def pictures() -> tuple[Photo, Photo]:
    """Return a photo before, and the frame of one that is still to come."""
    return (
        Photo(
            say("Before", "整改前"),
            static("shell/sample-photo.svg"),
            say("Platform with a gap in its rail", "平台护栏有缺口"),
            NOW - timedelta(days=10),
            say("Wang Jun", "王军"),
        ),
        Photo(say("After", "整改后"), who=say("waits for Liu Yang", "等待刘洋上传")),
    )


def facts() -> list[Entry]:
    """Return facts about a finding."""
    return [
        Entry(
            say("Place", "场所"),
            say("Platform 3, Polymerisation Workshop", "聚合车间三号平台"),
            url="#place",
        ),
        Entry(say("Category", "类别"), say("Things: edge protection", "物：临边防护")),
        Entry(say("Clause", "依据"), "GB 4053.3, 4.1", say("recalled", "待核实")),
    ]


def figures() -> list[Stat]:
    """Return a stats row."""
    return [
        Stat(
            say("Found", "发现"),
            "355",
            say("12% reported by the front line", "一线上报占12%"),
            "#found",
        ),
        Stat(say("Closed", "销号"), "327", say("64 open, 9 overdue", "未销号64，超期9"), "#closed"),
        Stat(say("Rectified on time", "按时整改率"), "91%", say("target 95%", "目标95%")),
        Stat(
            say("Mean days to close", "平均销号天数"),
            "6.4",
            say("7.1 in the half-year before", "上半年7.1"),
            unit=say("days", "天"),
        ),
        Stat(say("Repeats", "重复"), "11", say("same place, same category", "同场所同类别")),
    ]


def views() -> Sequence[Tab]:
    """Return saved views."""
    return [
        Tab(say("All open", "全部未销号"), "#tabs", 64, current=True),
        Tab(say("Overdue", "超期"), "#tabs", 9),
        Tab(say("To verify", "待复查"), "#tabs", 7),
        Tab(say("Major", "重大"), "#tabs", 2),
        Tab(say("Night shift, my view", "夜班（自存）"), "#tabs", "999+"),
    ]


def people() -> list[DemoPerson]:
    """Return people to look around as."""
    return [
        DemoPerson(
            "zhao",
            say("Zhao Min", "赵敏"),
            say("Principal, Lanjiang Chemical Group", "澜江化工集团主要负责人"),
            Line(ticks("k" * 15 + "lkkkk")),
        ),
        DemoPerson(
            "liu",
            say("Liu Yang", "刘洋"),
            say("Leader, Shift team A", "甲班班长"),
            Line(ticks("kklkkmkkkkklkmkkk")),
        ),
        DemoPerson("li", say("Li Na", "李娜"), say("Visitor without rights", "无权限访客")),
    ]
