"""Questions to posts about their cards: the register of cards is a list of posts."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.queries import visible_to
from dutyline.kernel.organisation.models import Appointment, Post
from dutyline.kernel.organisation.periods import as_of
from dutyline.kernel.organisation.queries import PostQuerySet
from dutyline.modules.responsibility.models import CardAcceptance, CardState, CardVersion
from dutyline.modules.responsibility.permissions import Responsibility
from dutyline.toolkit.search.columns import in_columns

NONE = "none"
UNACCEPTED = "unaccepted"


def posts_with_cards(actor: Actor, on: date) -> PostQuerySet:
    """Return the posts of a day whose cards the actor sees: with a card or without."""
    return visible_to(Post.objects.on(on), actor, Responsibility.CARD_VIEW, path_field="unit__path")


def in_state(rows: PostQuerySet, state: str, on: date) -> PostQuerySet:
    """Keep the posts whose card is in a state; `none` has no card, of `unaccepted` a holder waits.

    `published` is in force on the day; a word that names no state keeps everything.
    """
    condition = _conditions(on).get(state)
    return rows if condition is None else rows.filter(condition)


def cards_asked(
    actor: Actor, on: date, *, path: str = "", state: str = "", words: str = ""
) -> PostQuerySet:
    """Return the posts in the actor's reach that a list of cards asks for.

    `path` is a unit's, "" for everything in reach; `words` are a part of title or code.
    """
    rows = in_state(posts_with_cards(actor, on), state, on)
    if path:
        rows = rows.within([path])
    return rows.filter(in_columns(words, "title", "code")) if words else rows


def _conditions(on: date) -> dict[str, Q]:
    versions = CardVersion.objects.filter(card__post=OuterRef("pk"))
    in_force = CardVersion.objects.on(on).filter(card__post=OuterRef("pk"))
    accepted = CardAcceptance.objects.filter(
        as_of(on, "version__"), version__card__post=OuterRef("post"), person=OuterRef("person")
    )
    waiting = Appointment.objects.on(on).filter(~Exists(accepted), post=OuterRef("pk"))
    at_work = (CardState.DRAFT, CardState.REVIEW, CardState.APPROVED)
    return {
        NONE: Q(~Exists(versions)),
        **{str(state): Q(Exists(versions.filter(state=state))) for state in at_work},
        str(CardState.PUBLISHED): Q(Exists(in_force)),
        UNACCEPTED: Q(Exists(in_force)) & Q(Exists(waiting)),
    }
