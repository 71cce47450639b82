"""Post cards a change touches: carrying a clause, with a line or a duty that changes, or moved."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.criteria.lookup import clause_words
from dutyline.kernel.criteria.models import in_language
from dutyline.kernel.duties.models import PostDuty
from dutyline.kernel.duties.touched_by_packs import coming_duties, loaded_duties
from dutyline.kernel.organisation.line import superiors_on
from dutyline.kernel.organisation.paths import subtree
from dutyline.kernel.organisation.periods import as_of
from dutyline.kernel.registry import Change, EntryChange, Fate, Start, Touched, TouchedThing
from dutyline.kernel.registry.touching import CLAUSE, POST, after_id, row_key, shortened
from dutyline.modules.responsibility.models import (
    COLUMNS,
    CardClause,
    CardDeputy,
    CardState,
    CardVersion,
)
from dutyline.modules.responsibility.operations.content import LINES, places_of
from dutyline.modules.responsibility.operations.drift import PLACE
from dutyline.modules.responsibility.permissions import Responsibility
from dutyline.modules.responsibility.rules.comparing import sentences

PARTS = " · "
Place = Mapping[str, Any]


def touched_cards(actor: Actor, change: Change, after: str, limit: int) -> Touched:
    """Return the cards in force today that a change touches, with what they say of it."""
    rows = CardVersion.objects.visible_to(actor).on(change.today)
    rows = rows.filter(_of_rules(change) if change.of_rules else _of_line(change))
    some = rows.filter(card__gt=after_id(after)).select_related("card__post__unit")
    page: list[CardVersion] = list(some.order_by("card")[:limit])
    cards = [each.card_id for each in page]
    at_work = {each.card_id: each for each in CardVersion.objects.at_work().filter(card__in=cards)}
    if change.of_rules:
        carried = _carried(change, page)
        things = [
            _by_rules(actor, change, each, carried.get(each.pk, []), at_work) for each in page
        ]
    else:
        places = places_of([each.card.post for each in page], change.day)
        deputies = _deputies(change, page)
        things = [
            _by_line(
                actor, each, places.get(each.card.post_id, {}), at_work, deputies.get(each.pk, "")
            )
            for each in page
        ]
    return Touched(rows.count(), things)


def _of_rules(change: Change) -> Q:
    """Return which versions carry what changes, or are made of it."""
    carries = CardClause.objects.filter(version=OuterRef("pk"), clause__in=change.clauses)
    found = Q(Exists(carries))
    duties = [key for key, each in coming_duties(change).items() if each.fate != Fate.NEW]
    owed = PostDuty.objects.filter(as_of(change.today), post=OuterRef("card__post"))
    if duties:
        found |= Q(Exists(owed.filter(duty__key__in=duties)))
    if change.loaded_at is not None:
        written = loaded_duties(change).values("subject_id")
        found |= Q(Exists(owed.filter(duty__in=written)))
    for line in change.entries_of(LINES):
        found |= _meant(line)
    return found


def _meant(line: EntryChange) -> Q:
    """Return the cards a line of packs is meant for, as `content.lines_for` does."""
    posts, levels = line.data.get("posts") or [], line.data.get("levels") or []
    of_level = Q(card__post__level__in=[int(each) for each in levels if each.isdigit()])
    if not posts:
        return of_level if levels else Q(pk__isnull=False)
    # A post made from no standard post takes the lines of its level.
    named = Q(card__post__standard__in=posts)
    return named | (Q(card__post__standard="") & of_level)


def _of_line(change: Change) -> Q:
    """Return the versions of a unit's posts; of a post, of those it leads or stands in for."""
    if change.kind != POST:
        return subtree(change.paths[0], "card__post__unit__path")
    stands_in = CardDeputy.objects.filter(version=OuterRef("pk"), post=change.id)
    return Q(card__post__in=posts_about(change)) | Q(Exists(stands_in))


def above_on(change: Change, day: date) -> Mapping[int, int | None]:
    """Return every post's superior on a day, read once: two statements for the enterprise."""
    return change.once(f"responsibility.above:{day}", lambda: superiors_on(day))


def posts_about(change: Change) -> list[int]:
    """Return a post with those that report to it before or after."""

    def work() -> list[int]:
        above = [above_on(change, day) for day in {change.last_before, change.day}]
        led = {post for each in above for post, over in each.items() if over == change.id}
        return sorted({change.id} | led)

    return change.once("responsibility.posts", work)


def _carried(change: Change, page: Sequence[CardVersion]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    rows = CardClause.objects.filter(version__in=page, clause__in=change.clauses)
    for version, clause in rows.order_by("clause").values_list("version", "clause"):
        found.setdefault(version, []).append(clause)
    return found


def _by_rules(
    actor: Actor,
    change: Change,
    version: CardVersion,
    carried: Collection[str],
    at_work: Mapping[int, CardVersion],
) -> TouchedThing:
    said = {line for name in COLUMNS for line in sentences(getattr(version, name))}
    lines = [
        each
        for each in change.entries_of(LINES)
        if not said.isdisjoint(filter(None, each.labels[0]))
    ]
    since = _is_since(change, version)
    note = _("written since, version {n}").format(n=version.number) if since else ""
    return TouchedThing(
        key=row_key(version.card_id),
        label=version.card.post.title,
        fate=Fate.CHANGED if since and version.number != 1 else Fate.LOOK,
        url=reverse("responsibility:card", args=[version.card_id]),
        where=version.card.post.unit.name,
        note=note,
        says=shortened(_says(change, version, carried)),
        before=shortened([each.before for each in lines]),
        after=shortened([each.after for each in lines if each.after]),
        starts=[] if since else starts_of(actor, version, at_work),
    )


def _says(change: Change, version: CardVersion, carried: Collection[str]) -> list[str]:
    """Return the duties a card takes from the clause that was picked, else which it carries."""
    if change.kind == CLAUSE:
        said = [
            in_language({"en": each["text_en"], "zh": each["text_zh"]})
            for each in version.duties
            if each["basis"] in carried
        ]
        if said:
            return said
    return [clause_words(each) for each in carried]


def _is_since(change: Change, version: CardVersion) -> bool:
    """Say whether a card was published after what changed had changed."""
    if not change.known or change.is_coming or version.published_at is None:
        return False
    if change.loaded_at is not None:
        return version.published_at > change.loaded_at
    return version.valid_from is not None and version.valid_from >= change.day


def _by_line(
    actor: Actor,
    version: CardVersion,
    place: Place,
    at_work: Mapping[int, CardVersion],
    deputy: str,
) -> TouchedThing:
    moved = any(version.place.get(name) != place.get(name) for name in PLACE)
    was, is_now = _place(version.place), _place(place)
    return TouchedThing(
        key=row_key(version.card_id),
        label=version.card.post.title,
        fate=_fate(place, moved=moved),
        url=reverse("responsibility:card", args=[version.card_id]),
        where=version.card.post.unit.name,
        note=_("{post} stands in").format(post=deputy) if deputy else "",
        says=[] if moved else [was],
        before=[was] if moved else [],
        after=[is_now] if moved and place else [],
        starts=starts_of(actor, version, at_work) if place else [],
    )


def _deputies(change: Change, page: Sequence[CardVersion]) -> dict[int, str]:
    """Return by version how the post that changes is named where it stands in."""
    if change.kind != POST:
        return {}
    rows = CardDeputy.objects.filter(version__in=page, post=change.id)
    return dict(rows.values_list("version", "title"))


def _fate(place: Place, *, moved: bool) -> Fate:
    """Return what becomes of a card; a post without a place on the day is no more."""
    if not place:
        return Fate.ENDS
    return Fate.CHANGED if moved else Fate.LOOK


def _place(place: Place) -> str:
    said = [place.get("unit", "")]
    if place.get("superior"):
        said.append(_("reports to {post}").format(post=place["superior"]))
    return PARTS.join(each for each in said if each)


def starts_of(
    actor: Actor, version: CardVersion, at_work: Mapping[int, CardVersion]
) -> list[Start]:
    """Return where whoever may write the card begins its next version, or goes on with it."""
    if not actor.can(Responsibility.CARD_WRITE, version.card.post.unit.path):
        return []
    waiting = at_work.get(version.card_id)
    if waiting is None:
        address = reverse("responsibility:card_next", args=[version.card_id])
        return [Start(_("Write the next version"), address)]
    if waiting.state == CardState.DRAFT:
        address = reverse("responsibility:card_draft", args=[version.card_id])
        return [Start(_("Go on with the draft"), address)]
    address = reverse("responsibility:card_version", args=[version.card_id, waiting.pk])
    return [Start(_("Open what is in review"), address)]
