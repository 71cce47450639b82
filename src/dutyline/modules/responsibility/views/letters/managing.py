"""Pages on which letters of a year are set up, worded, looked at, generated and opened."""

from datetime import date, datetime

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dutyline.kernel.access.callers import actor_of
from dutyline.kernel.criteria.lookup import criterion
from dutyline.kernel.errands.models import Errand
from dutyline.kernel.organisation.line import posts_on
from dutyline.kernel.organisation.models import Post
from dutyline.kernel.receipts.asking import Question, Text, ask
from dutyline.kernel.receipts.forms import OnceForm
from dutyline.modules.responsibility.forms.letter import RoundForm, TemplateForm
from dutyline.modules.responsibility.letter_errands import generate, open_up, takes_long
from dutyline.modules.responsibility.models import LetterLanguage, LetterRound
from dutyline.modules.responsibility.operations.letters import (
    change_round,
    follow_round,
    next_year,
    set_up_round,
    write_template,
)
from dutyline.modules.responsibility.operations.letters.arriving import SIGN_DAYS
from dutyline.modules.responsibility.operations.letters.marks import line_of, materials_of
from dutyline.modules.responsibility.operations.letters.templates import words_for
from dutyline.modules.responsibility.operations.letters.wording import content_of
from dutyline.modules.responsibility.permissions import Responsibility
from dutyline.modules.responsibility.rules.letters import PLACES
from dutyline.modules.responsibility.views.letters.scope import (
    managed_round_or_404,
    managed_unit_or_404,
)
from dutyline.modules.responsibility.views.letters.words import pages_of
from dutyline.modules.responsibility.views.scope import require, units_with
from dutyline.toolkit.ui.messages import done as say_done
from dutyline.toolkit.ui.parts import Link

MOST_POSTS = 500


@login_required
def letter_round_new(request: HttpRequest) -> HttpResponse:
    """Set up the letters of a year for a unit and everything under it."""
    actor, today = actor_of(request), timezone.localdate()
    require(actor, Responsibility.LETTER_MANAGE)
    units = units_with(actor, Responsibility.LETTER_MANAGE)
    unit = units.first()
    before = LetterRound.objects.filter(unit=unit).order_by("-year").first()
    usual = {"language": LetterLanguage.BOTH, "due_days": _usual_days(today)}
    first = (_decided(before) if before else usual) | {
        "year": next_year(unit, today.year) if unit else today.year,
        "unit": unit,
    }
    form = RoundForm(request.POST or None, units=units, initial=first)

    def act(at: datetime) -> str:
        said = form.cleaned_data
        made = set_up_round(
            by=actor, unit=said["unit"], year=said["year"], setup=form.setup, on=today, at=at
        )
        return _page(made)

    question = Question(
        _("Set up the letters of a year"),
        pgettext_lazy("letters", "Set them up"),
        reverse("responsibility:letters"),
        lead=_("Each letter is made from the post card and the goals of its post."),
        done=gettext_lazy("Set up. Look at one letter, then generate them."),
        crumbs=_crumbs(),
    )
    return ask(request, form, question, act)


@login_required
def letter_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide otherwise about letters that are not open yet; what was generated follows."""
    actor, today = actor_of(request), timezone.localdate()
    row = managed_round_or_404(actor, pk)
    form = RoundForm(request.POST or None, row=row, initial=_decided(row))

    def act(at: datetime) -> str:
        changed = change_round(by=actor, letters=row, setup=form.setup, on=today, at=at)
        # Very many follow with the sweep, at the latest as they are opened.
        if changed.generated_at is not None and not takes_long(changed, today):
            follow_round(by=actor, letters=changed, on=today, at=at)
        return _page(changed)

    question = _about(
        row,
        _("Change what was set up"),
        pgettext_lazy("letters", "Save it"),
        lead=_("The letters take the newest template, and what was generated is written anew."),
        done=gettext_lazy("Changed."),
    )
    return ask(request, form, question, act)


@login_required
def letter_generation(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a letter for everybody who holds a post with a card in force."""
    actor, today = actor_of(request), timezone.localdate()
    row = managed_round_or_404(actor, pk)
    form = OnceForm(request.POST or None)
    made = []

    def act(at: datetime) -> str:
        found = generate(by=actor, letters=row, on=today, at=at)
        if isinstance(found, Errand):
            return reverse("errands:errand", args=[found.pk])
        made.append(found)
        return _page(row)

    question = _about(
        row,
        _("Generate the letters"),
        pgettext_lazy("letters", "Generate them"),
        lead=_("Everybody who holds a post with a card in force gets one. Nobody gets two."),
    )
    answer = ask(request, form, question, act)
    if made:
        number, missing = made[0].letters, made[0].without_card
        words = ngettext("%(n)d letter was made.", "%(n)d letters were made.", number)
        told = words % {"n": number}
        if missing:
            more = ngettext(
                "%(n)d held post has no card in force.",
                "%(n)d held posts have no card in force.",
                missing,
            )
            told = f"{told} {more % {'n': missing}}"
        say_done(request, told)
    return answer


@login_required
def letter_opening(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the letters from the top."""
    actor, today = actor_of(request), timezone.localdate()
    row = managed_round_or_404(actor, pk)
    form = OnceForm(request.POST or None)

    opened = []

    def act(at: datetime) -> str:
        found = open_up(by=actor, letters=row, on=today, at=at)
        if isinstance(found, Errand):
            return reverse("errands:errand", args=[found.pk])
        opened.append(found)
        return _page(row)

    question = _about(
        row,
        _("Open the letters for signing"),
        pgettext_lazy("letters", "Open them"),
        lead=_(
            "The head of the unit signs first. Each letter opens when the superior has signed his "
            "own. What is set up cannot be changed any more."
        ),
    )
    answer = ask(request, form, question, act)
    if opened:
        say_done(request, _("Open. Whoever is to sign first has been told."))
    return answer


@login_required
@require_safe
def letter_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the letter of one post as it would be made today."""
    actor, today = actor_of(request), timezone.localdate()
    row = managed_round_or_404(actor, pk)
    posts = posts_on(today, [row.unit.path]).order_by("level", "title", "post_id")
    offered = list(posts.values_list("post_id", "title", "unit__name")[:MOST_POSTS])
    asked = request.GET.get("post", "")
    chosen = int(asked) if asked.isdecimal() else _first_with_card(row, offered, today)
    if asked and chosen not in {each[0] for each in offered}:
        raise Http404
    material = materials_of(line_of(row, today), [chosen]).get(chosen) if chosen else None
    context = {
        "round": row,
        "posts": offered,
        "chosen": chosen,
        "post": get_object_or_404(Post, pk=chosen) if chosen else None,
        "pages": pages_of(content_of(row, material)) if material else [],
    }
    return render(request, "responsibility/letter_preview.html", context)


@login_required
def letter_template(request: HttpRequest, unit: int) -> HttpResponse:
    """Write the words every letter of a unit has beside card and goals."""
    actor, today = actor_of(request), timezone.localdate()
    found = managed_unit_or_404(actor, unit)
    language = "zh" if (get_language() or "").startswith("zh") else "en"
    words = words_for(found, today)
    form = TemplateForm(request.POST or None, words=words, language=language)

    def act(at: datetime) -> str:
        write_template(by=actor, unit=found, words=form.cleaned_data, at=at)
        return reverse("responsibility:letters")

    places = " ".join(f"{{{each}}}" for each in PLACES)
    question = Question(
        _("Template of letters: %(unit)s") % {"unit": found.name},
        pgettext_lazy("letters", "Save the template"),
        reverse("responsibility:letters"),
        lead=_(
            "One sentence a line. These places are filled in for each post: %(places)s. Letters "
            "that are open keep their words."
        )
        % {"places": places},
        done=gettext_lazy("Saved. Letters set up from now on have these words."),
        crumbs=_crumbs(),
        template="responsibility/letter_template.html",
    )
    return ask(request, form, question, act)


def _first_with_card(row: LetterRound, offered: list[tuple[int, str, str]], on: date) -> int | None:
    found = materials_of(line_of(row, on), [each[0] for each in offered])
    return next((each[0] for each in offered if each[0] in found), None)


def _usual_days(on: date) -> int:
    newest = LetterRound.objects.order_by("-id").values_list("due_days", flat=True).first()
    return newest or int(criterion(SIGN_DAYS, on))


def _decided(row: LetterRound) -> dict[str, object]:
    """Return what was decided of letters, as their form begins with it."""
    names = ("language", "partner_post", "partner_for", "due_days", "drawn", "terms_en", "terms_zh")
    first = {name: getattr(row, name) for name in names}
    if row.partner_person is not None:
        first["partner_person"] = row.partner_person.number or row.partner_person.name
    return first


def _about(row: LetterRound, title: str, button: Text, lead: str = "", done: Text = "") -> Question:
    return Question(
        title,
        button,
        _page(row),
        lead=lead,
        done=done,
        crumbs=[*_crumbs(), Link(f"{row.year} · {row.unit.name}", _page(row))],
    )


def _page(row: LetterRound) -> str:
    return reverse("responsibility:letter_round", args=[row.pk])


def _crumbs() -> list[Link]:
    return [Link(_("Responsibility letters"), reverse("responsibility:letters"))]
