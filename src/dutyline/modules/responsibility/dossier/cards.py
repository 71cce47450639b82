"""What a due-diligence file is told of post cards: those in force, who accepted them."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.organisation.filing import appointments_about, in_reach
from dutyline.kernel.organisation.models import Appointment
from dutyline.kernel.organisation.paths import subtree
from dutyline.kernel.organisation.periods import overlapping
from dutyline.kernel.registry import FileAbout, FileEntry, FileSource, Said
from dutyline.kernel.registry.filing import MOST, PERSON, POST
from dutyline.modules.responsibility.keys import VERSION
from dutyline.modules.responsibility.models import CardAcceptance, CardState, CardVersion
from dutyline.modules.responsibility.permissions import Responsibility


def _versions(about: FileAbout) -> QuerySet[CardVersion]:
    """Return the published versions in force on some day of the file, of the posts concerned."""
    rows: QuerySet[CardVersion] = CardVersion.objects.filter(
        in_reach(about, "card__post__unit__path"),
        overlapping(about.first, about.end),
        state=CardState.PUBLISHED,
    )
    if about.kind == POST:
        return rows.filter(card__post=about.id)
    if about.kind == PERSON:
        return rows.filter(card__post__in=appointments_about(about).values("post"))
    return rows.filter(subtree(about.path, "card__post__unit__path"))


def _cards(about: FileAbout) -> Iterator[FileEntry]:
    """Yield the versions in force; of a person only those that were while he held the post."""
    held = list(appointments_about(about)) if about.kind == PERSON else []
    rows = _versions(about).select_related("card__post__unit", "publication")
    for row in rows.order_by("valid_from", "id")[: MOST + 1]:
        if about.kind == PERSON and not any(_held_under(each, row) for each in held):
            continue
        publication = getattr(row, "publication", None)
        yield FileEntry(
            happened_at=row.valid_from or about.first,
            recorded_at=row.published_at,
            sentence=Said(
                _("Card of {post}, {unit}: version {number} in force{until}, published by {by}.")
                if row.valid_to
                else _("Card of {post}, {unit}: version {number} in force, published by {by}."),
                post=row.card.post.title,
                unit=row.place.get("unit", "") or row.card.post.unit.name,
                number=row.number,
                until=Said(_(" until {day}"), day=row.last_day),
                by=row.published_by_name,
            ),
            source=f"{VERSION}:{row.pk}",
            records=(("responsibility.card_published", publication.pk),) if publication else (),
        )


def _held_under(each: Appointment, row: CardVersion) -> bool:
    if each.post_id != row.card.post_id or row.valid_from is None:
        return False
    first = max(each.valid_from, row.valid_from)
    return all(end is None or first < end for end in (each.valid_to, row.valid_to))


def _accepted(about: FileAbout) -> Iterator[FileEntry]:
    """Yield acceptances given in the days of the file, and those of cards in force then."""
    rows = CardAcceptance.objects.filter(
        Q(at__gte=about.starts_at, at__lt=about.ends_at)
        | Q(at__lt=about.starts_at, version__in=_versions(about).values("pk")),
        in_reach(about, "version__card__post__unit__path"),
    )
    if about.kind == PERSON:
        rows = rows.filter(person=about.id)
    elif about.kind == POST:
        rows = rows.filter(version__card__post=about.id)
    else:
        rows = rows.filter(subtree(about.path, "version__card__post__unit__path"))
    for row in rows.select_related("version__card__post").order_by("at", "id")[: MOST + 1]:
        yield FileEntry(
            happened_at=row.at,
            recorded_at=row.recorded_at,
            sentence=Said(
                _("{person} accepted version {number} of the card of {post}: “{words}”"),
                person=row.person_name,
                number=row.version.number,
                post=row.version.card.post.title,
                words=row.words,
            ),
            source=f"{VERSION}:{row.version_id}",
            records=(("responsibility.card_accepted", row.pk),),
        )


FILES = (
    FileSource(
        "responsibility.cards", _("Post cards in force"), 20, _cards, Responsibility.CARD_VIEW
    ),
    FileSource(
        "responsibility.accepted",
        _("Post cards accepted"),
        22,
        _accepted,
        Responsibility.CARD_VIEW,
    ),
)
