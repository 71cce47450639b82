"""What the head of a person's page says of him."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Count, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.duties.models import Evidence, LineStrength, Origin, PostDuty
from dutyline.kernel.organisation.line import holders_of, superior_of
from dutyline.kernel.organisation.models import Appointment, Person
from dutyline.shell.duties.evidence import evidence_kinds
from dutyline.shell.duties.months import Stretch
from dutyline.toolkit.ui.numbers import count
from dutyline.toolkit.ui.parts import Entry, Link
from dutyline.toolkit.ui.when import full_date
from dutyline.toolkit.wording import in_a_row

MOST_KINDS = 3
"""Kinds of evidence the strip names; the list behind it names all."""


def running(held: Sequence[Appointment], on: date) -> list[Appointment]:
    """Return the appointments that run on a day, the main one first."""
    now = [each for each in held if each.runs_on(on)]
    return sorted(now, key=lambda each: (each.acting, each.post.level, each.pk))


def lead_of(now: Sequence[Appointment], on: date) -> list[str]:
    """Return sentences: what he holds since when, to whom he answers, who stands under him."""
    sentences = []
    for each in now:
        words = _("%(post)s, acting since %(day)s.") if each.acting else ""
        words = words or _("%(post)s, since %(day)s.")
        places = {"post": each.post.with_unit, "day": full_date(each.valid_from)}
        sentences.append(words % places)
    if now:
        sentences += [*_above(now[0], on), *_below(now[0])]
    return sentences


def _above(main: Appointment, on: date) -> list[str]:
    superior = superior_of(main.post, on)
    if superior is None:
        return []
    names = [each.person.name for each in holders_of(superior, on)]
    if not names:
        return [_("Answers to the vacant post %(post)s.") % {"post": superior.title}]
    joined = in_a_row(names)
    return [_("Answers to %(names)s, %(post)s.") % {"names": joined, "post": superior.title}]


def _below(main: Appointment) -> list[str]:
    if not main.post.heads_unit:
        return []
    strength = LineStrength.objects.filter(unit_id=main.post.unit_id)
    under = int(strength.aggregate(posts=Sum("posts", default=0))["posts"]) - 1
    if under < 1:
        return []
    words = ngettext("%(n)d post stands under it.", "%(n)d posts stand under it.", under)
    return [words % {"n": under}]


def offers_of(actor: Actor, person: Person, path: str) -> list[Link]:
    """Return what the reader may set up for somebody with a post in a unit, with the addresses."""
    offers = []
    if path and actor.can(Access.LEAVE_APPROVE, path) and not actor.is_person(person.pk):
        leave = f"{reverse('setup_leave_new')}?person={person.pk}"
        offers.append(Link(_("Enter leave"), leave))
    if path and actor.can(Access.ORGANISATION_MANAGE, path):
        offers.append(
            Link(_("Details, posts and leave"), reverse("setup_person", args=[person.pk]))
        )
    return offers


def strip_of(
    person: Person, now: Sequence[Appointment], on: date, span: Stretch, share: str
) -> list[Entry]:
    """Return what somebody would ask first: duties, how many kept, what was shown for them."""
    behind = f"{reverse('person_obligations', args=[person.pk])}?{span.query}"
    return [
        _applied(now, on),
        Entry(_("Kept on time"), share, note=_("of what was decided"), url=behind),
        *_shown(person, span),
    ]


def _applied(now: Sequence[Appointment], on: date) -> Entry:
    posts = [each.post_id for each in now]
    owed = PostDuty.objects.on(on).filter(post__in=posts)
    origins = dict(owed.order_by().values_list("duty", "duty__origin").distinct())
    own = sum(origin == Origin.OWN for origin in origins.values())
    note = _("%(law)d from packs, %(own)d our own") % {"law": len(origins) - own, "own": own}
    url = reverse("post", args=[posts[0]]) if posts else ""
    return Entry(_("Duties applied"), str(len(origins)), note=note, url=url)


def _shown(person: Person, span: Stretch) -> list[Entry]:
    pieces = Evidence.objects.filter(
        person_id=person.pk,
        withdrawal=None,
        occurred_on__gte=span.first,
        occurred_on__lte=span.last,
    )
    counts = dict(pieces.order_by().values_list("kind").annotate(n=Count("id")))
    behind = f"{reverse('person_evidence', args=[person.pk])}?{span.query}"
    return [
        Entry(kind.label, count(counts[kind.key]), url=f"{behind}&kind={kind.key}")
        for kind in evidence_kinds()
        if kind.key in counts
    ][:MOST_KINDS]
