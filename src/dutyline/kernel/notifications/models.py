"""What people were told, and the mail still to go."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.notifications.queries import NotificationQuerySet
from dutyline.kernel.organisation.models import Person


class Notification(models.Model):
    """Something a person was told; `kind` names its words in a manifest, `data` fills them."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=60)
    data = models.JSONField(default=dict)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    key = models.CharField(max_length=200, unique=True, help_text=_("The same thing is told once."))
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        """Read by person, newest first."""

        verbose_name = _("notification")
        indexes = [
            models.Index(fields=["person", "-created_at", "-id"], name="notification_person"),
            models.Index(
                fields=["person"], condition=Q(read_at__isnull=True), name="notification_unread"
            ),
        ]


class OutboxMail(models.Model):
    """A mail written in the same transaction as what it tells; sent by a sweep."""

    notification = models.OneToOneField(
        Notification, models.CASCADE, related_name="mail", primary_key=True
    )
    to = models.EmailField()
    next_try_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)

    class Meta:
        """The sweep reads what is still to be sent; what was sent is not given up."""

        verbose_name = _("mail")
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(given_up_at__isnull=True),
                name="mail_sent_or_given_up",
            )
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=Q(sent_at__isnull=True, given_up_at__isnull=True),
                name="mail_waiting",
            )
        ]


class Preference(models.Model):
    """A kind of notification a person does not want by e-mail."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="unwanted_mail")
    kind = models.CharField(max_length=60)

    class Meta:
        """Each kind once."""

        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="preference_once")]
