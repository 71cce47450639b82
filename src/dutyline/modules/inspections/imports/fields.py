"""The facts a ledger can tell, under the names people give them."""

from dutyline.kernel.registry.imports import Field
from dutyline.modules.inspections.imports.languages import in_every_language
from dutyline.modules.inspections.operations.ledger_columns import COLUMNS

REQUIRED = frozenset({"title", "found_at"})
OTHER_NAMES: dict[str, str] = {
    "number": "Number|Finding no.|编号|隐患编号",
    "found_at": "Date|Date found|Inspection date|检查日期|检查时间|排查日期|排查时间|发现日期|日期",
    "unit_code": "Department code|单位编码|部门编码",
    "unit": "Department|单位|部门|受检单位|被检查单位|所属单位|所属部门|项目",
    "place_code": "Equipment code|设备编号|位号|场所编码",
    "place": "Location|Area|部位|地点|隐患部位|检查部位|场所|区域|位置",
    "spot": "具体位置|具体部位",
    "thing": "Equipment|Object|设备|设备名称|对象",
    "title": (
        "Finding|Problem|Contravention|问题描述|隐患描述|隐患内容|存在问题|存在的问题|问题|"
        "隐患情况|检查情况|问题及隐患|隐患"
    ),
    "description": "Details|详细描述|备注|说明",
    "kind": "Type of inspection|检查类型|检查形式|排查类型|检查类别",
    "finder_names": "Inspector|检查人|检查人员|排查人|发现人|检查单位/检查人",
    "category": "Type|隐患类别|类别|隐患类型|问题类别|专业",
    "clause": "Legislation|Reference|依据|检查依据|违反条款|法律依据|标准条款",
    "grade": "Level|Severity|隐患级别|隐患等级|级别|等级|隐患分级",
    "risk": "Risk|风险等级|风险级别",
    "risk_note": "风险评价|风险分析",
    "accident_type": "Accident type|可能导致的事故|可能造成的后果|事故类型|可能事故类型",
    "measures": "Corrective action|Action|整改措施|整改要求|整改措施/要求|治理措施|措施",
    "interim_control": "临时措施|临时管控措施|监控措施|防范措施",
    "owner_unit": "责任单位|责任部门|整改单位|整改责任单位|整改部门",
    "owner": "Owner|Assigned to|责任人|整改责任人|整改人|整改负责人",
    "due_on": "Due|Due date|整改期限|整改时限|限期|要求完成时间|计划完成时间|完成期限",
    "funds_planned": "Budget|资金|整改资金|资金投入|计划资金",
    "funds_actual": "Cost|实际资金|实际费用",
    "contingency_plan": "预案|应急预案|应急措施",
    "progress": "Progress|整改情况|整改结果|落实情况|整改进展|完成情况",
    "repaired_on": (
        "Completed|Done|整改完成时间|完成时间|整改完成日期|完成日期|整改时间|实际完成时间"
    ),
    "verifier": "Verified by|复查人|验收人|复查人员|验收人员|复核人",
    "verified_on": "复查日期|复查时间|验收时间|验收日期",
    "opinion": "Verification|复查结果|复查情况|验收情况|验收意见|复查意见|验收结果",
    "state": "Status|状态|销号|整改状态|是否整改|是否销号|销号情况",
    "closed_on": "Closed on|销号日期|销号时间|关闭日期",
    "closed_by": "销号人",
    "days_over": "超期天数|逾期天数",
    "staff_told_on": "通报日期",
    "authority_on": "上报日期",
    "authority_number": "上报编号",
}
"""Names beside our own labels, parted by a bar."""


def _others(key: str) -> list[str]:
    return OTHER_NAMES[key].split("|") if key in OTHER_NAMES else []


FIELDS = tuple(
    Field(
        column.key,
        column.label,
        (*in_every_language(column.label), *_others(column.key)),
        required=column.key in REQUIRED,
    )
    for column in COLUMNS
)
