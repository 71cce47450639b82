"""Sample rows of the ledger of hidden dangers."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from dutyline.shell.gallery.records import NOW
from dutyline.shell.gallery.words import say
from dutyline.toolkit.ui.filters import Choice, Dimension, FilterBar, Span
from dutyline.toolkit.ui.parts import Column


@dataclass(frozen=True)
class Finding:
    """A row of the sample ledger; `done` steps of six."""

    number: str
    title: str
    place: str
    risk: int
    done: int
    state: str
    person: str
    due: datetime
    found: datetime


def findings() -> list[Finding]:
    """Return five rows, one of them overdue."""
    return [
        Finding(
            number="0436",
            title=say(
                "Gas detector GD-07 shows a fault since the night shift",
                "GD-07可燃气体探测器夜班起报故障",
            ),
            place=say("Reactor floor", "反应区"),
            risk=1,
            done=2,
            state=say("In rectification", "整改中"),
            person=say("Liu Yang", "刘洋"),
            due=NOW + timedelta(days=1),
            found=NOW,
        ),
        Finding(
            number="0435",
            title=say("Drum of peroxide stored beside the steam line", "过氧化物桶靠近蒸汽管存放"),
            place=say("Store 2", "二号库房"),
            risk=2,
            done=1,
            state=say("Assigned", "已交办"),
            person=say("Gao Feng", "高峰"),
            due=NOW + timedelta(days=3),
            found=NOW,
        ),
        Finding(
            number="0431",
            title=say(
                "Drain valve DV-03 passes, tray below is full", "DV-03排污阀内漏，接液盘已满"
            ),
            place=say("Pump bay", "泵区"),
            risk=3,
            done=2,
            state=say("Extension asked", "申请延期"),
            person=say("Liu Yang", "刘洋"),
            due=NOW + timedelta(days=3),
            found=NOW - timedelta(days=2),
        ),
        Finding(
            number="0418",
            title=say("Guard rail missing at platform 3", "三号平台缺少护栏"),
            place=say("Platform 3", "三号平台"),
            risk=2,
            done=3,
            state=say("To verify", "待复查"),
            person=say("Liu Yang", "刘洋"),
            due=NOW - timedelta(days=2),
            found=NOW - timedelta(days=10),
        ),
        Finding(
            number="0402",
            title=say("Sling without a tag in the lifting store", "吊索库有吊索无标牌"),
            place=say("Lifting store", "吊具库"),
            risk=4,
            done=1,
            state=say("Assigned", "已交办"),
            person=say("Hu Bin", "胡斌"),
            due=NOW + timedelta(days=10),
            found=NOW - timedelta(days=15),
        ),
    ]


def columns() -> list[Column]:
    """Return the heads of the ledger."""
    return [
        Column(say("No.", "编号"), css="when-roomy"),
        Column(say("What and where", "内容与场所")),
        Column(say("Risk", "风险"), sort="risk"),
        Column(say("State", "状态")),
        Column(say("Responsible", "责任人")),
        Column(say("Due", "期限"), sort="due"),
        Column(say("Found", "发现"), sort="found", css="when-roomy"),
    ]


def bar() -> FilterBar:
    """Return the filters of the ledger, one of them on."""
    states = [
        Choice("open", say("Open", "未销号"), True, 64),
        Choice("closed", say("Closed", "已销号"), False, 327),
    ]
    levels = [
        Choice("1", say("Major", "重大"), False, 2),
        Choice("2", say("Larger", "较大"), False, 17),
    ]
    return FilterBar(
        [
            Dimension("state", say("State", "状态"), states),
            Dimension("risk", say("Risk", "风险等级"), levels),
            Span("found", say("Found", "发现日期")),
        ],
        placeholder=say("Search words, place, number", "搜索文字、场所、编号"),
    )
