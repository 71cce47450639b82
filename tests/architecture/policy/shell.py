"""Doors of the site's frame."""

from tests.architecture.policy.doors import (
    APPOINTED,
    GONE,
    IN_UNIT,
    PUBLIC,
    SIGNED_IN,
    Policy,
    only,
)

KEY = r"/account/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$"
POLICY: dict[str, Policy] = {
    "/account/language/": PUBLIC,
    "/account/colours/": PUBLIC,
    "/account/login/": PUBLIC,
    "/account/look-around/": GONE,
    "/account/set-up/": PUBLIC,
    "/account/invitation/<str:secret>/": GONE,
    "/account/held/<str:key>/": SIGNED_IN,
    "/account/logout/": PUBLIC,
    "/account/inactive/": PUBLIC,
    "/account/password/change/": SIGNED_IN,
    "/account/password/set/": SIGNED_IN,
    "/account/password/reset/": PUBLIC,
    "/account/password/reset/done/": PUBLIC,
    KEY: PUBLIC,
    "/account/password/reset/key/done/": PUBLIC,
    "/_ui/": PUBLIC,
}

ADMIN = only("admin")
DUTIES = only("manager", "admin")
"""Whoever manages duties of posts: the safety manager there, and the administrator."""
CHAIN: dict[str, Policy] = {
    "/": SIGNED_IN,
    "/line/": SIGNED_IN,
    "/line/<int:pk>/": only("leader", "manager").about("unit_id"),
    "/line/<int:pk>/obligations/": only("leader", "manager").about("unit_id"),
    "/obligations/<int:pk>/": only("worker", "leader", "manager").about("obligation"),
    "/people/<int:pk>/": IN_UNIT.about("person_id"),
    "/people/<int:pk>/person.pdf": only("worker", "leader", "manager").about("person_id"),
    "/people/<int:pk>/obligations/": only("worker", "leader", "manager").about("person_id"),
    "/people/<int:pk>/evidence/": only("worker", "leader", "manager").about("person_id"),
    "/posts/<int:pk>/obligations/": only("leader", "manager").about("post_id"),
    "/mine/line/": SIGNED_IN,
    "/search/": SIGNED_IN,
}
SETTING_UP: dict[str, Policy] = {
    "/setup/first-steps/": ADMIN,
    "/setup/organisation/": ADMIN,
    "/setup/organisation/units/<int:pk>/": ADMIN.about("unit_id"),
    "/setup/organisation/units/<int:pk>/<slug:verb>/": ADMIN.about("unit_id"),
    "/setup/organisation/posts/<int:pk>/<slug:verb>/": only().about("post_id"),
    "/setup/organisation/appointments/<int:pk>/end/": ADMIN.about("appointment_id"),
    "/setup/duties/": DUTIES,
    "/setup/duties/new/": DUTIES,
    "/setup/duties/<int:pk>/": APPOINTED.about("duty_id"),
    "/setup/duties/<int:pk>/change/": DUTIES.about("duty_id"),
    "/setup/duties/<int:pk>/end/": DUTIES.about("duty_id"),
    "/setup/duties/<int:pk>/posts/": DUTIES.about("duty_id"),
    "/setup/posts/<int:pk>/duties/": DUTIES.about("post_id"),
    "/setup/posts/<int:pk>/duties/standard/": DUTIES.about("post_id"),
    "/setup/posts/<int:pk>/duties/<int:duty_id>/end/": DUTIES.about("post_id"),
    "/setup/posts/<int:pk>/duties/<int:duty_id>/back/": DUTIES.about("post_id"),
    "/setup/criteria/": SIGNED_IN,
    "/setup/criteria/<str:key>/": only(),
    "/setup/criteria/<str:key>/end/": only(),
    "/setup/criteria/packs/": SIGNED_IN,
    "/setup/criteria/packs/<str:name>/": ADMIN,
    "/setup/criteria/catalogues/<str:kind>/": only(),
    "/setup/criteria/catalogues/<str:kind>/new/": only(),
    "/setup/criteria/catalogues/<str:kind>/entries/<str:key>/": only(),
    "/setup/criteria/catalogues/<str:kind>/entries/<str:key>/end/": only(),
    "/imports/": only("manager", "admin"),
    "/imports/<slug:kind>/": ADMIN,
    "/imports/<slug:kind>/template.xlsx": ADMIN,
    "/imports/files/<int:pk>/": only().about("upload"),
    "/imports/files/<int:pk>/columns/": only().about("upload"),
    "/imports/files/<int:pk>/layout/": only().about("upload"),
    "/imports/files/<int:pk>/import/": only().about("upload"),
    "/imports/files/<int:pk>/removal/": only().about("upload"),
    "/imports/files/<int:pk>/problems.xlsx": only().about("upload"),
}
POLICY |= CHAIN | SETTING_UP
