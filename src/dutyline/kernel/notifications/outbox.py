"""Send the mail in the outbox: at least once, each time under the same Message-ID."""

import hashlib
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.utils import parseaddr

import structlog
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F
from django.utils import timezone, translation

from dutyline.kernel.access.rights import actor_at
from dutyline.kernel.notifications.models import OutboxMail
from dutyline.kernel.notifications.words import tell

log = structlog.get_logger("dutyline.notifications")
BATCH = 100
LEASE = timedelta(minutes=5)
"""A mail being sent is left alone so long; then whoever took it is taken for dead."""
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=4)
TOO_OLD = timedelta(days=3)


def send_due(now: datetime) -> int:
    """Send what is due and return how much; nothing happens where no server is configured."""
    if not settings.EMAIL_CONFIGURED:
        return 0
    give_up_old(now)
    waiting = OutboxMail.objects.filter(
        sent_at__isnull=True, given_up_at__isnull=True, next_try_at__lte=now
    ).select_related("notification__person__account")
    sent = 0
    with _connection() as server:
        for mail in waiting.order_by("next_try_at", "notification_id")[:BATCH]:
            if _take(mail, now):
                sent += _send(mail, server, now)
    return sent


def give_up_old(now: datetime) -> int:
    """Give up mail that would only confuse by now; the notification itself stays."""
    old = OutboxMail.objects.filter(
        sent_at__isnull=True, given_up_at__isnull=True, notification__created_at__lt=now - TOO_OLD
    )
    return old.update(given_up_at=now)


@contextmanager
def _connection() -> Iterator[BaseEmailBackend]:
    server = get_connection()
    try:
        yield server
    finally:
        server.close()


def _take(mail: OutboxMail, now: datetime) -> bool:
    """Take the lease of a mail as it was read; False where another worker was faster."""
    free = OutboxMail.objects.filter(
        pk=mail.pk, sent_at__isnull=True, next_try_at=mail.next_try_at, attempts=mail.attempts
    )
    return bool(free.update(next_try_at=now + LEASE, attempts=F("attempts") + 1))


def _send(mail: OutboxMail, server: BaseEmailBackend, now: datetime) -> int:
    row = OutboxMail.objects.filter(pk=mail.pk)
    try:
        server.open()
        server.send_messages([compose(mail)])
    except (OSError, smtplib.SMTPException) as problem:
        server.close()
        log.warning("mail not sent", notification=mail.pk, error=str(problem))
        if _is_final(problem):
            row.update(given_up_at=now, last_error=str(problem)[:300])
        else:
            pause = min(FIRST_PAUSE * 2 ** min(mail.attempts, 12), LONGEST_PAUSE)
            row.update(next_try_at=now + pause, last_error=str(problem)[:300])
        return 0
    row.update(sent_at=timezone.now(), last_error="")
    return 1


def _is_final(problem: Exception) -> bool:
    """Say whether the server refused this very mail for good."""
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in problem.recipients.values())
    return isinstance(problem, smtplib.SMTPDataError) and problem.smtp_code >= 500


def compose(mail: OutboxMail) -> EmailMessage:
    """Return the mail in its reader's language and zone; its Message-ID is that of every try."""
    notification = mail.notification
    person = notification.person
    account = getattr(person, "account", None)
    language = person.language or (account.language if account else "") or settings.LANGUAGE_CODE
    zone = actor_at(person, notification.created_at).zone
    with translation.override(language), timezone.override(zone):
        told = tell(notification)
    link = f"\n\n{settings.ORIGIN}{told.url}" if settings.ORIGIN else ""
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    name = hashlib.sha256(notification.key.encode()).hexdigest()[:40]
    return EmailMessage(
        subject=" ".join(told.title.split()),
        body=f"{told.text}{link}\n",
        to=[mail.to],
        headers={"Message-ID": f"<{name}@{host}>", "Auto-Submitted": "auto-generated"},
    )
