"""A due-diligence file Wang asked for about himself, for the sweep of all doors."""

from dutyline.kernel.access.models import Account
from dutyline.kernel.access.rights import actor_for
from dutyline.modules.diligence.operations import ask_file
from dutyline.modules.diligence.operations.subjects import subject_for
from dutyline.modules.inspections.tests.setting import AT, TODAY


def files_of_wang(account: Account) -> dict[str, object]:
    """Return it by the names policies use."""
    wang = actor_for(account, AT)
    assert wang.person is not None
    subject = subject_for(wang, "person", wang.person.pk)
    assert subject is not None
    file = ask_file(
        by=wang,
        subject=subject,
        first=TODAY.replace(month=1),
        last=TODAY,
        language="both",
        reason="",
        on=TODAY,
        at=AT,
    )
    return {"diligence_file": file.pk, "file_kind": "person"}
