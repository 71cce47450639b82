"""The facts a ledger can tell, under the names people give them."""

from dutyline.kernel.registry.imports import Field
from dutyline.modules.inspections.imports.header_words import made_names
from dutyline.modules.inspections.operations.ledger_columns import COLUMNS
from dutyline.toolkit.spreadsheets.wording import plain
from dutyline.toolkit.wording import in_every_language

REQUIRED = frozenset({"title", "found_at"})
OTHER_NAMES: dict[str, str] = {
    "number": "Number|Finding no.|Ref|Ref no.|Reference no.|Hazard no.|编号|隐患编号",
    "found_at": (
        "Date|Date found|Inspection date|Date raised|Date identified|Date reported|Date observed|"
        "Observation date|Date issued|Issue date|Date order issued|Raised on|Identified on|"
        "检查日期|检查时间|排查日期|排查时间|发现日期|"
        "日期|发现时间|隐患发现时间|隐患排查时间|登记日期|登记时间|巡查日期|检查日|时间"
    ),
    "unit_code": "Department code|单位编码|部门编码",
    "unit": (
        "Department|Site|Business unit|单位|部门|受检单位|被检查单位|所属单位|所属部门|项目|"
        "受检部门|被检部门|被检查部门|隐患单位|隐患部门|隐患所在单位|隐患所在部门|所在单位|"
        "所在部门|车间|单位名称|部门名称"
    ),
    "place_code": "Equipment code|设备编号|位号|场所编码",
    "place": (
        "Location|Area|Work area|Area inspected|Location of hazard|部位|地点|隐患部位|检查部位|"
        "场所|区域|位置|隐患地点|检查地点|隐患位置|隐患所在位置|区域/部位|检查区域"
    ),
    "spot": "具体位置|具体部位",
    "thing": "Equipment|Object|设备|设备名称|对象",
    "title": (
        "Finding|Problem|Contravention|Hazard|Hazard description|Finding description|Issue|"
        "Observation|Deficiency|Hazard identified|Issue description|Description of hazard|"
        "Description of finding|Description of issue|What was found|Non-conformity|Nonconformity|"
        "Unsafe condition|问题描述|隐患描述|隐患内容|存在问题|存在的问题|问题|隐患情况|检查情况|"
        "问题及隐患|隐患|隐患名称|事故隐患|安全隐患|隐患情况描述|隐患内容描述|问题隐患|隐患问题|"
        "问题内容|检查问题|发现问题|检查发现问题|存在隐患|不符合项"
    ),
    "description": "Details|Remarks|详细描述|备注|说明",
    "kind": (
        "Type of inspection|检查类型|检查形式|排查类型|检查类别|检查方式|检查名称|隐患来源|问题来源"
    ),
    "finder_names": (
        "Inspector|Raised by|Reported by|Identified by|Observed by|Inspected by|Auditor|检查人|"
        "检查人员|排查人|发现人|检查单位/检查人|检查部门|检查单位|检查组|排查人员|排查部门|"
        "巡查人|巡检人"
    ),
    "category": "Type|隐患类别|类别|隐患类型|问题类别|专业|隐患分类|所属类别",
    "clause": (
        "Legislation|Legislation applied|Clause|Regulation|Reference|依据|检查依据|违反条款|"
        "法律依据|标准条款"
    ),
    "grade": (
        "Level|Severity|Priority|Hazard level|Classification|隐患级别|隐患等级|级别|等级|"
        "隐患分级|隐患程度|严重程度|隐患性质|问题等级|分级"
    ),
    "risk": "Risk|Risk rating|Risk level|Risk grade|风险等级|风险级别",
    "risk_note": "风险评价|风险分析",
    "accident_type": (
        "Accident type|可能导致的事故|可能造成的后果|事故类型|可能事故类型|可能导致后果"
    ),
    "measures": (
        "Corrective action|Action|Action required|Required action|Actions|Recommendation|"
        "Recommended action|Corrective measures|Remedial action|Control measures|整改措施|"
        "整改要求|整改措施/要求|治理措施|措施|整改方案|整改建议|处理措施|纠正措施|治理方案|"
        "整改内容"
    ),
    "interim_control": "临时措施|临时管控措施|监控措施|防范措施",
    "owner_unit": (
        "责任单位|责任部门|整改单位|整改责任单位|整改部门|整改责任部门|责任车间|落实部门|"
        "责任单位/部门"
    ),
    "owner": (
        "Owner|Assigned to|Responsible|Action by|Action owner|Responsible person|"
        "Person responsible|Assignee|责任人|整改责任人|整改人|整改负责人|落实人|负责人|"
        "整改负责人签字"
    ),
    "due_on": (
        "Due|Due date|Target date|Deadline|Due by|Target completion date|Completion due|整改期限|"
        "整改时限|限期|要求完成时间|计划完成时间|完成期限|整改完成期限|整改截止时间|整改截止日期|"
        "限期整改时间|计划整改时间|要求整改时间|整改时间要求|限改日期|限期时间|限期日期|"
        "整改要求时间"
    ),
    "funds_planned": "Budget|资金|整改资金|资金投入|计划资金",
    "funds_actual": "Cost|实际资金|实际费用",
    "contingency_plan": "预案|应急预案|应急措施",
    "progress": (
        "Progress|整改情况|整改结果|落实情况|整改进展|完成情况|整改落实情况|治理情况|整改完成情况"
    ),
    "repaired_on": (
        "Completed|Done|Date actioned|Actual completion date|Completed on|Date fixed|"
        "Completion date|Date completed|整改完成时间|完成时间|整改完成日期|完成日期|整改时间|"
        "实际完成时间|实际整改时间|实际完成日期|实际整改完成时间|整改日期|整改完成日"
    ),
    "verifier": (
        "Verified by|Checked by|Signed off by|Closed out by|Accepted by|复查人|验收人|复查人员|"
        "验收人员|复核人|验证人|复检人|确认人|销号人员"
    ),
    "verified_on": (
        "Date verified|Verification date|Sign-off date|复查日期|复查时间|验收时间|验收日期|"
        "验证时间|验证日期|复检时间|复检日期|复查验收时间"
    ),
    "opinion": (
        "Verification|复查结果|复查情况|验收情况|验收意见|复查意见|验收结果|验证结果|复检结果|"
        "复查结论|验收结论|验证情况"
    ),
    "state": (
        "Status|状态|销号|整改状态|是否整改|是否销号|销号情况|是否完成|完成状态|闭环情况|"
        "是否闭环|隐患状态|治理状态|整改状况|完成与否"
    ),
    "closed_on": "Closed on|Closed date|Date closed|Closing date|销号日期|销号时间|关闭日期",
    "closed_by": "销号人",
    "days_over": "超期天数|逾期天数",
    "staff_told_on": "通报日期",
    "authority_on": "上报日期",
    "authority_number": "上报编号",
}
"""Names beside our own labels, parted by a bar."""


_LISTED = {key: names.split("|") for key, names in OTHER_NAMES.items()}
_OURS = {name for column in COLUMNS for name in in_every_language(column.label)}
_TAKEN = {plain(name) for name in (*_OURS, *(each for names in _LISTED.values() for each in names))}


def _others(key: str) -> list[str]:
    """Return what is listed, then what its words make and no other field is called."""
    made = (name for name in made_names(key) if plain(name) not in _TAKEN)
    return [*_LISTED.get(key, ()), *dict.fromkeys(made)]


FIELDS = tuple(
    Field(
        column.key,
        column.label,
        (*in_every_language(column.label), *_others(column.key)),
        required=column.key in REQUIRED,
    )
    for column in COLUMNS
)
