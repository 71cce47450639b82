"""The facts an import of organisation, people or places can take from a file."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dutyline.kernel.registry.imports import Field

NUMBERS = (
    "Staff number|Staff no|Staff ID|Employee number|Employee no|Employee ID|Payroll number|"
    "Personnel no|工号|员工编号|员工工号|员工号|人员编号|人员编码|人员工号|职工编号|职工号|职工工号"
)
DEEPEST = 6
"""Levels of units a file can name side by side."""


def _names(barred: str) -> tuple[str, ...]:
    return tuple(barred.split("|"))


_LEVELS = (
    ("Parent Department", "Group", "Enterprise", "集团", "集团公司", "一级单位", "一级部门"),
    _names(
        "Organisation|Organization|Company|Organisation name|公司|单位|单位名称|公司名称|"
        "二级单位|二级部门|分公司"
    ),
    _names(
        "Unit|Department|Division|Unit name|Department name|Directorate|部门|部门名称|"
        "所属部门|所在部门|三级单位|三级部门|分厂"
    ),
    ("Workshop", "Section", "Branch", "车间", "科室", "处室", "工段", "四级单位", "四级部门"),
    ("Team", "Crew", "班组", "班组名称", "五级单位", "五级部门"),
    ("Sub-team", "小组", "六级单位", "六级部门"),
)
UNIT_NAMES = tuple(
    Field(f"unit_{level}", _("Unit, level %s") % level, synonyms)
    for level, synonyms in enumerate(_LEVELS, start=1)
)
UNIT_CODE = Field(
    "unit_code", _("Unit code"), ("Unit ID", "Department code", "部门编码", "单位编码", "组织编码")
)
ORGANISATION = (
    *UNIT_NAMES,
    UNIT_CODE,
    Field(
        "parent_code",
        _("Code of the unit above"),
        ("Parent unit code", "Parent code", "Parent ID", "上级部门编码", "上级编码"),
    ),
    Field("unit_kind", _("Kind of unit"), ("Unit type", "单位类型", "部门类型")),
    Field(
        "post_code",
        _("Post code"),
        _names(
            "Post Unique Reference|Unique Post Reference|Post Reference|Post ID|Post number|"
            "Post no|Post Ref|Position ID|Position code|Position number|Position no|Position ref|"
            "Job code|Role ID|Role code|岗位编码|岗位编号|岗位代码|岗位号|职位编码|职位编号"
        ),
    ),
    Field(
        "post_title",
        _("Post title"),
        _names(
            "Job Title|Generic Job Title|Title|Position title|Position name|Position|Role title|"
            "Role|Job|Job name|Post name|Post|岗位|岗位名称|职务|职位|职位名称|职务名称|"
            "岗位/职务|职务/岗位"
        ),
    ),
    Field("grade", pgettext_lazy("person", "Grade"), ("Grade (or equivalent)", "职级", "岗位等级")),
    Field(
        "superior_code",
        _("Code of the superior post"),
        _names(
            "Reports to Senior Post|Reporting Senior Post|Reports to|"
            "Reports to Post|Reports to post ID|Line manager post|Superior post ID|"
            "Senior post|Line manager position|Line manager position ID|Manager position|"
            "Manager position code|Reports to position|Reports to position ID|Supervisor position|"
            "上级岗位编码|上级岗位编号|上级岗位代码|直接上级岗位编码|直接上级岗位编号|直属上级岗位编码|"
            "上级职位编码|上级职位编号|上级岗位|直接上级|直属上级|直接上级岗位|直属上级岗位|汇报岗位|汇报岗位编码"
        ),
    ),
    Field(
        "heads_unit",
        _("Heads the unit"),
        (
            "Head of unit",
            "Is head",
            "Head",
            "部门负责人",
            "是否负责人",
            "是否主管",
            "是否部门负责人",
        ),
    ),
    Field("level", _("Level of the line"), ("岗位层级", "管理层级")),
    Field(
        "headcount",
        _("Planned holders"),
        _names(
            "FTE|Number of Posts in FTE|Number of posts|Headcount|"
            "Full time equivalent|编制|编制数|编制人数|定员|定员人数|岗位人数"
        ),
    ),
    Field(
        "holder_name",
        _("Holder's name"),
        _names(
            "Name|Holder|Name of post holder|Post holder|Postholder|"
            "Post holder name|Employee name|Employee|Incumbent|Full name|姓名|任职人|任职人员|"
            "在岗人员|员工姓名|人员姓名|职工姓名|岗位人员|现任人员"
        ),
    ),
    Field(
        "holder_number",
        _("Holder's personnel number"),
        _names(NUMBERS),
    ),
)
PEOPLE = (
    Field(
        "number",
        _("Personnel number"),
        _names(NUMBERS),
    ),
    Field(
        "name",
        pgettext_lazy("person", "Name"),
        ("Full name", "Employee", "姓名", "员工姓名"),
        required=True,
    ),
    Field("email", _("E-mail"), ("Email", "Contact E-mail", "电子邮件", "邮箱", "电子邮箱")),
    Field("phone", _("Phone"), ("Mobile", "Contact Phone", "电话", "手机", "手机号", "联系电话")),
    Field(
        "joined_on",
        pgettext_lazy("person", "Joined"),
        ("Start date", "Hire date", "入职日期", "入厂日期"),
    ),
    Field("left_on", pgettext_lazy("person", "Left"), ("Leaving date", "End date", "离职日期")),
    Field("post_code", _("Post code"), ("Post ID", "Position ID", "岗位编码", "岗位编号")),
)
PLACES = (
    Field(
        "code",
        pgettext_lazy("register", "Code"),
        ("Place code", "Equipment number", "编码", "编号", "设备编号", "位号"),
    ),
    Field(
        "name",
        _("Name"),
        ("Place", "Area", "Equipment", "名称", "场所", "部位", "设备名称"),
        required=True,
    ),
    Field("kind", _("Kind"), ("Type", "类型", "类别")),
    *UNIT_NAMES,
    UNIT_CODE,
    Field("within_code", _("Lies within (code)"), ("Parent place", "所属区域", "上级编码")),
)
