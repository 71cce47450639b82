"""Finds the manifests of everything built in and looks things up in them."""

from dataclasses import replace
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TypeVar

from django.apps import apps

from dutyline.kernel.registry.filing import FileSource
from dutyline.kernel.registry.manifest import (
    ErrandKind,
    EvidenceKind,
    Indicator,
    Job,
    LedgerSource,
    Manifest,
    Role,
    Subject,
    Text,
    Trigger,
)
from dutyline.kernel.registry.touching import TouchedSource

Declared = TypeVar("Declared", ErrandKind, EvidenceKind, Trigger, Indicator, Subject)


@cache
def manifests() -> tuple[Manifest, ...]:
    """Return the manifest of every installed package that has one, in order of settings."""
    found = []
    for app in apps.get_app_configs():
        if app.name.startswith("django") or find_spec(f"{app.name}.manifest") is None:
            continue
        found.append(import_module(f"{app.name}.manifest").manifest)
    return tuple(found)


def forget() -> None:
    """Read the manifests anew at the next question; for tests that add a module."""
    for cached in (manifests, roles, history_words):
        cached.cache_clear()


def evidence_kind(key: str) -> EvidenceKind:
    """Return the evidence kind of that key; KeyError where no module declares it."""
    return _declared(key, [kind for each in manifests() for kind in each.evidence_kinds])


def trigger(key: str) -> Trigger:
    """Return the trigger of that key; KeyError where no module declares it."""
    return _declared(key, [found for each in manifests() for found in each.triggers])


def indicator(key: str) -> Indicator:
    """Return the indicator of that key; KeyError where no module declares it."""
    return _declared(key, [found for each in manifests() for found in each.indicators])


def subject(key: str) -> Subject:
    """Return the subject of that key; KeyError where no module declares it."""
    return _declared(key, [found for each in manifests() for found in each.subjects])


def jobs() -> tuple[Job, ...]:
    """Return every sweep of every module."""
    return tuple(job for each in manifests() for job in each.jobs)


def ledger_sources() -> tuple[LedgerSource, ...]:
    """Return every kind of record that enters the log."""
    return tuple(source for each in manifests() for source in each.ledger)


def ledger_source(kind: str) -> LedgerSource:
    """Return the source of a kind of record; KeyError where no module declares it."""
    for each in ledger_sources():
        if each.kind == kind:
            return each
    raise KeyError(kind)


def errand_kind(key: str) -> ErrandKind:
    """Return the errand kind of that key; KeyError where no module declares it."""
    return _declared(key, [kind for each in manifests() for kind in each.errands])


def file_sources() -> tuple[FileSource, ...]:
    """Return every section of due-diligence files in their order."""
    found = [source for each in manifests() for source in each.files]
    return tuple(sorted(found, key=lambda source: (source.order, source.key)))


def touched_sources() -> tuple[TouchedSource, ...]:
    """Return every kind of thing a change may touch, in their order."""
    found = [source for each in manifests() for source in each.touched]
    return tuple(sorted(found, key=lambda source: (source.order, source.key)))


def sentence(verb: str) -> Text:
    """Return the readable sentence of a history verb; KeyError where nobody declares it."""
    for each in manifests():
        if verb in each.history_sentences:
            return each.history_sentences[verb]
    raise KeyError(verb)


@cache
def history_words() -> dict[str, dict[str, Text]]:
    """Return by place of a sentence what its keys are called, roles among them."""
    found: dict[str, dict[str, Text]] = {
        "role": {role.key: role.label for role in roles().values()}
    }
    for each in manifests():
        for place, words in each.history_words.items():
            found.setdefault(place, {}).update(words)
    return found


def permission_label(permission: str) -> Text:
    """Return a permission in words; KeyError where nobody declares it."""
    for each in manifests():
        if permission in each.permission_labels:
            return each.permission_labels[permission]
    raise KeyError(permission)


@cache
def roles() -> dict[str, Role]:
    """Return every role by key, with what modules add to the roles of the kernel."""
    found = {role.key: role for each in manifests() for role in each.roles}
    for each in manifests():
        for key, permissions in each.role_additions.items():
            found[key] = replace(found[key], permissions=found[key].permissions | permissions)
    return found


def role(key: str) -> Role:
    """Return the role of that key; KeyError where it does not exist."""
    return roles()[key]


def _declared(key: str, known: list[Declared]) -> Declared:
    for each in known:
        if each.key == key:
            return each
    raise KeyError(key)
