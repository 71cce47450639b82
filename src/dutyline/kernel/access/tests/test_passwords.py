"""Which passwords are refused, and which are not."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from dutyline.kernel.access.tests.plant import plant as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def wang():
    return build().account("wang")


def refused(password, account):
    try:
        validate_password(password, account)
    except ValidationError:
        return True
    return False


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword",
        "Password123456789",
        "P@ssw0rd P@ssw0rd 2026",
        "qwertyuiopasdfghjkl",
        "123456789012345",
        "aaaaaaaaaaaaaaaaaaaa",
        "dutyline dutyline 1",
        "Dutyline-Safety-2026",
        "wang fang wang fang",
        "abcabcabcabcabcabc",
        "fourteen chars",
    ],
)
def test_what_everybody_would_try_first_is_refused(wang, password):
    assert refused(password, wang)


def test_the_name_of_the_enterprise_and_a_year_is_refused(wang):
    from dutyline.kernel.organisation.models import Unit

    root = Unit.objects.get(parent=None)
    name = f"{root.name} safety 2026"
    assert len(name) >= 15
    assert refused(name, wang)


@pytest.mark.parametrize(
    "password",
    [
        "seven ladders by the tank",
        "我每天早上七点在三号塔看压力表和温度表",
        "no digits no capitals needed",
        "x" * 20 + " is long but " + "y" * 31,
        "dragon monkey shadow master sunshine",
        "correct tank, battery under stairs " * 4,
    ],
)
def test_a_sentence_of_ones_own_is_taken_whatever_it_is_made_of(wang, password):
    assert not refused(password, wang)


def test_the_whole_password_counts_however_long(wang):
    long = "the pressure gauge of the third tower " * 3
    wang.set_password(long)
    assert (wang.check_password(long), wang.check_password(long[:72])) == (True, False)
