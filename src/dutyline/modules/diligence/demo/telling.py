"""Tells how the principal asked for the file of a workshop head, and he for his own."""

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
    """Return both moments of yesterday: of the recent weeks at once, of all once all is told."""
    day = stage.now.date() - DAY
    for hour, first, own in ((16.4, stage.recent, False), (17.1, stage.begins, True)):
        at = stage.at(day, hour)
        yield Moment(at, partial(_ask, stage, first, at, own), stage.at(first, 0))


def _ask(stage: Stage, first: date, at: datetime, own: bool) -> None:
    day = stage.now.date() - DAY
    holder = next(iter(stage.at_work(POST, day)), None)
    who = holder if own else WHO
    account = Account.objects.filter(person=stage.person(who)).first() if who else None
    if holder is None or account is None:
        return
    by = actor_of(account.person, day, account_id=account.pk)
    subject = subject_for(by, Kind.PERSON, stage.person(holder).pk)
    if subject is None:
        return
    chinese = stage.language.startswith("zh")
    ask_file(
        by=by,
        subject=subject,
        first=first,
        last=day - DAY,
        language=Language.CHINESE if chinese else Language.ENGLISH,
        reason="" if own else stage.say(WHY),
        on=day,
        at=at,
    )
