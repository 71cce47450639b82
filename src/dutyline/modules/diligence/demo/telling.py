"""Tells how the principal asked what a workshop head owed and did, as an inspector wanted it."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import partial

from dutyline.kernel.access.models import Account
from dutyline.kernel.access.rights import actor_of
from dutyline.kernel.registry import Moment, Stage
from dutyline.modules.diligence.models import Kind, Language
from dutyline.modules.diligence.operations import ask_file
from dutyline.modules.diligence.operations.subjects import subject_for

WHO, POST = "zhao-min", "poly-head"
"""Who asks, and whose file."""
DAY = timedelta(days=1)
WHY = {
    "en": "The emergency management bureau asks for it after its inspection of the workshop.",
    "zh": "应急管理局对车间执法检查后要求提供。",
}


def tell(stage: Stage) -> Iterable[Moment]:
    """Return the one moment: yesterday, about the recent weeks, so that its file is soon there."""
    day = stage.now.date() - DAY
    at = stage.at(day, 16.4)
    yield Moment(at, partial(_ask, stage, day, at), stage.at(stage.recent, 0))


def _ask(stage: Stage, day: date, at: datetime) -> None:
    holder = next(iter(stage.at_work(POST, day)), None)
    account = Account.objects.filter(person=stage.person(WHO)).first()
    if holder is None or account is None:
        return
    by = actor_of(stage.person(WHO), day, account_id=account.pk)
    subject = subject_for(by, Kind.PERSON, stage.person(holder).pk)
    if subject is None:
        return
    chinese = stage.language.startswith("zh")
    ask_file(
        by=by,
        subject=subject,
        first=stage.recent,
        last=day - DAY,
        language=Language.CHINESE if chinese else Language.ENGLISH,
        reason=stage.say(WHY),
        on=day,
        at=at,
    )
