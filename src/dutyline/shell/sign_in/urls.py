"""Addresses of the door. Of allauth's pages only those this product has."""

from allauth.account import views as allauth
from django.urls import path, re_path

from dutyline.shell.sign_in.views import (
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
    path("held/<str:key>/", held_form, name="held_form"),
    path("logout/", allauth.logout, name="account_logout"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("password/change/", allauth.password_change, name="account_change_password"),
    path("password/set/", allauth.password_set, name="account_set_password"),
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
