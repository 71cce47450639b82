"""Doors of the site's frame."""

from tests.architecture.policy.doors import GONE, PUBLIC, SIGNED_IN, Policy

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
