"""Addresses of the site's frame."""

from django.urls import URLPattern, URLResolver, include, path

from dutyline.shell.demo.views import told
from dutyline.shell.gallery.views import gallery
from dutyline.shell.preferences import choose_language, choose_theme

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/language/", choose_language, name="choose_language"),
    path("account/colours/", choose_theme, name="choose_theme"),
    path("account/", include("dutyline.shell.sign_in.urls")),
    path("account/demo/", told, name="demo_progress"),
    path("_ui/", gallery, name="gallery"),
    path("setup/", include("dutyline.shell.setup.urls")),
    path("imports/", include("dutyline.shell.imports.urls")),
    path("", include("dutyline.shell.duties.urls")),
    path("", include("dutyline.shell.changes.urls")),
    path("", include("dutyline.shell.line.urls")),
    path("", include("dutyline.shell.organisation.urls")),
    path("", include("dutyline.shell.search.urls")),
]
