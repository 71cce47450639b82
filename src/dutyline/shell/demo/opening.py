"""Begins the story in an unused database: the enterprise with its people, rights and duties."""

from datetime import datetime

from django.db import transaction
from django.utils import translation

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.criteria.operations import load_pack
from dutyline.kernel.history.operations import told_as_lived
from dutyline.shell.demo.changes import tell_changes
from dutyline.shell.demo.organisation import tell_organisation
from dutyline.shell.demo.rights import tell_duties, tell_rights, tell_visitors
from dutyline.shell.demo.stage import TELLER, EnterpriseStage
from dutyline.shell.demo.times import Times
from dutyline.shell.sign_in.installation import begin_demo, show_told

PACK = "cn-work-safety"


@transaction.atomic
def open_story(*, language: str, at: datetime) -> EnterpriseStage:
    """Mark the database as a demonstration and tell the enterprise; raises NotEmpty."""
    times = Times(at)
    by = Actor.system(TELLER)
    begin_demo(at=at)
    show_told(told=0, to_tell=times.to_tell)
    with translation.override(language), told_as_lived():
        told = tell_organisation(by, times, language)
        load_pack(path=PACK, by=by, at=told.founded)
        tell_rights(told)
        tell_changes(told)
        tell_duties(told)
        tell_visitors(told)
    return EnterpriseStage(times, language)
