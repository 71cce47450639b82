"""Addresses of the pages for setting up."""

from django.urls import path

from dutyline.shell.setup.accounts import views as accounts
from dutyline.shell.setup.roles import views as roles
from dutyline.shell.setup.tokens import views as tokens

urlpatterns = [
    path("accounts/", accounts.accounts, name="setup_accounts"),
    path("accounts/<int:pk>/", accounts.account, name="setup_account"),
    path("accounts/<int:pk>/invitation/", accounts.invitation, name="setup_invitation"),
    path("accounts/<int:pk>/closure/", accounts.closure, name="setup_account_closure"),
    path("accounts/<int:pk>/roles/", accounts.role, name="setup_role_given"),
    path("accounts/<int:pk>/roles/<int:grant_id>/end/", accounts.role_end, name="setup_role_end"),
    path("roles/", roles.roles, name="setup_roles"),
    path("roles/new/", roles.custom_role, name="setup_role_new"),
    path("roles/<slug:key>/", roles.custom_role, name="setup_role"),
    path("roles/<slug:key>/removal/", roles.custom_role_removal, name="setup_role_removal"),
    path("tokens/", tokens.tokens, name="setup_tokens"),
    path("tokens/<int:pk>/end/", tokens.token_end, name="setup_token_end"),
]
