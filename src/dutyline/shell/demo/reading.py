"""Lets people of the story read what they were told, so that only the latest is new."""

from datetime import datetime

from dutyline.kernel.notifications.models import Notification
from dutyline.kernel.notifications.operations import mark_read
from dutyline.shell.demo.stage import EnterpriseStage
from dutyline.shell.demo.tale import chapter


def read_up(stage: EnterpriseStage, until: datetime) -> None:
    """Mark as read what the people one may look around as were told before a moment."""
    for row in chapter("visitors"):
        person = stage.person(row["person"])
        told = Notification.objects.filter(person=person, created_at__lt=until)
        mark_read(by=stage.actor(row["person"], stage.times.today), notifications=told, at=until)
