"""Doors of organisation, people, accounts and roles."""

from tests.architecture.policy.doors import APPOINTED, IN_UNIT, OWN, SIGNED_IN, Policy, only

POLICY: dict[str, Policy] = {
    "/setup/accounts/": only("admin"),
    "/setup/accounts/opening/": only("admin"),
    "/setup/accounts/invitations/": only("admin"),
    "/setup/accounts/<int:pk>/": only("admin").about("person_id"),
    "/setup/accounts/<int:pk>/invitation/": only("admin").about("person_id"),
    "/setup/accounts/<int:pk>/closure/": only("admin").about("person_id"),
    "/setup/accounts/sign-ins/": only("admin"),
    "/setup/accounts/<int:pk>/security/": only("admin").about("person_id"),
    "/setup/accounts/<int:pk>/factors/": only("admin").about("person_id"),
    "/setup/accounts/<int:pk>/devices/": only("admin").about("person_id"),
    "/setup/accounts/<int:pk>/company/": only().about("person_id"),
    "/setup/accounts/<int:pk>/roles/": only("admin").about("person_id"),
    "/setup/roles/": only("admin"),
    "/setup/roles/new/": only("admin"),
    "/setup/roles/<slug:key>/": only(),
    "/setup/roles/<slug:key>/removal/": only(),
    "/setup/tokens/": SIGNED_IN,
    "/units/": APPOINTED,
    "/units/<int:pk>/": IN_UNIT.about("unit_id"),
    "/posts/<int:pk>/": IN_UNIT.about("post_id"),
    "/places/<int:pk>/": IN_UNIT.about("place_id"),
    "/setup/accounts/<int:pk>/roles/<int:grant_id>/end/": only("admin").about("granted_id"),
    "/setup/tokens/<int:pk>/end/": OWN.about("token"),
    "/people/": SIGNED_IN,
    "/posts/": SIGNED_IN,
    "/posts/<int:pk>/post.pdf": IN_UNIT.about("post_id"),
}
