"""Every address of the site: the shell's, the API's, and what the manifests bring."""

from django.urls import URLPattern, URLResolver, include, path

from dutyline.kernel.registry import manifests

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", include("dutyline.api.urls")),
    path("", include("dutyline.shell.urls")),
    *(
        path(manifest.url_prefix, include((manifest.urls, manifest.key)))
        for manifest in manifests()
        if manifest.urls
    ),
]

handler400 = "dutyline.shell.errors.bad_request"
handler403 = "dutyline.shell.errors.forbidden"
handler404 = "dutyline.shell.errors.not_found"
handler500 = "dutyline.shell.errors.server_error"
