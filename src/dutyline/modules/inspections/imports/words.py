"""What people write for states, grades and the like."""

from dutyline.modules.inspections.imports.languages import choices_of
from dutyline.modules.inspections.models import (
    Basis,
    FindingState,
    Grade,
    Nature,
    Origin,
    Risk,
)

CHOICES = {
    "state": choices_of(
        FindingState.choices,
        {
            "registered": "open|new|未整改|待整改|未完成|否|×|✗|no",
            "in_work": "in progress|整改中|正在整改|限期整改",
            "reported": "待复查|待验收|已整改待复查",
            "verified": "复查合格|已复查|已验收|验收合格",
            "closed": (
                "done|completed|fixed|yes|已整改|整改完成|已完成|完成|已销号|销号|已关闭|关闭|"
                "闭环|已闭环|现场处置|现场整改|立即整改|立查立改|已处理|整改完毕|是|√|✓"
            ),
            "void": "cancelled|作废|误报",
        },
    ),
    "grade": choices_of(
        Grade.choices,
        {
            "general": (
                "minor|一般|一般隐患|一般事故隐患|3|3级|三级|Ⅲ级|Ⅲ|一般3级|4|4级|四级|轻微|"
                "较小|C|C级|D|D级"
            ),
            "major": "critical|重大|重大隐患|重大事故隐患",
        },
    ),
    "risk": choices_of(
        Risk.choices,
        {
            "red": "重大风险|红|红色",
            "orange": "较大|较大风险|橙|橙色",
            "yellow": "一般|一般风险|黄|黄色",
            "blue": "低|低风险|蓝|蓝色",
        },
    ),
    "nature": choices_of(
        Nature.choices,
        {
            "people": "人|人的不安全行为",
            "things": "物|物的不安全状态",
            "environment": "环|环境|环境的不安全因素",
            "management": "管|管理|管理缺陷",
        },
    ),
    "basis": choices_of(Basis.choices, {"management": "基础管理", "site": "现场管理"}),
    "origin": choices_of(Origin.choices, {}),
}
