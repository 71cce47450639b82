"""The cards and letters a change of law, of a post or of a unit touches."""

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.registry import TouchedSource
from dutyline.modules.responsibility.operations.touching.cards import touched_cards
from dutyline.modules.responsibility.operations.touching.letters import touched_letters

# No permission: whoever sees no others' cards and letters still sees his own.
TOUCHED = (
    TouchedSource("responsibility.cards", _("Post cards"), 30, touched_cards),
    TouchedSource("responsibility.letters", _("Responsibility letters"), 40, touched_letters),
)
