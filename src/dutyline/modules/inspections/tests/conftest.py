"""What tests of plans and rounds begin with."""

import pytest

from dutyline.modules.inspections.operations import (
    create_checklist,
    publish,
    write_draft,
)
from dutyline.modules.inspections.tests.setting import AT, setting
from dutyline.modules.inspections.tests.walking import ITEMS, planned


@pytest.fixture
def here():
    return setting()


@pytest.fixture
def checklist(here):
    made = create_checklist(
        by=here.actor("chen"),
        key="weekly",
        name="Weekly inspection",
        unit=here.plant.units.resin,
        at=AT,
        kind="daily.team",
    )
    write_draft(by=here.actor("chen"), checklist=made, items=ITEMS, at=AT)
    publish(by=here.actor("chen"), checklist=made, at=AT)
    return made


@pytest.fixture
def plan(here, checklist):
    return planned(here, checklist)
