"""What history tells about in criteria: everybody may read the rules he is measured by."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.access.actor import Actor, ActorKind
from dutyline.kernel.criteria.models import CatalogueItem, Criterion
from dutyline.kernel.registry import Subject


def _known(actor: Actor, _subject_id: int) -> bool:
    return actor.kind is not ActorKind.PUBLIC


def _criterion(subject_id: int) -> str:
    return _page("setup_criterion", key=_field(Criterion, subject_id, "key"))


def _entry(subject_id: int) -> str:
    return _page("setup_catalogue", kind=_field(CatalogueItem, subject_id, "kind"))


def _pack(_subject_id: int) -> str:
    return reverse("setup_packs")


def _page(name: str, **where: str) -> str:
    return reverse(name, kwargs=where) if all(where.values()) else ""


def _field(model: Any, row_id: int, name: str) -> str:
    return model.objects.filter(pk=row_id).values_list(name, flat=True).first() or ""


SUBJECTS = (
    Subject("criteria.criterion", _("Criterion"), _known, _criterion),
    Subject("criteria.catalogue_item", _("Catalogue entry"), _known, _entry),
    Subject("criteria.pack", _("Pack"), _known, _pack),
)
