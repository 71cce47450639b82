"""Photos of a finding, a repair or a verification: kept within the verb they belong to."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.files.operations import attach
from dutyline.modules.inspections.forms.finding_ends import PhotosForm
from dutyline.modules.inspections.operations.photographing import photograph_finding
from dutyline.modules.inspections.views.came_late import leads_back
from dutyline.modules.inspections.views.finding_done import came_late, is_his_step
from dutyline.modules.inspections.views.finding_offers import offer_of
from dutyline.modules.inspections.views.finding_scope import actor_of, finding_or_404, posted
from dutyline.modules.inspections.views.finding_verbs.page import Verb, answer

BEFORE = "before"
AFTER = "after"


def keep_photos(
    *, by: Actor, subject: tuple[str, int], role: str, files: Iterable[UploadedFile], at: datetime
) -> None:
    """Attach photos in the transaction of the caller; raises FileRefused."""
    for file in files:
        attach(by=by, subject=subject, role=role, file=file, at=at, photos_only=True)


@login_required
@leads_back
def photos(request: HttpRequest, pk: int) -> HttpResponse:
    """Add photos of what is wrong to a finding that is open."""
    actor, form = actor_of(request), PhotosForm(posted(request), request.FILES or None)
    finding = finding_or_404(actor, pk)
    if offer_of(actor, finding, "photos") is None:
        raise came_late(finding, "photos") if is_his_step(actor, finding, "photos") else Http404
    verb = Verb("photos", _("Add photos"), _("Add photos"), _("Photos added"))
    return answer(
        request,
        finding,
        verb,
        form,
        lambda at: photograph_finding(
            by=actor, finding=finding, photos=form.cleaned_data["photos"], at=at
        ),
    )
