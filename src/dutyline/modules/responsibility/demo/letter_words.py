"""What is said in the story about responsibility letters."""

COMMITTEE = {"en": "the work safety committee", "zh": "安全生产委员会"}
TERMS = {
    "en": "The safety part of the yearly bonus is a fifth of it and follows what was done of the "
    "duties above.\nWho stops work in danger loses nothing by it.",
    "zh": "年度绩效中安全部分占百分之二十，按上述职责完成情况兑现。\n"
    "遇险情停止作业的，不因此扣减任何收入。",
}
REFUSED = {
    "en": "The insulating gloves of the substation are four months past their test. I cannot "
    "promise to check them each shift while there are no others.",
    "zh": "变电所绝缘手套超过检验期四个月，没有可用的替换，我无法承诺每班检查合格。",
}
ANSWERED = {
    "en": "You are right. Two tested pairs come on Thursday; let us read the letter together then.",
    "zh": "你说得对。周四到两副检验合格的手套，到时我们一起再看责任书。",
}
