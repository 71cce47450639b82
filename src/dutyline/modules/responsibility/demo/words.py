"""What people of the story say of their cards."""

LEADING = (
    {
        "en": "I walk my area every week and do not leave a hidden danger to somebody else.",
        "zh": "我每周到现场走一遍，发现的隐患不推给别人。",
    },
    {
        "en": "Output never goes before safety. When conditions are not met I stop the work.",
        "zh": "产量不能压过安全，条件不具备我就叫停。",
    },
    {
        "en": "I answer for the people I lead: trained first, then on the shift.",
        "zh": "我对带的人负责：先培训，后上岗。",
    },
    {
        "en": "I see to it that every repair is checked by somebody else before it is closed.",
        "zh": "每项整改都要由别人复查后再销号。",
    },
)
WORKING = (
    {
        "en": "I keep the platform clear and stop at once when the pressure moves by itself.",
        "zh": "保持操作平台通畅，压力异常马上停。",
    },
    {
        "en": "Read. I report what is not right before I go on working.",
        "zh": "已读。发现不对先报告，再干活。",
    },
    {
        "en": "I wear what the work asks for and do nothing I was not shown.",
        "zh": "劳保穿戴到位，没教过的不动手。",
    },
    {
        "en": "Hand-over on the spot, item by item, never from memory.",
        "zh": "现场逐项交接，不凭记忆。",
    },
    {
        "en": "No permit, no hot work. I say no and tell the team leader.",
        "zh": "没有作业票不动火，我会拒绝并告诉班长。",
    },
    {
        "en": "I keep the escape way open and know where the extinguisher hangs.",
        "zh": "保持疏散通道畅通，记住灭火器的位置。",
    },
)
NEW_SCOPE = {
    "en": "The new sampling point beside reactor R-301, with everybody who works there",
    "zh": "R-301 反应釜旁新增的取样点及在该处作业的全部人员",
}
