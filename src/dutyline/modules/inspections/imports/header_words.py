"""Column names of Chinese ledgers, put together from the words they are made of.

No two plants name their columns alike, yet all choose from the same few words: whose, what,
when. Listing every choice by hand would always leave out the next ledger's.
"""

from itertools import product

from dutyline.modules.inspections.imports.header_words_en import MADE_EN

DAY = "日期|时间"
LIMIT = "期限|时限|限期|截止日期|截止时间|截止日"
WHO = "人|人员|人姓名|人签字|人签名|负责人|责任人"
WHERE = "单位|部门|车间|科室|班组|责任单位|责任部门"
LOOKED = "检查|排查|发现|巡查|巡检|督查|隐患发现|隐患排查|登记|上报"
MENDED = "整改|治理|隐患整改|隐患治理|整改落实|落实|处理|处置"
CHECKED = "验收|复查|验证|复核|复检|核查|确认|销号|整改验收|整改复查|治理验收|隐患验收|验收复查"
WRONG = "隐患|问题|事故隐患|安全隐患|隐患问题|问题隐患|问题及隐患|安全问题|存在问题|存在隐患"
PLANNED = (
    "计划|计划完成|计划整改|计划整改完成|计划治理|要求|要求完成|要求整改|要求整改完成|限期|限期整改|"
    "限期完成|预计|预计完成|预计整改|预计整改完成|拟完成|应完成|应整改|规定整改|规定完成"
)
DONE = (
    "完成|整改完成|治理完成|实际|实际完成|实际整改|实际整改完成|实际治理|实际治理完成|"
    "隐患消除|消除|整改完毕|整改到位"
)

MADE: dict[str, tuple[tuple[str, str], ...]] = {
    "found_at": ((LOOKED, DAY),),
    "finder_names": (
        (
            "检查|排查|发现|巡查|巡检|督查|隐患发现|隐患排查|上报|报告",
            "人|人员|者|人姓名|人签字|人签名",
        ),
        ("检查|排查|发现|巡查|督查", "部门|单位|组|小组|单位及人员|部门及人员|部门/人员|单位/人员"),
    ),
    "unit": (
        (
            "受检|被检|被检查|受检查|被查|隐患所在|隐患所属|问题所属|所在|所属|责任归属",
            "单位|部门|车间",
        ),
    ),
    "place": (
        (
            "隐患|问题|检查|排查|隐患所在|问题所在|所在|发现|隐患存在|存在|事故隐患|巡查",
            (
                "部位|地点|位置|场所|区域|地段|部位或场所|场所部位|场所/部位|部位/场所|地点/部位|"
                "部位/地点|区域/部位|部位及场所|地点及部位"
            ),
        ),
    ),
    "title": (
        (
            WRONG,
            (
                "描述|内容|情况|名称|具体情况|具体内容|具体描述|情况描述|内容描述|详情|详细情况|"
                "现象|概述|简述|表现|主要内容|基本情况|现状|项目"
            ),
        ),
        (
            "检查|排查|检查出的|查出的|排查出的|发现的|检查发现的|主要|具体",
            "问题|隐患|隐患内容|问题描述",
        ),
    ),
    "category": ((WRONG, "类别|类型|分类|种类|所属类别|专业|所属专业"),),
    "grade": ((WRONG, "级别|等级|分级|程度|定级|评估|评级|评定|评估定级|评估分级|分级结果|大小"),),
    "kind": (("检查|排查|隐患排查|巡查", "类型|形式|类别|方式|种类|性质|名称|来源"),),
    "measures": (
        (
            "整改|治理|处理|处置|纠正|隐患整改|隐患治理|采取的|拟采取的|应采取的",
            "措施|方案|要求|建议|办法|方法|意见|内容|措施及要求|措施和要求|措施及方案|要求及措施",
        ),
    ),
    "interim_control": (
        (
            "临时|防范|管控|监控|安全防范|整改前|整改期间|治理期间",
            "措施|防范措施|管控措施|监控措施",
        ),
    ),
    "owner": ((f"{MENDED}|责任|整改责任|治理责任|隐患责任", WHO),),
    "owner_unit": ((f"{MENDED}|责任|整改责任|治理责任|主责|隐患责任", WHERE),),
    "due_on": (
        (
            f"{MENDED}|完成|整改完成|治理完成|计划|计划完成|计划整改|要求|要求完成|要求整改|规定",
            LIMIT,
        ),
        (PLANNED, DAY),
        (
            "整改|治理|完成|整改完成",
            "完成期限|完成时限|完成限期|时间要求|要求时间|要求日期|完成截止时间",
        ),
    ),
    "repaired_on": (
        (DONE, DAY),
        ("整改|治理", "结束日期|结束时间|完成日"),
        ("完成|整改完成", "情况及时间"),
    ),
    "verifier": ((CHECKED, WHO),),
    "verified_on": ((CHECKED, DAY),),
    "opinion": ((CHECKED, "结果|情况|意见|结论|评价|情况说明"),),
    "progress": (
        (
            "整改|治理|隐患整改|隐患治理|处理|落实|整改落实",
            "情况|结果|进展|进度|完成情况|落实情况|情况说明|效果",
        ),
    ),
    "state": (
        ("隐患|整改|治理|闭环|处理|问题|当前|完成|销号", "状态|状况"),
        (
            "是否",
            "整改|完成|销号|闭环|整改完成|已整改|已完成|已销号|关闭|治理完成|整改到位|完成整改",
        ),
        ("销号|闭环|整改销号|隐患销号", "情况|标识"),
    ),
    "closed_on": (("销号|闭环|关闭|隐患销号|消号", DAY),),
    "funds_planned": (
        (
            "整改|治理|隐患整改|隐患治理|投入|所需|计划|计划投入|预计|预计投入|预算",
            "资金|经费|费用|金额|资金额",
        ),
        ("资金|经费|费用", "投入|落实|预算|保障|来源及金额|落实情况|估算|额度"),
    ),
    "funds_actual": (("实际|实际投入|实际整改|实际支出|已投入|实际使用", "资金|经费|费用|金额"),),
    "contingency_plan": (
        (
            "应急|应急处置|预案|隐患应急|整改应急|安全",
            "预案|处置措施|保障措施|处置方案|落实|落实情况|措施",
        ),
    ),
}
"""By field the words that begin such a name and those that end it, parted by bars."""


def made_names(key: str) -> tuple[str, ...]:
    """Return every name of a column that the words of a field make."""
    return tuple(
        (begun + gap + ended).strip()
        for made, gap in ((MADE, ""), (MADE_EN, " "))
        for begins, ends in made.get(key, ())
        for begun, ended in product(begins.split("|"), ends.split("|"))
    )
