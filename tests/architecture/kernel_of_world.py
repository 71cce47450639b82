"""Things of the kernel's rooms in team A, for the sweep of all doors."""

from datetime import date, time

from dutyline.kernel.access.models import CustomRole
from dutyline.kernel.access.operations import save_custom_role
from dutyline.kernel.actions.models import Rectification
from dutyline.kernel.criteria.models import Catalogue, CatalogueItem, Criterion
from dutyline.kernel.criteria.shelf import changing
from dutyline.kernel.criteria.tests.packs import give_values
from dutyline.kernel.holders.operations import add_holder
from dutyline.kernel.organisation.operations import create_shift, record_leave
from dutyline.kernel.registry.imports import ImportMap
from dutyline.modules.inspections.tests.setting import AT, BEGIN, TODAY, Setting
from dutyline.shell.imports.operations import bring_file, try_out


def things_of_the_kernel(here: Setting) -> dict[str, object]:
    """Return them by the names policies use."""
    plant, admin = here.plant, here.actor("admin")
    shift = create_shift(
        by=admin,
        unit=plant.units.team_a,
        name="Day",
        starts_at=time(6),
        ends_at=time(14),
        anchor=BEGIN,
        cycle_days=1,
        cycle_on=[0],
        on=TODAY,
        at=AT,
    )
    leave = record_leave(
        by=here.actor("li"),
        person=plant.people.wang,
        since=date(2026, 7, 1),
        until=date(2026, 7, 8),
        reason="Rest",
        at=AT,
    )
    text = {"type": "text"}
    Catalogue.objects.create(
        kind="finding_category",
        pack="tests",
        rank=0,
        label_en="Categories",
        label_zh="类别",
        fields={"nature": text, "basis": text},
    )
    give_values({"access.invitation_days": 7})
    with changing():
        Criterion.objects.update(shape={"type": "number"})
        CatalogueItem.objects.create(
            kind="standard_post",
            key="operator",
            label_en="Operator",
            position=1,
            origin="pack",
            pack="tests",
            rank=0,
            valid_from=BEGIN,
        )
    return {
        "shift_id": shift.pk,
        "leave_id": leave.pk,
        "role": _role(here).key,
        "safety_id": plant.units.safety.pk,
        "other_post_id": plant.posts.team_leader_a.pk,
        "unsigned_id": plant.people.sun.pk,
        "criterion": "actions.verify_within_days",
        "catalogue": "finding_category",
        "entry": "things.guards",
        "standard": "operator",
        "rectification_id": Rectification.objects.get().pk,
        "upload_id": _upload(here),
        "holder_id": _holder(here),
        "unsigned_size": 7,
        "way": "mail",
    }


def _holder(here: Setting) -> int:
    words = {"way": "mail", "name": "Lawyer", "target": "lawyer@example.com"}
    return int(add_holder(by=here.actor("admin"), at=AT, **words).pk)


def _upload(here: Setting) -> int:
    admin = here.plant.signed_in("admin")
    upload = bring_file(
        by=admin,
        kind="places",
        content=b"Code,Name,Kind,Unit\nV-1,Valve pit,area,team_a\n",
        name="places.csv",
        mapping=ImportMap(),
        as_of=TODAY,
        partial=True,
        at=AT,
    )
    return int(try_out(by=admin, upload=upload, at=AT).pk)


def _role(here: Setting) -> CustomRole:
    return save_custom_role(
        by=here.actor("admin"),
        key="own-reader",
        label="Reader",
        sentence="Reads.",
        permissions=["organisation.view"],
        on=TODAY,
        at=AT,
    )
