"""The columns of a table of post cards, as people name them."""

from collections.abc import Iterator

from dutyline.modules.responsibility.models import Part
from dutyline.modules.responsibility.operations.sheet import SHEET
from dutyline.toolkit.spreadsheets.mapping import Field
from dutyline.toolkit.wording import in_every_language

NAMED = {
    "code": "Post number|Code|岗位编码|岗位代码|岗位编号|岗位号|职位编码",
    "title": "Post title|Title|Job title|Position|岗位名称|岗位|职务|职位|职位名称|工作岗位",
    "unit": "Department|Unit name|部门|单位|所在部门|所属部门|所在单位|所属单位|车间|班组|科室",
    "deputy_posts": "Deputy posts|代理岗位|代理岗|替代岗位|顶岗岗位|替补岗位|代理岗位编码|B岗",
    "deputies": "Deputy|Deputies|Stand-in|代理人|岗位代理人|职务代理人|顶岗人|替代人|AB角",
}
ENGLISH = {
    Part.JOB: "Duties|Responsibilities|Job description",
    Part.GENERAL: "Common duties",
    Part.SAFETY: "Safety responsibilities|HSE duties|EHS duties",
    Part.AUTHORITY: "Powers|Rights",
    Part.SCOPE: "Scope|Responsibility scope|Area of responsibility",
    Part.QUALIFICATION: "Qualification|Requirements",
    Part.RISK: "Risks|Hazards",
    Part.EMERGENCY: "Emergency|Emergency response",
    Part.ASSESSMENT: "Assessment|Assessment standards|Assessment criteria",
}
CHINESE = {
    Part.JOB: "岗位职责|工作职责|主要职责|业务职责|职责",
    Part.GENERAL: "通用职责|共同职责|一般职责",
    Part.SAFETY: (
        "安全职责|安全生产职责|岗位安全职责|岗位安全生产职责|安全生产责任|安全责任|"
        "安全环保职责|HSE职责"
    ),
    Part.AUTHORITY: "权限|职权|岗位权限|工作权限|安全权限|权力|权利",
    Part.SCOPE: "责任范围|职责范围|岗位责任范围|安全责任范围|管辖范围|管理范围|工作范围",
    Part.QUALIFICATION: "任职资格|任职条件|任职要求|资格要求|岗位要求|上岗条件|持证要求",
    Part.RISK: "岗位风险|风险|主要风险|岗位危险源|主要危险源|危险因素|危害因素|安全风险",
    Part.EMERGENCY: "应急处置|应急措施|应急处置措施|岗位应急处置|应急职责|现场处置",
    Part.ASSESSMENT: (
        "考核标准|考核|考核办法|考核要求|考核内容|考核指标|岗位考核标准|安全考核标准|责任考核标准"
    ),
}
"""Names that do not say their language: they are taken for the language they are written in."""


def _fields() -> Iterator[Field]:
    others = {key: names.split("|") for key, names in NAMED.items()}
    for part in Part:
        others[f"{part.value}_en"] = ENGLISH[part].split("|")
        others[f"{part.value}_zh"] = CHINESE[part].split("|")
        label = in_every_language(part.label)
        others[f"{part.value}_en"].append(label[0])
    for column in SHEET:
        names = (*in_every_language(column.label), *others[column.key])
        yield Field(column.key, column.label, tuple(dict.fromkeys(names)))


FIELDS: tuple[Field, ...] = tuple(_fields())
