"""Which passwords are refused, and which are not."""

import pytest
from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)
from django.core.exceptions import ValidationError
from django.utils.translation import override

from dutyline.kernel.access.tests.plant import plant as build

GUESSED = "该密码容易被猜到：它由少数常用词、名称或键盘连键组成。"
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


def test_rules_and_refusals_speak_as_the_product_does(wang):
    """The framework says 你 where the product says 您."""
    with override("zh-hans"):
        told = [
            *password_validators_help_texts(),
            *said_of("wang", wang),
            *said_of("password1", wang),
        ]
    assert told == [
        "至少15个字符。",
        "不能是许多人在用的密码。",
        "不能与您的姓名、账号或邮箱相近。",
        "不要用常用词、企业名称或键盘连键拼成。",
        "密码太短，至少需要15个字符。",
        "密码与您的个人信息太相近：用户名。",
        GUESSED,
        "密码太短，至少需要15个字符。",
        "许多人在用这个密码。",
        GUESSED,
    ]


def said_of(password, account):
    with pytest.raises(ValidationError) as refusal:
        validate_password(password, account)
    return refusal.value.messages
