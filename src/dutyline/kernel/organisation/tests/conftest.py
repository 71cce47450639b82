import pytest
from django.db import connection

from dutyline.kernel.organisation.tests.clerk import Clerk
from dutyline.kernel.organisation.tests.plant import Plant, build


@pytest.fixture
def plant(db) -> Plant:
    """The small enterprise of `tests/plant.py`, built by a clerk who may do everything."""
    return build(Clerk())


@pytest.fixture
def connection_of_test(db):
    """The database connection, for counting statements."""
    return connection
