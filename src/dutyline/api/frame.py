"""The API as one object: who may call, where modules are mounted, how it describes itself."""

from collections.abc import Callable
from functools import wraps
from importlib import import_module
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import NinjaAPI, Router, Status

from dutyline import __version__
from dutyline.api.auth import PersonalToken, SignedIn
from dutyline.api.described import DescribedAPI
from dutyline.api.errors import install
from dutyline.api.parsing import StrictParser, View, known_parameters_only
from dutyline.api.routes import KERNEL
from dutyline.kernel.receipts.per_key import Answer
from dutyline.kernel.registry import manifests


def build() -> NinjaAPI:
    """Return the API with the routes of the kernel and of every manifest."""
    api = DescribedAPI(
        title="Dutyline",
        version=__version__,
        description="Who owed what, was it done, and where is the proof.",
        auth=[PersonalToken(), SignedIn()],
        parser=StrictParser(),
        # The description page of the library loads scripts from elsewhere; the document suffices.
        docs_url=None,
        openapi_url=None,
        urls_namespace="api",
    )
    install(api)
    # The last one added is the outermost.
    api.add_decorator(as_it_was_given(api))
    api.add_decorator(in_zone_of_token)
    api.add_decorator(known_parameters_only)
    for room, router in KERNEL.items():
        api.add_router("", router, tags=[room])
    for manifest in manifests():
        if manifest.api:
            module, name = manifest.api.rsplit(".", 1)
            brought: Router = getattr(import_module(module), name)
            api.add_router("", brought, tags=[str(manifest.key)])

    @api.get("/openapi.json", include_in_schema=False)
    def description(request: HttpRequest) -> object:
        return api.get_openapi_schema()

    return api


def as_it_was_given(api: NinjaAPI) -> Callable[[View], View]:
    """Send what a receipt keeps as it is, and shape it no more."""

    def decorate(view: View) -> View:
        @wraps(view)
        def sent(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            result = view(request, *args, **kwargs)
            status = result.status_code if isinstance(result, Status) else 200
            answer = result.value if isinstance(result, Status) else result
            if not isinstance(answer, Answer):
                return result
            return api.create_response(request, answer, status=status)

        return sent

    return decorate


def in_zone_of_token(view: View) -> View:
    """Let days be those where a token's owner works, as they are for whoever signs in."""

    @wraps(view)
    def there(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        actor = request.actor  # type: ignore[attr-defined]
        if actor.token_id is None:
            return view(request, *args, **kwargs)
        with timezone.override(actor.zone):
            return view(request, *args, **kwargs)

    return there
