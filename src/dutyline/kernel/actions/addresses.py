"""Leads from keys of rectification to the page of what is mended."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.actions.keys import REPAIR, VERIFICATION, subject_of
from dutyline.kernel.actions.models import Rectification, Repair, Verification
from dutyline.kernel.actions.permissions import Actions
from dutyline.kernel.registry import Lead, subject


def url_for_key(key: str) -> str:
    """Return the page of the source behind a key of a round, repair or verification; "" if gone."""
    kind, _colon, number = key.partition(":")
    if kind == REPAIR:
        return _url(_source_of_repair(int(number)))
    if kind == VERIFICATION:
        return url_for_verification(int(number))
    return url_for_rectification(int(number.partition(".")[0]))


def urls_for_keys(keys: Sequence[str]) -> dict[str, str]:
    """Return the pages behind keys of rounds, repairs and verifications; three statements."""
    found = {
        key: lead.url for key, lead in leads_of([key for key in keys if not _verifies(key)]).items()
    }
    verified = {key: int(key.partition(":")[2]) for key in keys if _verifies(key)}
    if verified:
        rows = Verification.objects.filter(pk__in=verified.values())
        sources = dict(rows.values_list("pk", "repair__rectification__source"))
        found |= {key: _url(sources.get(pk, "")) for key, pk in verified.items()}
    return {key: found.get(key, "") for key in keys}


def _verifies(key: str) -> bool:
    return key.partition(":")[0] == VERIFICATION


def leads_of(keys: Sequence[str]) -> dict[str, Lead]:
    """Return what rounds of mending and reported repairs are about, by key; two statements."""
    parts = [(key, *key.partition(":")[::2]) for key in keys]
    rounds = {key: int(number.partition(".")[0]) for key, kind, number in parts if kind != REPAIR}
    repairs = {key: int(number) for key, kind, number in parts if kind == REPAIR}
    found: dict[str, Lead] = {}
    if rounds:
        rows = Rectification.objects.in_bulk(set(rounds.values()))
        found |= {
            key: Lead(rows[pk].source_label, _url(rows[pk].source))
            for key, pk in rounds.items()
            if pk in rows
        }
    if repairs:
        reported = Repair.objects.select_related("rectification", "by").in_bulk(
            set(repairs.values())
        )
        found |= {
            key: Lead(
                reported[pk].rectification.source_label,
                _url(reported[pk].rectification.source),
                note=_("Repaired by {owner}").format(owner=reported[pk].by.name),
            )
            for key, pk in repairs.items()
            if pk in reported
        }
    return found


def url_for_rectification(rectification_id: int) -> str:
    """Return the page of what a rectification mends."""
    sources = Rectification.objects.filter(pk=rectification_id).values_list("source", flat=True)
    return _url(sources.first() or "")


def url_for_repair(repair_id: int) -> str:
    """Return the page of what a repair mended."""
    return _url(_source_of_repair(repair_id))


def url_for_verification(verification_id: int) -> str:
    """Return the page of what a verification looked at."""
    sources = Verification.objects.filter(pk=verification_id).values_list(
        "repair__rectification__source", flat=True
    )
    return _url(sources.first() or "")


def sees_rectification(actor: Actor, rectification_id: int) -> bool:
    """Say whether the actor may see a rectification: its source, or his own part in it."""
    rectification = Rectification.objects.filter(pk=rectification_id).first()
    return rectification is not None and _sees(actor, rectification)


def sees_repair(actor: Actor, repair_id: int) -> bool:
    """Say whether the actor may see a reported repair and its photos."""
    repair = Repair.objects.filter(pk=repair_id).select_related("rectification").first()
    return repair is not None and _sees(actor, repair.rectification)


def sees_verification(actor: Actor, verification_id: int) -> bool:
    """Say whether the actor may see a verification and its photos."""
    verification = (
        Verification.objects.filter(pk=verification_id)
        .select_related("repair__rectification")
        .first()
    )
    return verification is not None and _sees(actor, verification.repair.rectification)


def _sees(actor: Actor, rectification: Rectification) -> bool:
    part = actor.is_person(rectification.owner_id) or actor.is_person(rectification.verifier_id)
    if part and actor.given(Actions.VIEW):
        return True
    if actor.can(Actions.VIEW, rectification.unit_path):
        return True
    kind, number = subject_of(rectification.source)
    return subject(kind).visible(actor, number)


def _source_of_repair(repair_id: int) -> str:
    sources = Repair.objects.filter(pk=repair_id).values_list("rectification__source", flat=True)
    return sources.first() or ""


def _url(source: str) -> str:
    if not source:
        return ""
    kind, number = subject_of(source)
    return subject(kind).url_for(number)
