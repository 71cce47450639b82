"""Fixtures of responsibility."""

import pytest

from dutyline.modules.responsibility.tests.desk import Desk, desk


@pytest.fixture
def here(db: None) -> Desk:
    """Return the plant with lines for its cards."""
    return desk()
