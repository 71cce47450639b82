"""Sample forms: one as it is first seen, one as it comes back with errors."""

from typing import Any

from django import forms

from dutyline.shell.gallery.words import say
from dutyline.toolkit.ui.widgets import AnswerInput, DateInput, PhotoInput, hinted


class Danger(forms.Form):
    """Every kind of field once. Labels are set when made: samples follow the page's language."""

    what = forms.CharField()
    more = forms.CharField(widget=forms.Textarea(attrs={"rows": 2}), required=False)
    unit = forms.ChoiceField(required=False)
    people = forms.IntegerField(required=False, min_value=0)
    deadline = forms.DateField(widget=DateInput())
    effective = forms.ChoiceField(widget=forms.RadioSelect)
    tell = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, required=False)
    stop = forms.BooleanField(required=False)
    photo = forms.FileField(required=False)
    sheet = forms.FileField(required=False)
    answer = forms.ChoiceField(
        widget=AnswerInput({"yes": "check", "no": "close", "none": "dash"}, broken="no")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: dict[str, Any] = self.fields
        field["what"].label = say("What is dangerous?", "有什么危险？")
        field["what"].help_text = say(
            "Say what you see, not whose fault it is.", "写看到的情况，不追究是谁的错。"
        )
        field["more"].label = say("Anything else", "其他说明")
        field["more"].optional_words = say("leave empty if there is nothing", "没有可不填")
        field["unit"].label = say("Unit", "单位")
        field["unit"].choices = [
            ("", "–"),
            ("1", say("Polymerisation Workshop", "聚合车间")),
            ("2", say("Tank farm", "储罐区")),
        ]
        field["people"].label = say("People at risk", "受影响人数")
        field["deadline"].label = say("Deadline", "整改期限")
        field["effective"].label = say("Is it really fixed?", "是否真正整改到位？")
        field["effective"].choices = [
            ("yes", hinted(say("Effective", "有效"), say("Can be closed", "可以销号"))),
            ("no", hinted(say("Not effective", "无效"), say("Goes back to Liu Yang", "退回刘洋"))),
        ]
        field["tell"].label = say("Who is told", "通知谁")
        field["tell"].choices = [
            ("1", say("Workshop head", "车间主任")),
            ("2", say("Safety manager", "安全总监")),
        ]
        field["stop"].label = say("Work there is stopped", "该处已停工")
        field["photo"].label = say("Photo", "照片")
        field["photo"].widget = PhotoInput(
            hint=say("helps, but is not required", "有更好，可不填"), many=True
        )
        field["sheet"].label = say("Measurement sheet", "检测单")
        field["answer"].label = say(
            "Are the guard rails complete and firm?", "护栏是否完整、牢固？"
        )
        field["answer"].choices = [
            ("yes", say("Conforms", "符合")),
            ("no", say("Does not", "不符合")),
            ("none", say("Not here", "不适用")),
        ]


def fresh() -> Danger:
    """Return the form as it is first seen, with a few values."""
    given = {"what": say("Oil on the floor beside pump 3", "3号泵旁地面有油"), "effective": "yes"}
    return Danger(initial=given | {"deadline": "2026-11-23", "answer": "no"}, prefix="fresh")


def returned() -> Danger:
    """Return the form as it comes back: values kept, errors under their fields."""
    form = Danger({"back-what": "", "back-deadline": "2026-11-08"}, prefix="back")
    form.add_error(
        "deadline",
        say(
            "The deadline is before the day it was found (10 Nov).",
            "期限早于发现日期（11月10日）。",
        ),
    )
    for name in ("people", "photo", "sheet", "stop", "tell", "unit", "answer", "more"):
        del form.fields[name]
        form.errors.pop(name, None)
    return form
