from importlib import import_module

import pytest

from dutyline.kernel.duties.tests.toy import FILES
from dutyline.kernel.duties.tests.world import World, build
from dutyline.kernel.registry.tests.toy import toy_module


@pytest.fixture(scope="package", autouse=True)
def toy(tmp_path_factory):
    """The toy module, installed for all tests of this room."""
    with toy_module(tmp_path_factory.mktemp("toy"), "toychain", FILES):
        yield import_module("toychain.manifest")


@pytest.fixture(autouse=True)
def _empty_toy(toy):
    yield
    toy.FACTS.clear()
    toy.SHARES.clear()
    toy.ASKED.clear()


@pytest.fixture
def world(db, toy) -> World:
    """The plant with criteria and the toy, ready to owe and to show."""
    return build(toy)
