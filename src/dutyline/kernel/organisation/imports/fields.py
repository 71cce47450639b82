"""The facts an import of organisation, people or places can take from a file."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dutyline.kernel.registry.imports import Field

DEEPEST = 6
"""Levels of units a file can name side by side."""

_LEVELS = (
    ("Parent Department", "Group", "Enterprise", "集团", "集团公司", "一级单位"),
    ("Organisation", "Organization", "Company", "公司", "单位", "二级单位"),
    ("Unit", "Department", "Division", "部门", "三级单位", "所属部门"),
    ("Workshop", "Section", "车间", "科室", "四级单位"),
    ("Team", "Crew", "班组", "五级单位"),
    ("Sub-team", "小组", "六级单位"),
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
        ("Post Unique Reference", "Post ID", "Position ID", "岗位编码", "岗位编号"),
    ),
    Field(
        "post_title",
        _("Post title"),
        ("Job Title", "Generic Job Title", "Title", "Position", "岗位", "岗位名称", "职务"),
    ),
    Field("grade", pgettext_lazy("person", "Grade"), ("Grade (or equivalent)", "职级", "岗位等级")),
    Field(
        "superior_code",
        _("Code of the superior post"),
        ("Reports to Senior Post", "Reporting Senior Post", "Reports to", "上级岗位编码"),
    ),
    Field(
        "heads_unit",
        _("Heads the unit"),
        ("Head of unit", "Is head", "部门负责人", "是否负责人", "是否主管"),
    ),
    Field("level", _("Level of the line"), ("岗位层级", "管理层级")),
    Field(
        "headcount",
        _("Planned holders"),
        ("FTE", "Number of Posts in FTE", "Headcount", "编制", "编制数", "定员"),
    ),
    Field("holder_name", _("Holder's name"), ("Name", "Holder", "姓名", "任职人")),
    Field(
        "holder_number",
        _("Holder's personnel number"),
        ("Staff number", "Employee number", "工号", "员工编号", "人员编号"),
    ),
)
PEOPLE = (
    Field(
        "number",
        _("Personnel number"),
        ("Staff number", "Employee number", "Employee ID", "工号", "员工编号", "人员编号"),
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
