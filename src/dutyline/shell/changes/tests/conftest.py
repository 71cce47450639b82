"""The world of changes."""

import pytest

from dutyline.shell.changes.tests.world import World


@pytest.fixture
def world(tmp_path, monkeypatch):
    return World(tmp_path, monkeypatch)
