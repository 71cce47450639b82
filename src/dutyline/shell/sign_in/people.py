"""The people of a demonstration as the sign-in page shows them."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dutyline.kernel.organisation.models import Appointment
from dutyline.shell.sign_in.installation import offered
from dutyline.toolkit.ui.parts import DemoPerson


def people_to_be(today: date) -> list[DemoPerson]:
    """Return whom one may look around as, each with the main post he holds today."""
    people = [each.account for each in offered()]
    posts = _main_posts([account.person_id for account in people], today)
    return [
        DemoPerson(
            key=account.username,
            name=str(account.person),
            post=posts.get(account.person_id, _("Visitor without rights")),
            line=None,
        )
        for account in people
    ]


def _main_posts(person_ids: list[int | None], today: date) -> dict[int | None, str]:
    held = (
        Appointment.objects.on(today)
        .filter(person__in=person_ids)
        .select_related("post__unit")
        .order_by("-acting", "-post__level", "-id")
    )
    words = pgettext("post and its unit", "%(post)s, %(unit)s")
    return {
        each.person_id: words % {"post": each.post.title, "unit": each.post.unit.name}
        for each in held
    }
