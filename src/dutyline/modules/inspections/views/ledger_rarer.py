"""Menus of the filters that are on but have no menu of their own on the ledger."""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.criteria.lookup import catalogue_ever
from dutyline.modules.inspections.models import Basis, Finding, Nature, Origin, Round
from dutyline.modules.inspections.queries.filters import LedgerFilter
from dutyline.toolkit.ui.filters import Choice, Dimension, Span

Text = str | Promise
PEOPLE: dict[str, Text] = {
    "person": pgettext_lazy("filter", "Person"),
    "finder": pgettext_lazy("filter", "Found by"),
    "owner": pgettext_lazy("filter", "Responsible"),
    "verifier": pgettext_lazy("filter", "Verifier"),
}
FLAGS: dict[str, Text] = {
    "overdue": pgettext_lazy("filter", "Overdue"),
    "repeat": pgettext_lazy("filter", "Repeats"),
    "unassigned": pgettext_lazy("filter", "Nobody assigned"),
    "escalated": pgettext_lazy("filter", "Escalated"),
    "unit_alone": pgettext_lazy("filter", "This unit alone"),
    "category_alone": pgettext_lazy("filter", "This category alone"),
}
SPANS: dict[str, Text] = {
    "closed": pgettext_lazy("filter", "Closed"),
    "first_due": pgettext_lazy("filter", "First deadline"),
}


def rarer_menus(actor: Actor, wanted: LedgerFilter) -> Iterator[Dimension | Span]:
    """Yield a menu a rarer filter that is on, so that it shows as a chip and can be taken away."""
    for name, label in FLAGS.items():
        if getattr(wanted, name):
            yield Dimension(name, label, [Choice("1", label, chosen=True)])
    yield from _named(actor, wanted)
    yield from _listed(wanted)
    for name, label in SPANS.items():
        first, last = getattr(wanted, f"{name}_from"), getattr(wanted, f"{name}_to")
        if first or last:
            yield Span(name, label, str(first or ""), str(last or ""))


def _named(actor: Actor, wanted: LedgerFilter) -> Iterator[Dimension]:
    """Yield what is named by a row: places, people, rounds."""
    if wanted.place is not None:
        yield _one("place", _("Place"), wanted.place, _named_in(actor, "place", wanted.place))
    for name, label in PEOPLE.items():
        who = getattr(wanted, name)
        if who is not None:
            column = "owner" if name == "person" else name
            own = actor.person.name if actor.person and actor.is_person(who) else ""
            yield _one(name, label, who, own or _named_in(actor, column, who))
    if wanted.round is not None:
        rounds = Round.objects.visible_to(actor).filter(pk=wanted.round)
        title = rounds.values_list("title", flat=True).first()
        yield _one("round", pgettext("filter", "Round"), wanted.round, title or str(wanted.round))


def _listed(wanted: LedgerFilter) -> Iterator[Dimension]:
    """Yield what is named by a list: categories, kinds, natures."""
    if wanted.category:
        label = category_name(wanted.category)
        yield _one("category", pgettext("filter", "Category"), wanted.category, label)
    if wanted.kind:
        yield _one("kind", _("Inspection kind"), wanted.kind, kind_name(wanted.kind))
    if wanted.nature:
        yield _one(
            "nature", pgettext("filter", "Nature"), wanted.nature, _word(Nature, wanted.nature)
        )
    if wanted.basis:
        yield _one("basis", pgettext("filter", "Basis"), wanted.basis, _word(Basis, wanted.basis))
    if wanted.origin:
        yield _one("origin", _("Origin"), wanted.origin, _word(Origin, wanted.origin))
    if wanted.clause:
        yield _one("clause", pgettext("filter", "Clause"), wanted.clause, wanted.clause)


def category_name(key: str) -> str:
    """Return a category in the reader's language; the key itself where no catalogue has it."""
    found = catalogue_ever("finding_category").get(key) if key else None
    return str(found.label) if found else key


def kind_name(key: str) -> str:
    """Return a kind of inspection in the reader's language; as written where none has it."""
    found = catalogue_ever("inspection_kind").get(key) if key else None
    return str(found.label) if found else key


def _one(name: str, label: Text, value: object, word: Text) -> Dimension:
    any_other = Choice("", pgettext("filter", "Any"))
    return Dimension(name, label, [any_other, Choice(str(value), word, chosen=True)], many=False)


def _named_in(actor: Actor, column: str, pk: int) -> str:
    """Return a name as the findings in scope show it; who sees none of them gets the number."""
    seen = Finding.objects.visible_to(actor)
    name = seen.filter(**{column: pk}).values_list(f"{column}__name", flat=True).first()
    return str(name or pk)


def _word(words: type[Nature] | type[Basis] | type[Origin], value: str) -> str:
    return str(words(value).label) if value in words.values else value
