"""Forms that ask for words in two languages ask in the reader's first, and only there for sure."""

from typing import Any

from django import forms
from django.utils.translation import get_language

from dutyline.toolkit.wording import is_cjk


def own_language_first(
    form: forms.Form,
    english: str,
    chinese: str,
    *,
    in_english: Any = "",
    required: bool = True,
) -> None:
    """Put the reader's language of a pair of fields first; he may leave the other one out.

    Where nothing is said in the other language yet, and `required`, he must say it in his own.
    `in_english` names the English field to Chinese readers, theirs then bears the plain name.
    What was written in Chinese only stands in both fields, or in the English one alone: to
    Chinese readers it is the Chinese.
    """
    for name, language in ((english, "en"), (chinese, "zh")):
        form.fields[name].widget.attrs["lang"] = language
    is_chinese = (get_language() or "").startswith("zh")
    own, other = (chinese, english) if is_chinese else (english, chinese)
    said: dict[str, Any] = {name: form.initial.get(name) or "" for name in (english, chinese)}
    if is_chinese and is_cjk(said[english]) and said[chinese] in ("", said[english]):
        said = {english: "", chinese: said[english]}
        form.initial = {**form.initial, **said}
    form.fields[other].required = False
    form.fields[own].required = required and (not said[other] or bool(said[own]))
    if is_chinese and in_english:
        form.fields[chinese].label = form.fields[english].label
        form.fields[english].label = in_english
    order = [name for name in form.fields if name not in (own, other)]
    first = min(list(form.fields).index(own), list(form.fields).index(other))
    form.order_fields([*order[:first], own, other, *order[first:]])
