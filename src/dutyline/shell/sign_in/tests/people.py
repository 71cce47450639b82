"""People with passwords, for the tests of the door."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.urls import reverse
from django.utils import timezone

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.rights import actor_for
from dutyline.shell.sign_in.second_factors.operations import add_app

PASSWORD = "seven ladders by the tank"


def with_password(plant, name):
    """Return the account of a person who chose a password."""
    account = plant.account(name)
    account.set_password(PASSWORD)
    account.save()
    return account


def sign_in(client, account, password=PASSWORD, **given):
    """Send the form of the sign-in page."""
    data = {"login": account.username, "password": password, **given}
    return client.post(reverse("account_login"), data)


def confirm(client, password=PASSWORD):
    """Confirm who one is by the password."""
    return client.post(reverse("account_reauthenticate"), {"password": password})


def by(account) -> Actor:
    """Return somebody as his own actor now."""
    return actor_for(account, timezone.now())


def with_app(account):
    """Set an app up and return its secret and the recovery codes."""
    secret = generate_totp_secret()
    return secret, add_app(by=by(account), account=account, secret=secret, at=timezone.now())


def code_of(secret, ahead=0):
    """Return what the app shows now, or some steps later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))
