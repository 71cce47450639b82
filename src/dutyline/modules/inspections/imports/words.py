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
            "registered": (
                "open|new|outstanding|not closed|not done|not started|unfixed|incomplete|未整改|"
                "尚未整改|尚未整改完成|未按期整改|逾期未整改|超期未整改|待整改|未完成|未落实|未处理|"
                "未消除|未销号|未闭环|未关闭|否|×|✗|no"
            ),
            "in_work": (
                "in progress|ongoing|pending|整改中|处理中|治理中|进行中|跟进中|正在整改|"
                "正在整改中|限期整改|部分整改|部分完成|继续整改|重新整改|整改不到位|未整改到位"
            ),
            "reported": "待复查|待验收|已整改待复查",
            "verified": "复查合格|已复查|已验收|验收合格",
            "closed": (
                "done|completed|complete|fixed|resolved|yes|当场整改|当场完成|已整改完成|已整改完毕|"
                "已整改到位|整改到位|已整改合格|已落实|已消除|已修复|已整改|整改完成|已完成|完成|已销号|销号|已关闭|关闭|"
                "闭环|已闭环|现场处置|现场整改|立即整改|立查立改|已处理|整改完毕|是|√|✓"
            ),
            "void": "cancelled|作废|误报",
        },
    ),
    "grade": choices_of(
        Grade.choices,
        {
            "general": (
                "minor|一般|一般隐患|一般事故隐患|轻微|较小|较大|较大隐患|低|low|medium|moderate"
            ),
            "major": "critical|重大|重大隐患|重大事故隐患",
        },
    ),
    "risk": choices_of(
        Risk.choices,
        {
            "red": "critical|extreme|very high|severe|重大风险|红|红色|一级|1级|Ⅰ级|Ⅰ|A级|极高",
            "orange": "high|high risk|较大|较大风险|橙|橙色|二级|2级|Ⅱ级|Ⅱ|B级|高|高风险",
            "yellow": "medium|moderate|medium risk|一般|一般风险|黄|黄色|三级|3级|Ⅲ级|Ⅲ|C级|中",
            "blue": "low|low risk|minor|very low|低|低风险|蓝|蓝色|四级|4级|Ⅳ级|Ⅳ|D级",
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
RESULTS = choices_of(
    [
        (FindingState.CLOSED, FindingState.CLOSED.label),
        (FindingState.IN_WORK, FindingState.IN_WORK.label),
    ],
    {
        "closed": (
            "合格|通过|符合|符合要求|整改合格|验收合格|复查合格|复检合格|已合格|达标|已整改|已完成|完成|"
            "整改完成|整改完毕|整改到位|已整改到位|已整改完成|已整改合格|已整改完毕|已落实|已处理|已消除|"
            "已销号|已闭环|已关闭|已更换|已修复|现场整改|当场整改|立即整改|已复查|已验收|同意销号|"
            "ok|pass|passed|done|completed|fixed|closed|effective|satisfactory|√|✓"
        ),
        "in_work": (
            "不合格|未通过|不通过|不符合|不符合要求|整改不合格|复查不合格|验收不合格|未整改|未完成|未落实|"
            "整改不到位|未整改到位|整改中|正在整改|正在整改中|未消除|待整改|继续整改|重新整改|部分整改|"
            "部分完成|限期整改|open|fail|failed|pending|in progress|not done|not ok|×|✗"
        ),
    },
)
"""What a column of results says of the state, where no column of states does."""
