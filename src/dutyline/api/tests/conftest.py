"""What tests of the API stand on: the plant, and its people as callers."""

import pytest

from dutyline.api.tests.calling import Caller, caller
from dutyline.kernel.access.tests.plant import Plant
from dutyline.kernel.access.tests.plant import plant as build_plant


@pytest.fixture
def plant(db) -> Plant:
    return build_plant()


@pytest.fixture
def admin(plant) -> Caller:
    return caller(plant, "admin")


@pytest.fixture
def wang(plant) -> Caller:
    return caller(plant, "wang")
