"""What tests of the pages of rounds share: a published checklist, a plan, a round that is due."""

from decimal import Decimal
from typing import Any

from dutyline.modules.inspections.models import Checklist, Plan, Round
from dutyline.modules.inspections.operations import (
    ItemDraft,
    create_checklist,
    make_plan,
    open_due_rounds,
    publish,
    start_round,
    write_draft,
)
from dutyline.modules.inspections.tests.pages import Pages
from dutyline.modules.inspections.tests.setting import AT, TODAY

ITEMS = [
    ItemDraft(
        text="Guard rails complete",
        section="Edges",
        standard="Two bars and toe board",
        category="things.guards",
        finding_title="Guard rail incomplete",
        finding_measures="Weld the rail",
    ),
    ItemDraft(
        text="Oxygen",
        section="Air",
        answer_kind="number",
        lowest=Decimal(19),
        highest=Decimal(23),
        measured_in="%",
    ),
    ItemDraft(
        text="Pump runs",
        section="Air",
        answer_kind="choice",
        choices=(
            {"label": "quiet", "label_zh": "安静", "fault": False},
            {"label": "loud", "label_zh": "很响", "fault": True},
        ),
    ),
    ItemDraft(text="Remarks", section="Air", answer_kind="text"),
]


class Walks(Pages):
    """The plant with a daily round of team A's leader Li through the pump bay, due now."""

    def __init__(self, monkeypatch: Any) -> None:
        super().__init__(monkeypatch)
        self.checklist = self.published("Daily team check")
        self.plan = self.planned()
        open_due_rounds(AT)
        self.walk = Round.objects.get()

    def published(self, name: str, items: list[ItemDraft] | None = None) -> Checklist:
        """Return a checklist of the company with one published version."""
        chen = self.here.actor("chen")
        unit = self.here.plant.units.resin
        made = create_checklist(by=chen, key=name, name=name, unit=unit, at=AT)
        write_draft(by=chen, checklist=made, items=items or ITEMS, at=AT)
        publish(by=chen, checklist=made, at=AT)
        return made

    def planned(self, **other: Any) -> Plan:
        """Return a plan, daily through the pump bay by the leader of team A unless told."""
        said: dict[str, Any] = {
            "name": "",
            "checklist": self.checklist,
            "unit": self.here.plant.units.team_a,
            "post": self.here.plant.appointments.li.post,
            "cadence": "daily",
            "targets": [self.here.places.pump_bay],
            "on": TODAY,
        }
        return make_plan(by=self.here.actor("chen"), at=AT, **(said | other))

    def started(self) -> Round:
        """Return the round begun by Li."""
        return start_round(by=self.here.actor("li"), walk=self.walk, at=AT)

    def items(self) -> list[Any]:
        """Return the items of the round in order."""
        return list(self.walk.version.items.order_by("position"))

    def answer(self, name: str, nth: int, /, *, alone: bool = False, **said: Any) -> Any:
        """Send the answer to the item of this number; `alone` as the page does it by itself."""
        item = self.items()[nth - 1]
        body = {f"i{item.pk}-{key}": value for key, value in said.items()}
        headers = {"X-Autosave": "1"} if alone else {}
        address = f"/rounds/{self.walk.pk}/answers/{item.pk}/"
        return self.browser(name).post(address, body, headers=headers)
