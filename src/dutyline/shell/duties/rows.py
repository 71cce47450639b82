"""What is owed as rows of a list, each with the tap that leads to where it is done."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dutyline.kernel.duties.models import DutyVersion
from dutyline.kernel.duties.reading import Done, Item
from dutyline.kernel.organisation.models import Post
from dutyline.kernel.registry import Lead, Text, evidence_kind, manifests, trigger
from dutyline.toolkit.ui.parts import Due, Link

OVER = "missed"
TO_DO = "due"


def due_rows(items: Sequence[Item], *, state: str = "", own: bool = True) -> list[Due]:
    """Return obligations to be done as rows; the first one's button is the filled one.

    Without `own` the reader only looks: rows lead to the obligation and have no button.
    """
    return due_groups([(items, state)], own=own)[0]


def due_groups(
    groups: Sequence[tuple[Sequence[Item], str]], *, own: bool = True
) -> list[list[Due]]:
    """Return several groups of obligations as rows, each with the state it is shown in."""
    items = [item for some, _state in groups for item in some]
    triggers = dict(
        DutyVersion.objects.filter(pk__in={item.version_id for item in items}).values_list(
            "pk", "trigger"
        )
    )
    events = _events(items, triggers)
    alike = {text for text, posts in _posts_by_text(items).items() if len(posts) > 1}
    only = _only_ones(items) if own else {}
    return [
        [
            _row(
                item,
                events.get(item.about),
                state,
                only=only.get((item.kind, item.post_id), ""),
                main=index == 0,
                own=own,
                named=item.text in alike,
            )
            for index, item in enumerate(some)
        ]
        for some, state in groups
    ]


def _posts_by_text(items: Sequence[Item]) -> dict[str, set[int]]:
    """Return for which posts each text is owed: who holds two may owe the same words twice."""
    found: dict[str, set[int]] = {}
    for item in items:
        found.setdefault(item.text, set()).add(item.post_id)
    return found


def _events(items: Sequence[Item], triggers: Mapping[int, str]) -> dict[str, Lead]:
    """Return what the events behind obligations were about, by their keys."""
    keys: dict[str, list[str]] = {}
    for item in items:
        if item.about and triggers.get(item.version_id):
            keys.setdefault(triggers[item.version_id], []).append(item.about)
    found: dict[str, Lead] = {}
    for key, about in keys.items():
        declared = trigger(key)
        if declared.leads:
            found |= declared.leads(about)
    return found


def _only_ones(items: Sequence[Item]) -> dict[tuple[str, int], str]:
    """Return where the one work waits that each post owes of a kind, by kind and post."""
    posts: dict[str, set[int]] = {}
    for item in items:
        if item.measure == "count" and item.kind:
            posts.setdefault(item.kind, set()).add(item.post_id)
    found: dict[tuple[str, int], str] = {}
    for key, some in posts.items():
        declared = evidence_kind(key)
        if declared.only_one_for:
            waiting = declared.only_one_for(sorted(some))
            found |= {(key, post): url for post, url in waiting.items()}
    return found


def waiting_rows(person_id: int, most: int) -> list[Due]:
    """Return what else waits for a person, from every module, soonest first, at most `most`."""
    found = [
        todo
        for manifest in manifests()
        for source in manifest.todos
        for todo in source.pending(person_id, most)
    ]
    found.sort(key=lambda todo: (todo.due_at is None, todo.due_at, todo.title))
    return [
        Due(TO_DO, todo.title, todo.url, note=todo.hint, due=todo.due_at, tap=todo.action)
        for todo in found[:most]
    ]


def told_once(
    owed: Sequence[Sequence[Due]], waiting: Sequence[Due]
) -> tuple[list[list[Due]], list[Due]]:
    """Leave out what waits at the very page an owed row leads to: one job is one row.

    The owed row stays, for it says by when, and takes the other's word for its button.
    """
    taps = {row.url: row.tap for row in waiting}
    once = [[replace(row, tap=taps.get(row.url, row.tap)) for row in rows] for rows in owed]
    owed_urls = {row.url for rows in owed for row in rows}
    return once, [row for row in waiting if row.url not in owed_urls]


def done_rows(pieces: Sequence[Done]) -> list[tuple[Link, Text, Done]]:
    """Return evidence left lately: a link to its source, what was done there, and the piece."""
    urls = source_urls((piece.kind, piece.source) for piece in pieces)
    rows = []
    for piece in pieces:
        kind, url = evidence_kind(piece.kind).label, urls[piece.kind, piece.source]
        rows.append((Link(piece.label or kind, url), kind if piece.label else "", piece))
    return rows


def source_urls(pieces: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return the pages of sources by kind and source, however many, in few statements."""
    sources: dict[str, list[str]] = {}
    for kind, source in pieces:
        sources.setdefault(kind, []).append(source)
    return {
        (kind, source): url
        for kind, some in sources.items()
        for source, url in evidence_kind(kind).addresses(some).items()
    }


def _row(
    item: Item, event: Lead | None, state: str, *, only: str, main: bool, own: bool, named: bool
) -> Due:
    url, tap = _where(item, event) if own else (reverse("obligation", args=[item.id]), "")
    # Of one round that waits the list of all rounds is a detour.
    url = only or url
    note = " · ".join(filter(None, (event.title, event.note) if event else (_note(item, named),)))
    return Due(state or TO_DO, item.text, url, note=note, due=item.due_at, tap=tap, main=main)


def _where(item: Item, event: Lead | None) -> tuple[str, str]:
    if event and event.url:
        return event.url, _("Open")
    if item.measure == "count":
        kind = evidence_kind(item.kind)
        try:
            if kind.begin:
                return reverse(kind.begin), str(kind.tap or _("Open"))
        except NoReverseMatch:  # the module shows no page for it
            pass
    return reverse("obligation", args=[item.id]), _("Open")


def _note(item: Item, named: bool) -> str:
    words = []
    if item.amount > 1:
        words.append(
            ngettext("%(done)d of %(amount)d done", "%(done)d of %(amount)d done", int(item.amount))
            % {"done": int(item.done), "amount": int(item.amount)}
        )
    if item.covering:
        words.append(_("covering the vacant post %(post)s") % {"post": item.post_title})
    elif item.person_id is None:
        words.append(_("owed together: %(post)s") % {"post": item.post_title})
    elif named:
        words.append(item.post_title)
    return " · ".join(words)


def posts_words(posts: Iterable[Post]) -> str:
    """Return posts with their units in one line."""
    return " · ".join(post.with_unit for post in posts)
