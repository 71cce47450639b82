"""How far periods have been opened, and for which state of the organisation."""

from django.db import models

from dutyline.kernel.duties.models.choices import Cadence
from dutyline.kernel.organisation.models import Post


class OpeningClock(models.Model):
    """Up to when the periods of a cadence have been opened for everybody known.

    What was over at `began_at`, when the first duty of the cadence was met, is never opened:
    nobody could have known of it. `calendar` is, for shifts, a digest of the calendars they were
    opened from.
    """

    cadence = models.CharField(max_length=11, choices=Cadence, unique=True)
    began_at = models.DateTimeField()
    opened_to = models.DateTimeField()
    calendar = models.TextField(blank=True)


class PostMark(models.Model):
    """What of a post its obligations were last worked out from.

    `digest` sums up its versions, holders, their leave, its duties and their versions. `stale` is
    null for a post seen for the first time, true for one that changed since.
    """

    post = models.OneToOneField(Post, models.CASCADE, primary_key=True, related_name="+")
    digest = models.TextField()
    stale = models.BooleanField(null=True)

    class Meta:
        """Only what is not yet worked out again is looked for."""

        indexes = [
            models.Index(
                fields=["post"],
                condition=models.Q(stale__isnull=True) | models.Q(stale=True),
                name="post_mark_stale",
            )
        ]
