"""Addresses of the site's frame."""

from django.urls import URLPattern, URLResolver, include, path

from dutyline.shell.gallery.views import gallery

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("allauth.account.urls")),
    path("_ui/", gallery, name="gallery"),
]
