"""Errands on one page."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.errands.models import Errand
from dutyline.kernel.errands.operations import forget
from dutyline.kernel.registry import Job, Manifest, Subject


def _visible(actor: Actor, errand_id: int) -> bool:
    return Errand.objects.visible_to(actor).filter(pk=errand_id).exists()


def _url_for(errand_id: int) -> str:
    return reverse("errands:errand", args=[errand_id])


def _forget(now: datetime) -> int:
    return forget(now=now)


manifest = Manifest(
    key="errands",
    name=_("Errands"),
    url_prefix="errands/",
    urls="dutyline.kernel.errands.urls",
    subjects=(Subject("errands.errand", _("Task"), _visible, _url_for, proves=False),),
    jobs=(Job("errands.forget", _("Forget old tasks and their files"), 6 * 3600, _forget),),
)
