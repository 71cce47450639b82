"""Clauses that must be carried, and a duty that rests on one of them."""

from collections.abc import Callable

from dutyline.kernel.criteria.models import CatalogueItem, Origin
from dutyline.kernel.criteria.shelf import changing
from dutyline.kernel.criteria.tests.packs import give_values
from dutyline.kernel.duties.models import Duty
from dutyline.kernel.duties.operations import define_duty, take_up_duty
from dutyline.kernel.organisation.models import Post
from dutyline.modules.responsibility.tests.desk import AT, TODAY, Desk

BEGIN = TODAY.replace(day=1)


def owing_of(here: Desk) -> Callable[..., Duty]:
    """Ask for two clauses, and return what lets posts owe a duty resting on the first."""
    give_values({"responsibility.clauses_to_carry": ["law.21-5", "law.21-6"]})
    with changing():
        CatalogueItem.objects.create(
            kind="clause",
            key="law.21-5",
            label_en="Dual prevention",
            label_zh="双重预防",
            instrument_en="Law",
            clause_en="Art. 21(5)",
            origin=Origin.PACK,
            pack="toy",
            rank=1,
            valid_from=BEGIN,
        )

    def owe(*posts: Post, key: str = "inspect", area: str = "subtree") -> Duty:
        duty = define_duty(
            by=here.plant.by,
            key=key,
            on=BEGIN,
            at=AT,
            text_en="Inspect the area",
            text_zh="巡查责任区",
            basis="law.21-5",
            measure="count",
            cadence="weekly",
            evidence_kind="inspections.round_done",
            area=area,
        )
        for post in posts:
            take_up_duty(by=here.plant.by, duty=duty, post=post, on=BEGIN, at=AT)
        return duty

    return owe
