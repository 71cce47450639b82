"""Reads history page by page, and only what the reader may see."""

from functools import cache

from dutyline.kernel.access.actor import Actor, NotPermitted
from dutyline.kernel.history.models import Entry
from dutyline.kernel.registry import subject
from dutyline.toolkit.paging import Page, keyset_page

NEWEST_FIRST = ("-id",)
SIZE = 50


def timeline(
    actor: Actor, about: tuple[str, int], cursor: str | None = None, size: int = SIZE
) -> Page[Entry]:
    """Return what happened to a subject, newest first.

    `about` is (type, id). Raises NotPermitted where the actor may not see the subject, BadCursor
    for a cursor of another list.
    """
    subject_type, subject_id = about
    if not _sees(actor, subject_type, subject_id):
        raise NotPermitted(subject_type)
    entries = Entry.objects.about(subject_type, subject_id)
    return keyset_page(entries, NEWEST_FIRST, cursor, size)


def of_person(
    actor: Actor, person_id: int, cursor: str | None = None, size: int = SIZE
) -> Page[Entry]:
    """Return what a person did, newest first, as far as the actor may see the things he did it to.

    A page may be shorter than `size` for what was left out. Raises NotPermitted where the actor
    may not see the person, BadCursor for a cursor of another list.
    """
    if not _sees(actor, "organisation.person", person_id):
        raise NotPermitted("organisation.person")
    page = keyset_page(Entry.objects.by_person(person_id), NEWEST_FIRST, cursor, size)
    # To himself everything he did; to a token of his what it may see.
    if actor.is_system or (actor.is_person(person_id) and actor.limits is None):
        return page
    sees = cache(lambda kind, pk: _sees(actor, kind, pk))
    seen = [entry for entry in page.rows if sees(entry.subject_type, entry.subject_id)]
    return Page(seen, page.next, page.previous)


def _sees(actor: Actor, subject_type: str, subject_id: int) -> bool:
    if actor.is_system:
        return True
    try:
        visible = subject(subject_type).visible
    except KeyError:  # of a module no longer built in: nobody can say who may see it
        return False
    return visible(actor, subject_id)
