"""Loads packs."""

from dataclasses import asdict
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.criteria.models import (
    Catalogue,
    CatalogueItem,
    Criterion,
    LoadedPack,
    Origin,
)
from dutyline.kernel.criteria.operations.continuing import Continuation
from dutyline.kernel.criteria.operations.guards import EVERYWHERE, day_of, require_at_the_top
from dutyline.kernel.criteria.operations.report import Report
from dutyline.kernel.criteria.packs.reading import Pack, read_pack
from dutyline.kernel.criteria.refusals import OlderPack, RankTaken, UnreadSection
from dutyline.kernel.criteria.shelf import changing
from dutyline.kernel.history.operations import record
from dutyline.kernel.organisation.periods import overlapping
from dutyline.kernel.registry import manifests


@transaction.atomic
@changing()
def load_pack(*, path: str | Path, by: Actor, at: datetime) -> Report:
    """Load a pack, by its folder or the name of a shipped one, and return what that changed.

    All or nothing: criteria, catalogues and the sections other modules read are one transaction.
    The same content loaded again changes nothing and leaves no trace. Own rows are never
    touched; the report lists those the pack contradicts. Raises NoSuchPack, PackInvalid,
    OlderPack, RankTaken, UnreadSection, and what the loaders of sections raise.
    """
    require_at_the_top(by)
    pack = read_pack(path)
    loaded = LoadedPack.objects.filter(name=pack.name).order_by("-loaded_at", "-id").first()
    _guard(pack, loaded)
    report = _load(pack, by, at)
    # The same content is gone through again: a module may be new, or have had no units before.
    if loaded and loaded.digest == pack.digest and not report.changes:
        report.unchanged = True
        return report
    row, _new = LoadedPack.objects.update_or_create(
        name=pack.name,
        version=pack.version,
        digest=pack.digest,
        defaults={"rank": pack.rank, "loaded_at": at, "report": report.as_data()},
    )
    record(
        by=by,
        verb="criteria.pack_loaded",
        subject=("criteria.pack", row.pk, str(row)),
        unit_path=EVERYWHERE,
        at=at,
        counts=report.counts,
        kept=[each["key"] for each in report.kept],
    )
    return report


def check_pack(*, path: str | Path, by: Actor, at: datetime) -> Report:
    """Return what loading a pack would change, and change nothing; raises as `load_pack` does."""
    with transaction.atomic():
        report = load_pack(path=path, by=by, at=at)
        transaction.set_rollback(True)
    return report


def _guard(pack: Pack, loaded: LoadedPack | None) -> None:
    if loaded and _order(pack.version) < _order(loaded.version):
        raise OlderPack(pack=pack.name, version=pack.version, loaded=loaded.version)
    other = LoadedPack.objects.filter(rank=pack.rank).exclude(name=pack.name).order_by("id").first()
    if other:
        raise RankTaken(other=other.name, rank=pack.rank)


def _order(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]


def _load(pack: Pack, by: Actor, at: datetime) -> Report:
    today = day_of(at)
    report = Report(pack.name, pack.version)
    criteria = Continuation(Criterion, pack, today, at).load(pack.criteria)
    entries = Continuation(CatalogueItem, pack, today, at).load(pack.entries)
    report.counts = {"criteria": asdict(criteria), "catalogues": asdict(entries)}
    for each in pack.catalogues:
        Catalogue.objects.update_or_create(
            kind=each["kind"], pack=pack.name, defaults={**each, "rank": pack.rank}
        )
    report.kept = _kept(pack, today)
    loaders = {name: path for each in manifests() for name, path in each.pack_sections.items()}
    # In the order of settings: what stands lower is there before what builds on it.
    # The right to load a pack is the right to all it brings, whatever modules ask for each part.
    whole = Actor.system(by.name)
    for name, loader in loaders.items():
        if name in pack.sections:
            report.counts[name] = _function(loader)(
                pack.sections[name], pack=pack.name, version=pack.version, by=whole, at=at
            )
    for name, section in pack.sections.items():
        if name in loaders:
            continue
        if name not in pack.optional:
            raise UnreadSection(section=name, where=section.where)
        report.skipped.append(name)
    return report


def _function(path: str) -> Any:
    module, _dot, name = path.rpartition(".")
    return getattr(import_module(module), name)


def _kept(pack: Pack, today: date) -> list[dict[str, Any]]:
    """Return own rows, of today or later, that stand over rows of this pack."""
    running = overlapping(today, date.max)
    values = {dict(row.identity)["key"]: row.matter["value"] for row in pack.criteria}
    kept: list[dict[str, Any]] = [
        {"key": row.key, "own": row.value, "pack": values[row.key]}
        for row in Criterion.objects.filter(running, origin=Origin.OWN, key__in=values).order_by(
            "key", "valid_from"
        )
    ]
    entries = {tuple(dict(row.identity).values()): row.words["label_en"] for row in pack.entries}
    own = CatalogueItem.objects.filter(running, origin=Origin.OWN).order_by("kind", "key", "id")
    kept += [
        {"key": f"{row.kind}: {row.key}", "own": row.label_en, "pack": entries[row.kind, row.key]}
        for row in own
        if (row.kind, row.key) in entries
    ]
    return kept
