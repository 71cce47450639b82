import pytest

from dutyline.kernel.access.tests.plant import Plant
from dutyline.kernel.access.tests.plant import plant as build


@pytest.fixture
def plant(db) -> Plant:
    """The small enterprise with its rights; see `plant.py`."""
    return build()
