"""Papers are thrown away after some weeks; that they were asked for stays."""

from datetime import datetime

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.files.models import Attachment
from dutyline.kernel.files.operations import discard
from dutyline.modules.diligence.keys import FILE
from dutyline.modules.diligence.models import DiligenceFile

AT_ONCE = 200


@transaction.atomic
def throw_away(now: datetime) -> int:
    """Throw away papers kept long enough; return of how many files. A sweep."""
    over = DiligenceFile.objects.filter(kept_until__lte=now, thrown_away_at=None)
    ids = list(over.order_by("id").values_list("id", flat=True)[:AT_ONCE])
    papers = list(Attachment.objects.of(FILE, *ids)) if ids else []
    discard(by=Actor.system("due diligence"), attachments=papers, reason="Kept long enough", at=now)
    return DiligenceFile.objects.filter(pk__in=ids).update(thrown_away_at=now)
