"""The page of a verb with a form: title, form, one button; sent once, 422 with what was refused."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise

from dutyline.kernel.receipts.submission import carry_out
from dutyline.toolkit.ui.messages import done
from dutyline.toolkit.ui.parts import Link

Text = str | Promise


@dataclass(frozen=True)
class Question:
    """A verb as its page shows it; `done` is said on the next page, `back` leads away unsaid."""

    title: Text
    button: Text
    back: str
    done: Text = ""
    lead: Text = ""
    kind: str = "main"
    crumbs: Sequence[Link] = ()
    aside: Text = ""
    extra: dict[str, Any] = field(default_factory=dict)
    template: str = "receipts/question.html"
    """One that extends this, where more than the form is shown."""


def ask(
    request: HttpRequest, form: Form, question: Question, act: Callable[[datetime], str]
) -> HttpResponse:
    """Show the form, or carry it out and lead to the address `act` returns."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and (sent := carry_out(request, form, lambda: act(timezone.now()))):
            if question.done:
                done(request, question.done)
            return sent
    context = {"question": question, "form": form, **question.extra}
    return render(request, question.template, context, status=status)
