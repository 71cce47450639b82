"""What is said in the story about goals and money."""

ON_TIME = {"en": "Hidden dangers are mended on time", "zh": "隐患按期整改"}
INJURIES = {"en": "Nobody is injured", "zh": "不发生人身伤害事故"}
CASES = {"en": "cases", "zh": "起"}
DRILL = {"en": "Emergency drill held and reviewed", "zh": "完成应急演练并评估"}
PASSED = {
    "en": "Every level has its part in the goal of the group; yours is this.",
    "zh": "集团目标逐级分解，这是你单位的一份。",
}
LESS = {
    "en": "Two of our pumps wait for parts from abroad, and each of them delays a repair.",
    "zh": "两台泵等待进口备件，相关隐患整改会延期。",
}
CONSENT = {
    "en": "Agreed until the parts are in. Tell me each month what is still open.",
    "zh": "备件到货前同意，每月向我报告未完成项。",
}
WAITING = {
    "en": "My team has been two people short since last month.",
    "zh": "本班上月起缺员两人。",
}
NONE_SO_FAR = {"en": "Nobody was injured up to this day.", "zh": "截至当日无人身伤害事故。"}
USES = (
    ("training", 18600, {"en": "Course for team leaders, two days", "zh": "班组长安全培训两天"}),
    ("protective_gear", 9240, {"en": "Half masks and filters", "zh": "半面罩及滤毒盒"}),
    ("facilities", 42800, {"en": "Gas detectors at the loading bay", "zh": "装卸区可燃气体探测器"}),
    (
        "emergency",
        12350,
        {"en": "Breathing apparatus inspected and filled", "zh": "空气呼吸器检验充装"},
    ),
    ("dangers", 27600, {"en": "Guards and grating replaced", "zh": "防护罩、格栅板更换"}),
    (
        "inspection",
        15000,
        {"en": "Outside audit of the reactor floor", "zh": "反应岗位外部安全评价"},
    ),
)
TWICE = {"en": "The filters were booked twice.", "zh": "滤毒盒重复入账。"}
SETTLED = {"en": "Contracts of the half-year settled", "zh": "结算半年度合同款"}
SHARES = {
    "training": "0.94",
    "protective_gear": "0.9",
    "facilities": "0.88",
    "emergency": "0.76",
    "dangers": "0.93",
    "inspection": "0.86",
}
"""The part of each plan that was used above the workshop."""
