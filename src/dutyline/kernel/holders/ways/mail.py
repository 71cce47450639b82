"""By e-mail: somebody's mailbox is a holder nobody here can rewrite."""

import smtplib
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _
from django.utils.translation import override

from dutyline.kernel.holders.models import Holder, Problem
from dutyline.kernel.holders.ways.parcel import Hindered, Parcel


def deliver(holder: Holder, parcel: Parcel) -> None:
    """Send the checkpoint as text and as a file; again it is the same mail."""
    if not settings.EMAIL_CONFIGURED:
        raise Hindered(Problem.NO_MAIL_SERVER)
    with override(settings.LANGUAGE_CODE):
        mail = _mail(holder, parcel)
    try:
        mail.send()
    except (OSError, smtplib.SMTPException) as problem:
        raise Hindered(Problem.MAIL_REFUSED) from problem


def _mail(holder: Holder, parcel: Parcel) -> EmailMessage:
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    size = parcel.checkpoint.size
    words = _(
        "Please keep this mail. It says how the evidence log of your enterprise stood: whoever "
        "changes or removes something of it later cannot make it fit these lines again."
    )
    mail = EmailMessage(
        subject=_("Checkpoint of the evidence log: %(n)s entries") % {"n": size},
        body=f"{words}\n\n{parcel.checkpoint.note}",
        to=[holder.target],
        headers={
            "Message-ID": f"<{parcel.name.removesuffix('.txt')}.{holder.pk}@{host}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach(parcel.name, parcel.note, "application/octet-stream")
    return mail
