"""The tabs that hold plans, checklists, coverage and places together."""

from django.urls import reverse
from django.utils.translation import gettext as _

from dutyline.kernel.access.actor import Actor
from dutyline.modules.inspections.permissions import Inspections
from dutyline.toolkit.ui.parts import Tab


def plan_tabs(actor: Actor, current: str) -> list[Tab]:
    """Return the tabs the actor may open."""
    tabs = [("places", _("Places"))]
    if actor.can(Inspections.ROUND_VIEW):
        tabs = [
            ("plans", _("Plans")),
            ("checklists", _("Checklists")),
            ("coverage", _("Coverage")),
            *tabs,
        ]
    return [
        Tab(label, reverse(f"inspections:{name}"), current=name == current) for name, label in tabs
    ]
