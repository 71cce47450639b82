"""What the page of a round shows once nobody walks it any more: results, and what is odd."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from dutyline.kernel.access.actor import Actor
from dutyline.modules.inspections.models import Finding, Oddity, Round, RoundOddity, RoundState
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.views.round_walk import Step, sections_of
from dutyline.toolkit.ui.parts import Entry
from dutyline.toolkit.ui.when import moment
from dutyline.toolkit.wording import in_a_row

SHOWN = 50


def over_context(actor: Actor, walk: Round, steps: list[Step]) -> dict[str, Any]:
    """Return the results of a round for its page."""
    found = Finding.objects.filter(round=walk).order_by("id")[:SHOWN]
    visible = set(
        Finding.objects.visible_to(actor).filter(round=walk).values_list("pk", flat=True)[:SHOWN]
    )
    finished = walk.state == RoundState.FINISHED
    return {
        "facts": facts_of(walk),
        "oddities": [odd_words(walk, each) for each in walk.oddities.order_by("id")],
        "sections": sections_of(steps),
        "findings": [(each, each.pk in visible) for each in found],
        "ended": ended_words(walk),
        "may_void": finished and actor.can(Inspections.ROUND_VOID, walk.unit_path),
        "flag": flag_of(walk, timezone.now()),
    }


def facts_of(walk: Round) -> list[Entry]:
    """Return who, where and when of a round."""
    facts = [
        Entry(_("Where"), walk.place.name if walk.place else walk.unit.name),
        Entry(_("Unit"), walk.unit.name),
        Entry(_("Checklist"), walk.version.checklist.name, note=version_words(walk)),
        Entry(_("Due"), moment(walk.due_at, timezone.localtime())),
    ]
    if walk.post is not None:
        facts.append(Entry(_("Post"), walk.post.title))
    people = in_a_row(each.person.name for each in walk.inspectors.select_related("person"))
    if people:
        facts.append(Entry(_("Walked by"), people))
    if walk.started_at:
        facts.append(
            Entry(pgettext("round", "Begun"), moment(walk.started_at, timezone.localtime()))
        )
    if walk.finished_at:
        facts.append(
            Entry(pgettext("round", "Finished"), moment(walk.finished_at, timezone.localtime()))
        )
        if walk.recorded_at and walk.recorded_at > walk.finished_at:
            facts.append(
                Entry(pgettext("round", "Recorded"), moment(walk.recorded_at, timezone.localtime()))
            )
    return facts


def version_words(walk: Round) -> str:
    """Return which version of the checklist a round is done with."""
    return _("version {number}").format(number=walk.version.number)


def odd_words(walk: Round, odd: RoundOddity) -> tuple[str, str]:
    """Return what is odd about a round, said plainly: the head word and the sentence."""
    head = _("{words}.").format(words=odd.get_kind_display())
    if odd.kind == Oddity.TOO_FAST:
        seconds, items = int(odd.detail.get("seconds", 0)), int(odd.detail.get("items", 0))
        words = ngettext(
            "{items} item in {time}. It counts; whoever reads this may ask.",
            "{items} items in {time}. It counts; whoever reads this may ask.",
            items,
        )
        return head, words.format(items=items, time=span_words(seconds))
    if odd.kind == Oddity.PHOTO_SEEN:
        count = len(odd.detail.get("answers", ()))
        words = ngettext(
            "{count} answer has a photo that was used for something else before.",
            "{count} answers have photos that were used for something else before.",
            count,
        )
        return head, words.format(count=count)
    days = int(odd.detail.get("days", 0))
    words = ngettext(
        "Written down {days} day after it was walked.",
        "Written down {days} days after it was walked.",
        days,
    )
    return head, words.format(days=days)


def span_words(seconds: int) -> str:
    """Return a span of seconds as people say it."""
    if seconds < 120:
        return ngettext("{count} second", "{count} seconds", seconds).format(count=seconds)
    minutes = seconds // 60
    return ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)


def ended_words(walk: Round) -> tuple[str, str]:
    """Return why a round is over before its end, or void: the head word and the sentence."""
    row = getattr(walk, "abandonment", None) or getattr(walk, "void", None)
    if walk.state not in (RoundState.ABANDONED, RoundState.VOID) or row is None:
        return "", ""
    return (
        _("{words}.").format(words=walk.get_state_display()),
        _("%(name)s, %(at)s: %(reason)s")
        % {
            "name": row.by.name,
            "at": moment(row.at, timezone.localtime()),
            "reason": row.reason,
        },
    )


def flag_of(walk: Round, now: datetime) -> tuple[str, str]:
    """Return the one flag of a round: word and kind, empty for none."""
    if walk.state in (RoundState.DUE, RoundState.STARTED) and walk.due_at <= now:
        return pgettext("round", "Missed"), "over"
    return "", ""
