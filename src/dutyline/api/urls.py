"""Addresses of the API."""

from django.urls import URLPattern, URLResolver, path

from dutyline.api.frame import build

urlpatterns: list[URLPattern | URLResolver] = [path("v1/", build().urls)]
