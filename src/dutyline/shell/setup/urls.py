"""Addresses of the pages for setting up."""

from django.urls import path

from dutyline.shell.setup.accounts import many, security
from dutyline.shell.setup.accounts import views as accounts
from dutyline.shell.setup.criteria import catalogues, packs
from dutyline.shell.setup.criteria import views as criteria
from dutyline.shell.setup.duties import lists as duty_lists
from dutyline.shell.setup.duties import posts as duty_posts
from dutyline.shell.setup.duties import views as duties
from dutyline.shell.setup.first_steps.views import first_steps
from dutyline.shell.setup.organisation import views as organisation
from dutyline.shell.setup.people import leave
from dutyline.shell.setup.people import views as people
from dutyline.shell.setup.roles import given
from dutyline.shell.setup.roles import views as roles
from dutyline.shell.setup.standards.views import standards
from dutyline.shell.setup.tokens import views as tokens

urlpatterns = [
    path("first-steps/", first_steps, name="first_steps"),
    path("organisation/", organisation.organisation, name="setup_organisation"),
    path("organisation/units/<int:pk>/", organisation.organisation, name="setup_unit"),
    path(
        "organisation/units/<int:pk>/<slug:verb>/", organisation.unit_verb, name="setup_unit_verb"
    ),
    path(
        "organisation/posts/<int:pk>/<slug:verb>/", organisation.post_verb, name="setup_post_verb"
    ),
    path(
        "organisation/appointments/<int:pk>/end/",
        organisation.appointment_end,
        name="setup_appointment_end",
    ),
    path("organisation/shifts/<int:pk>/end/", organisation.shift_end, name="setup_shift_end"),
    path("people/<int:pk>/", people.person, name="setup_person"),
    path("people/<int:pk>/details/", people.details, name="setup_person_details"),
    path("people/<int:pk>/departure/", people.departure, name="setup_person_departure"),
    path("people/<int:pk>/return/", people.homecoming, name="setup_person_return"),
    path("leave/", leave.leaves, name="setup_leaves"),
    path("leave/new/", leave.leave_new, name="setup_leave_new"),
    path("leave/<int:pk>/end/", leave.leave_end, name="setup_leave_end"),
    path("accounts/", accounts.accounts, name="setup_accounts"),
    path("accounts/opening/", many.opening, name="setup_accounts_opening"),
    path("accounts/invitations/", many.invitations, name="setup_invitations"),
    path("accounts/<int:pk>/", accounts.account, name="setup_account"),
    path("accounts/<int:pk>/invitation/", accounts.invitation, name="setup_invitation"),
    path("accounts/<int:pk>/closure/", accounts.closure, name="setup_account_closure"),
    path("accounts/sign-ins/", security.all_attempts, name="setup_attempts"),
    path("accounts/<int:pk>/security/", security.account_security, name="setup_account_security"),
    path("accounts/<int:pk>/factors/", security.factors_reset, name="setup_factors_reset"),
    path("accounts/<int:pk>/devices/", security.devices_end, name="setup_devices_end"),
    path("accounts/<int:pk>/company/", security.company_link, name="setup_company_link"),
    path("accounts/<int:pk>/roles/", accounts.role, name="setup_role_given"),
    path("accounts/<int:pk>/roles/<int:grant_id>/end/", accounts.role_end, name="setup_role_end"),
    path("grants/", given.grants, name="setup_grants"),
    path("grants/new/", given.grant_new, name="setup_grant_new"),
    path("grants/<int:pk>/end/", given.grant_end, name="setup_grant_end"),
    path("grants/<int:pk>/back/", given.grant_back, name="setup_grant_back"),
    path("roles/", roles.roles, name="setup_roles"),
    path("roles/new/", roles.custom_role, name="setup_role_new"),
    path("roles/<slug:key>/", roles.custom_role, name="setup_role"),
    path("roles/<slug:key>/removal/", roles.custom_role_removal, name="setup_role_removal"),
    path("duties/", duty_lists.duties, name="setup_duties"),
    path("duties/new/", duties.duty_new, name="setup_duty_new"),
    path("duties/standard/", duty_lists.standard_duties, name="setup_duties_standard"),
    path("standard-posts/", standards, name="setup_standards"),
    path("duties/<int:pk>/", duties.duty, name="duty"),
    path("duties/<int:pk>/change/", duties.duty_change, name="setup_duty_change"),
    path("duties/<int:pk>/end/", duties.duty_end, name="setup_duty_end"),
    path("duties/<int:pk>/posts/", duty_posts.duty_posts, name="setup_duty_posts"),
    path("posts/<int:pk>/duties/", duty_posts.post_duties, name="setup_post_duties"),
    path(
        "posts/<int:pk>/duties/standard/",
        duty_posts.post_standard_duties,
        name="setup_post_standard",
    ),
    path(
        "posts/<int:pk>/duties/<int:duty_id>/end/",
        duty_posts.post_duty_end,
        name="setup_post_duty_end",
    ),
    path(
        "posts/<int:pk>/duties/<int:duty_id>/back/",
        duty_posts.post_duty_back,
        name="setup_post_duty_back",
    ),
    path("criteria/", criteria.criteria, name="setup_criteria"),
    path("criteria/catalogues/<str:kind>/", catalogues.catalogue, name="setup_catalogue"),
    path("criteria/catalogues/<str:kind>/new/", catalogues.entry, name="setup_catalogue_new"),
    path(
        "criteria/catalogues/<str:kind>/entries/<str:key>/",
        catalogues.entry,
        name="setup_catalogue_entry",
    ),
    path(
        "criteria/catalogues/<str:kind>/entries/<str:key>/end/",
        catalogues.retirement,
        name="setup_catalogue_retirement",
    ),
    path("criteria/packs/", packs.packs, name="setup_packs"),
    path("criteria/packs/<str:name>/", packs.pack, name="setup_pack"),
    path("criteria/<str:key>/", criteria.criterion, name="setup_criterion"),
    path("criteria/<str:key>/end/", criteria.withdrawal, name="setup_criterion_withdrawal"),
    path("tokens/", tokens.tokens, name="setup_tokens"),
    path("tokens/<int:pk>/end/", tokens.token_end, name="setup_token_end"),
]
