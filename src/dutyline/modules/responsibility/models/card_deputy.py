"""Posts that stand in for the holder of a card's post."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.organisation.models import Post
from dutyline.modules.responsibility.models.card import CardVersion


class CardDeputy(models.Model):
    """A post that stands in, with its name as the version says it.

    A draft names it anew each time it is written; a published version keeps the name it was
    published with, whatever becomes of the post.
    """

    version = models.ForeignKey(CardVersion, models.PROTECT, related_name="deputy_posts")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    title = models.CharField(max_length=600)

    class Meta:
        """Each post once a version, and named."""

        verbose_name = _("post that stands in")
        constraints = [
            models.UniqueConstraint(fields=["version", "post"], name="card_deputy_once"),
            models.CheckConstraint(condition=~models.Q(title=""), name="card_deputy_named"),
        ]
