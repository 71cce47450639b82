"""Notifications in words: what manifests declare, filled with what was kept."""

from collections import defaultdict
from dataclasses import dataclass

from dutyline.kernel.notifications.data import unpack
from dutyline.kernel.notifications.models import Notification
from dutyline.kernel.registry import Telling, Text, manifests, subject


@dataclass(frozen=True)
class Told:
    """One notification as its reader sees it."""

    title: str
    text: str
    url: str


def kinds() -> dict[str, tuple[Text, Text | Telling]]:
    """Return every kind with its subject line and text, both with named places."""
    return {kind: texts for each in manifests() for kind, texts in each.notification_texts.items()}


def tell(notification: Notification) -> Told:
    """Return a notification in the language of the moment; KeyError for an unknown kind."""
    title, text = kinds()[notification.kind]
    places = defaultdict(str, unpack(notification.data))
    url = subject(notification.subject_type).url_for(notification.subject_id)
    words = text(places) if callable(text) else text
    return Told(str(title).format_map(places), str(words).format_map(places), url)
