"""The API as one object: who may call, where modules are mounted, how it describes itself."""

from importlib import import_module

from django.http import HttpRequest
from ninja import NinjaAPI, Router

from dutyline import __version__
from dutyline.api.auth import PersonalToken, SignedIn
from dutyline.api.errors import install
from dutyline.api.routes import organisation
from dutyline.kernel.registry import manifests


def build() -> NinjaAPI:
    """Return the API with the routes of the kernel and of every manifest."""
    api = NinjaAPI(
        title="Dutyline",
        version=__version__,
        description="Who owed what, was it done, and where is the proof.",
        auth=[PersonalToken(), SignedIn()],
        # The description page of the library loads scripts from elsewhere; the document suffices.
        docs_url=None,
        openapi_url=None,
        urls_namespace="api",
    )
    install(api)
    api.add_router("", organisation.router)
    for manifest in manifests():
        if manifest.api:
            module, name = manifest.api.rsplit(".", 1)
            router: Router = getattr(import_module(module), name)
            api.add_router("", router, tags=[str(manifest.key)])

    @api.get("/openapi.json", include_in_schema=False)
    def description(request: HttpRequest) -> object:
        return api.get_openapi_schema()

    return api
