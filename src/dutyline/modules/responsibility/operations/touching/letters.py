"""Responsibility letters a change touches: made from a card with the clause, or of a post."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.organisation.models import PostVersion
from dutyline.kernel.organisation.paths import subtree
from dutyline.kernel.registry import Change, Fate, Start, Touched, TouchedThing
from dutyline.kernel.registry.touching import NOTHING, POST, after_id, row_key
from dutyline.modules.responsibility.models import CardClause, Letter
from dutyline.modules.responsibility.operations.letters.shared import standing_of
from dutyline.modules.responsibility.operations.touching.cards import above_on
from dutyline.modules.responsibility.rules.letters import may_sign, state_of
from dutyline.toolkit.ui.when import full_date

LOADED = ("person", "post__unit", "round", "text")


def touched_letters(actor: Actor, change: Change, after: str, limit: int) -> Touched:
    """Return the letters of this year and later that a change touches.

    Nobody writes them anew by hand: they follow by themselves, and are then signed again.
    """
    if change.of_rules and not change.clauses:
        return NOTHING
    rows = Letter.objects.visible_to(actor).running().filter(round__year__gte=change.today.year)
    rows = rows.filter(_touched(change))
    some = rows.filter(pk__gt=after_id(after)).select_related(*LOADED)
    page: list[Letter] = list(some.order_by("pk")[:limit])
    effects = {} if change.of_rules else _effects(change, page)
    things = [_thing(actor, change, each, effects.get(each.pk, Fate.LOOK)) for each in page]
    return Touched(rows.count(), things)


def _touched(change: Change) -> Q:
    if change.of_rules:
        carries = CardClause.objects.filter(
            version=OuterRef("text__card_version"), clause__in=change.clauses
        )
        return Q(Exists(carries))
    if change.kind == POST:
        return Q(post=change.id) | Q(superior=change.id)
    return subtree(change.paths[0], "post__unit__path")


def _effects(change: Change, page: Sequence[Letter]) -> dict[int, Fate]:
    """Return what becomes of letters whose post ends, or has another name, unit or superior then.

    Three statements.
    """
    above = above_on(change, change.day)
    rows = PostVersion.objects.on(change.day).filter(post__in=[each.post_id for each in page])
    told: dict[int, list[Any]] = {
        post: [title, unit] for post, title, unit in rows.values_list("post", "title", "unit")
    }
    found = {}
    for each in page:
        led_by_another = each.superior_id not in (None, above.get(each.post_id))
        if each.post_id not in told:
            found[each.pk] = Fate.ENDS
        elif led_by_another or told[each.post_id] != each.text.marks.get("post"):
            found[each.pk] = Fate.CHANGED
    return found


def _thing(actor: Actor, change: Change, letter: Letter, effect: Fate) -> TouchedThing:
    standing = standing_of(letter)
    state = str(state_of(standing).label)
    if change.of_rules and change.is_coming:
        effect = Fate.CHANGED
    since = change.known and not change.is_coming and _written_since(change, letter)
    after = []
    if effect is Fate.CHANGED and not since:
        again = letter.signed_at is not None
        after = [_("Written anew, signed again") if again else _("Written anew, then signed")]
    note = [str(letter.round.year)]
    if since:
        day = full_date(timezone.localdate(letter.text.at))
        note.append(_("written anew on {day}").format(day=day))
    starts = []
    if may_sign(standing) and actor.is_person(letter.person_id):
        address = reverse("responsibility:letter_signature", args=[letter.pk])
        starts.append(Start(_("Read and sign it"), address))
    return TouchedThing(
        key=row_key(letter.pk),
        label=f"{letter.person.name} · {letter.post.title}",
        fate=Fate.CHANGED if since else effect,
        url=reverse("responsibility:letter", args=[letter.pk]),
        where=letter.post.unit.name,
        note=" · ".join(note),
        says=[] if after else [state],
        before=[state] if after else [],
        after=after,
        starts=starts,
    )


def _written_since(change: Change, letter: Letter) -> bool:
    """Say whether its words were written after the change, and not for the first time."""
    if letter.text.number == 1:
        return False
    if change.loaded_at is not None:
        return letter.text.at >= change.loaded_at
    return timezone.localdate(letter.text.at) >= change.day
