"""Who may see an obligation or a duty, and where."""

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.duties.models import Duty, Obligation
from dutyline.kernel.duties.ports import page_of


def sees_obligation(actor: Actor, obligation_id: int) -> bool:
    """Say whether the actor answers for an obligation, or stands above who does."""
    return Obligation.objects.filter(pk=obligation_id).visible_to(actor).exists()


def sees_duty(actor: Actor, duty_id: int) -> bool:
    """Say whether the actor may see what posts owe: everybody inside may."""
    return actor.can(Access.ORGANISATION_VIEW) and Duty.objects.filter(pk=duty_id).exists()


def obligation_url(obligation_id: int) -> str:
    """Return the page of an obligation."""
    return page_of("obligation", obligation_id)


def duty_url(duty_id: int) -> str:
    """Return the page of a duty."""
    return page_of("duty", duty_id)
