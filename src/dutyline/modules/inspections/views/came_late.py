"""A verb opened after its moment leads back to its subject, which says who took that step."""

from collections.abc import Callable, Collection
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from dutyline.kernel.history.models import Entry
from dutyline.kernel.history.sentences import call, tell_plainly
from dutyline.modules.inspections.views.finding_story import days_in_words

View = Callable[..., HttpResponse]


class CameLate(Exception):
    """The step is the actor's by right, but it was taken, or is not possible any more."""

    def __init__(self, address: str, words: str) -> None:
        super().__init__(words)
        self.address, self.words = address, words


def leads_back(view: View) -> View:
    """Answer CameLate of a view with its address and its words there."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except CameLate as late:
            messages.info(request, late.words)
            return redirect(late.address)

    return answer


def who_was_first(
    about: tuple[str, int], steps: Collection[str], over: Collection[str], called: str = ""
) -> str:
    """Return who took one of `steps` last, or what came `over` it; one statement.

    `about` is (type, id) of the subject, `called` what the sentence calls it.
    """
    entries = Entry.objects.about(*about).filter(verb__in=(*steps, *over))
    entry = entries.order_by("-id").first()
    if entry is None:
        return _("This step is not possible as things stand.")
    if called:
        call(entry, called)
    sentence = {"sentence": tell_plainly(days_in_words(entry))}
    if entry.verb in steps:
        return _("This was done already: %(sentence)s") % sentence
    return _("Not needed any more: %(sentence)s") % sentence
