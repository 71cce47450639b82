"""Kinds of import somebody may do, and the adapters that do them."""

from django.http import Http404
from django.urls import reverse
from django.utils.module_loading import import_string

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.registry import ImportKind, Text, manifests, permission_label
from dutyline.kernel.registry.imports import ImportAdapter


def kinds_for(actor: Actor) -> list[ImportKind]:
    """Return the kinds of import the actor may do, in the order of the manifests."""
    return [
        kind for manifest in manifests() for kind in manifest.imports if actor.can(kind.permission)
    ]


def closed_kinds(actor: Actor) -> list[tuple[ImportKind, Text]]:
    """Return the kinds somebody may not import, each with the name of the right it takes."""
    return [
        (kind, permission_label(kind.permission))
        for manifest in manifests()
        for kind in manifest.imports
        if not actor.can(kind.permission)
    ]


def kind_or_404(actor: Actor, key: str) -> ImportKind:
    """Return a kind of import; 404 where there is none or the actor may not do it."""
    for kind in kinds_for(actor):
        if kind.key == key:
            return kind
    raise Http404


def import_url(actor: Actor, key: str) -> str:
    """Return where a file of a kind is brought, "" for whom it is closed."""
    known = any(kind.key == key for kind in kinds_for(actor))
    return reverse("import_bring", args=[key]) if known else ""


def adapter_of(kind: str) -> ImportAdapter:
    """Return the adapter of a kind; KeyError where no module declares it."""
    declared = {each.key: each for manifest in manifests() for each in manifest.imports}
    adapter: ImportAdapter = import_string(declared[kind].adapter)()
    return adapter
