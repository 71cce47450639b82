import pytest
from django.core.cache import cache

from dutyline.kernel.access.tests.plant import plant as build
from dutyline.shell.sign_in.tests.people import with_password


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def plant():
    return build()


@pytest.fixture
def wang(plant):
    return with_password(plant, "wang")
