"""Who keeps our checkpoints, and whose checkpoints we keep."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Way(models.TextChoices):
    """How a checkpoint reaches its holder."""

    MAIL = "mail", _("E-mail")
    FOLDER = "folder", _("Folder")
    BUCKET = "bucket", _("Bucket (S3)")
    SERVER = "server", _("Another server")


class Problem(models.TextChoices):
    """Why the last delivery failed, in words of whoever has to mend it."""

    NONE = "", ""
    NO_MAIL_SERVER = "no_mail_server", _("No mail server is set (DUTYLINE_EMAIL_URL).")
    MAIL_REFUSED = "mail_refused", _("The mail server did not take the mail.")
    NO_FOLDER = "no_folder", _("The folder is not there. Is the disk or share connected?")
    NOT_READABLE = "not_readable", _("The folder may not be read.")
    NOT_WRITABLE = "not_writable", _("The folder may not be written, or its disk is full.")
    ADDRESS = "address", _("The address is not complete: it begins with https://.")
    UNKNOWN_HOST = "unknown_host", _("No machine of that name is known.")
    INNER_HOST = (
        "inner_host",
        _("The machine is inside your network. Name it in DUTYLINE_INNER_HOSTS to allow it."),
    )
    NO_ANSWER = "no_answer", _("The machine does not answer.")
    CERTIFICATE = "certificate", _("The certificate of the machine is not valid.")
    REFUSED = "refused", _("It refuses the checkpoint. Check address, key and rights.")
    BROKEN = "broken", _("It has trouble of its own and takes nothing now.")
    SHOWS_NOTHING = (
        "shows_nothing",
        _("It does not show what it keeps. Have somebody compare it by hand."),
    )
    SECRET = "secret", _("The secret was lost with a move. Remove the holder and add it again.")


class Finding(models.TextChoices):
    """What was found where a holder keeps our checkpoints."""

    UNREAD = "", ""
    FITS = "fits", _("What it keeps fits this log.")
    MISSING = "missing", _("The newest checkpoint it was given is not there any more.")
    DIFFERS = "differs", _("It keeps another history than this log tells. Ask why before all else.")


class Holder(models.Model):
    """Somebody or something outside that keeps every checkpoint it is sent.

    `target` is an address, folder or URL; `secret` is sealed with the key of this installation.
    `delivered_size` is the size of the newest checkpoint it has. `finding` is what reading it back
    showed at `read_at`; `tried_at` is the last attempt, and `read_problem` what hindered that one.
    """

    way = models.CharField(max_length=6, choices=Way)
    name = models.CharField(max_length=80)
    target = models.CharField(max_length=400)
    region = models.CharField(max_length=40, blank=True)
    key_id = models.CharField(max_length=200, blank=True)
    secret = models.TextField(blank=True)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=200)
    removed_at = models.DateTimeField(null=True)
    delivered_size = models.BigIntegerField(default=0)
    delivered_at = models.DateTimeField(null=True)
    next_try_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=20, choices=Problem, blank=True)
    status = models.PositiveSmallIntegerField(default=0)
    finding = models.CharField(max_length=7, choices=Finding, blank=True)
    read_at = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True)
    read_problem = models.CharField(max_length=20, choices=Problem, blank=True)

    class Meta:
        """A place holds once."""

        verbose_name = _("outside holder")
        constraints = [
            models.UniqueConstraint(
                fields=["way", "target"], condition=Q(removed_at=None), name="holder_once"
            )
        ]

    def __str__(self) -> str:
        """Return its name."""
        return self.name


class KnownLog(models.Model):
    """The log of another house whose checkpoints are kept here: its name and public key."""

    name = models.CharField(max_length=80)
    public = models.BinaryField(max_length=32, unique=True)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=200)

    def __str__(self) -> str:
        """Return its name."""
        return self.name


class KeptNote(models.Model):
    """A checkpoint of another house, as it was received."""

    log = models.ForeignKey(KnownLog, models.PROTECT, related_name="notes")
    origin = models.CharField(max_length=80)
    size = models.BigIntegerField()
    root = models.BinaryField(max_length=32)
    at = models.DateTimeField()
    note = models.TextField()
    kept_at = models.DateTimeField()

    class Meta:
        """The same is kept once; another root of the same size is what we are here for."""

        constraints = [
            models.UniqueConstraint(fields=["log", "size", "root"], name="kept_note_once")
        ]
