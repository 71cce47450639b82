"""Parts of a person's or place's page that modules fill."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.registry import Lead, Text, manifests
from dutyline.toolkit.ui.parts import Link

SHOWN = 8
"""Lines of one part; the list behind it shows the rest."""


@dataclass(frozen=True)
class Filled:
    """A part with its lines; `more` is the whole list where there is more."""

    label: Text
    leads: Sequence[Lead]
    more: str


def panels_of(actor: Actor, about: str, thing: Any) -> list[Filled]:
    """Return the parts modules add to a page, those with nothing to say among them."""
    declared = [
        panel
        for manifest in manifests()
        for panel in manifest.panels
        if panel.about == about and (not panel.permission or actor.can(panel.permission))
    ]
    found = []
    for panel in sorted(declared, key=lambda panel: (panel.order, panel.key)):
        leads = list(panel.show(actor, thing, SHOWN + 1))
        more = panel.url_for(thing) if len(leads) > SHOWN else ""
        found.append(Filled(panel.label, leads[:SHOWN], more))
    return found


def links_of(actor: Actor, about: str, thing: Any) -> list[Link]:
    """Return what the actor may do with a thing on the pages of modules."""
    return [
        Link(link.label, url)
        for manifest in manifests()
        for link in manifest.page_links
        if link.about == about and (url := link.url_for(actor, thing))
    ]
