"""The people of a demonstration as the sign-in page shows them."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from dutyline.kernel.duties.reading import person_line
from dutyline.kernel.organisation.models import Appointment
from dutyline.shell.duties.lines import line_of
from dutyline.shell.duties.months import month, year
from dutyline.shell.sign_in.installation import offered
from dutyline.toolkit.ui.line import Line
from dutyline.toolkit.ui.parts import DemoPerson


def people_to_be(today: date) -> list[DemoPerson]:
    """Return whom one may look around as, each with his main post and his line of this month."""
    people = [each.account for each in offered()]
    posts = _main_posts([account.person_id for account in people], today)
    return [
        DemoPerson(
            key=account.username,
            name=str(account.person),
            post=posts.get(account.person_id, _("Visitor without rights")),
            line=_line(account.person_id, today) if account.person_id in posts else None,
        )
        for account in people
    ]


def _line(person_id: int | None, today: date) -> Line | None:
    """Return the line of this month, of this year for whom the month asks nothing."""
    if person_id is None:
        return None
    for span in (month(today.replace(day=1)), year(today.year)):
        ticks = person_line(person_id, span.first, span.last, timezone.now())
        if ticks:
            return line_of(ticks, span.first, span.last, today)
    return None


def _main_posts(person_ids: list[int | None], today: date) -> dict[int | None, str]:
    held = (
        Appointment.objects.on(today)
        .filter(person__in=person_ids)
        .select_related("post__unit")
        .order_by("-acting", "-post__level", "-id")
    )
    return {each.person_id: each.post.with_unit for each in held}
