"""Addresses of the API."""

from django.urls import URLPattern, URLResolver, path

from dutyline.api.frame import build
from dutyline.toolkit.rest.addresses import ByFirstWord

_routes, _app, _namespace = build().urls

urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/", ([ByFirstWord(_routes)], _app, _namespace))
]
