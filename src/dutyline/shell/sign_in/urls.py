"""Addresses of the door. Of allauth's pages only those this product has."""

from allauth.account import views as allauth
from allauth.mfa.base import views as second_factor
from allauth.mfa.webauthn import views as webauthn
from django.urls import path, re_path

from dutyline.shell.sign_in.company import views as company
from dutyline.shell.sign_in.confirming import confirm
from dutyline.shell.sign_in.invited import invitation_passkey
from dutyline.shell.sign_in.security import factors, pages
from dutyline.shell.sign_in.views import (
    first_password,
    forgotten,
    held_form,
    invitation,
    look_around,
    set_up,
    sign_in,
)

urlpatterns = [
    path("login/", sign_in, name="account_login"),
    path("look-around/", look_around, name="look_around"),
    path("set-up/", set_up, name="first_administrator"),
    path("invitation/<str:secret>/", invitation, name="invitation"),
    path("invitation/<str:secret>/passkey/", invitation_passkey, name="invitation_passkey"),
    path("held/<str:key>/", held_form, name="held_form"),
    path("logout/", allauth.logout, name="account_logout"),
    path("second-factor/", second_factor.authenticate, name="mfa_authenticate"),
    path("passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("confirm/", confirm, name="account_reauthenticate"),
    path("company/", company.leave, name="company_sign_in"),
    path("company/back/", company.come_back, name="company_sign_in_back"),
    path("company/link/", company.link, name="company_link"),
    path("company/unlink/", company.unlink, name="company_unlink"),
    path("security/", pages.security, name="security"),
    path("security/sign-ins/", pages.own_attempts, name="security_attempts"),
    path("security/app/", factors.app_new, name="security_app"),
    path("security/passkey/", factors.passkey_new, name="security_passkey"),
    path("security/codes/", factors.recovery_codes, name="security_recovery_codes"),
    path("security/devices/end/", pages.other_devices_end, name="security_other_devices_end"),
    path("security/devices/<int:pk>/end/", pages.device_end, name="security_device_end"),
    path(
        "security/factors/<int:pk>/removal/",
        factors.factor_removal,
        name="security_factor_removal",
    ),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("password/change/", allauth.password_change, name="account_change_password"),
    path("password/set/", first_password, name="account_set_password"),
    path("password/reset/", forgotten, name="account_reset_password"),
    path("password/reset/done/", allauth.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        allauth.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]
