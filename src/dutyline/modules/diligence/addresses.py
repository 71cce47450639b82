"""Where due-diligence files are found and asked for, and who may see them."""

from typing import Any

from django.urls import reverse

from dutyline.kernel.access.actor import Actor
from dutyline.modules.diligence.models import DiligenceFile, Kind
from dutyline.modules.diligence.operations.subjects import about, subject_for
from dutyline.modules.diligence.permissions import Diligence


def url_for_file(file_id: int) -> str:
    """Return the page of a file."""
    return reverse("diligence:file", args=[file_id])


def sees_file(actor: Actor, file_id: int) -> bool:
    """Say whether the actor may fetch its papers: he asked, and could still ask today."""
    file = DiligenceFile.objects.asked_by(actor).filter(pk=file_id).first()
    if file is None:
        return False
    subject = subject_for(actor, file.kind, file.about_id)
    return subject is not None and about(actor, subject, file.first, file.last) is not None


def sees_request(actor: Actor, file_id: int) -> bool:
    """Say whether the actor may know of it: he asked for it, or it speaks of him."""
    files = DiligenceFile.objects
    return (
        files.asked_by(actor).filter(pk=file_id).exists()
        or files.concerning(actor).filter(pk=file_id).exists()
    )


def ask_about_person(actor: Actor, person: Any) -> str:
    """Return what leads from a person's page to the one that asks, "" for who may not."""
    own = actor.is_person(person.pk) and actor.given(Diligence.ASK)
    if not own and subject_for(actor, Kind.PERSON, person.pk) is None:
        return ""
    return reverse("diligence:ask", args=[Kind.PERSON, person.pk])


def ask_about_post(actor: Actor, post: Any) -> str:
    """Return what leads from a post's page to the one that asks, "" for who may not."""
    if not actor.can(Diligence.ASK, post.unit.path):
        return ""
    return reverse("diligence:ask", args=[Kind.POST, post.pk])


def ask_about_unit(actor: Actor, unit: Any) -> str:
    """Return what leads from a unit's page to the one that asks, "" for who may not."""
    if not actor.can(Diligence.ASK, unit.path):
        return ""
    return reverse("diligence:ask", args=[Kind.UNIT, unit.pk])
