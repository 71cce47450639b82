"""What operators watch, on one page."""

from django.utils.translation import gettext_lazy as _

from dutyline.jobs.reading_back import (
    ALARM,
    HOLDER,
    compare_holders,
    sees_holder,
    url_for_holder,
)
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.registry import Job, Manifest, NavItem, Subject

COMPARE_SECONDS = 4 * 3600

manifest = Manifest(
    key="jobs",
    name=_("Jobs and health"),
    url_prefix="setup/health/",
    urls="dutyline.jobs.urls",
    jobs=(
        Job(
            "jobs.compare_holders",
            _("Compare what outside holders keep with the evidence log"),
            COMPARE_SECONDS,
            compare_holders,
        ),
    ),
    subjects=(Subject(HOLDER, _("Outside holder"), sees_holder, url_for_holder, proves=False),),
    notification_names={ALARM: _("Alarm: an outside holder keeps another evidence log")},
    notification_texts={
        ALARM: (
            _("Alarm: {holder} keeps another evidence log"),
            _(
                "What it was given does not fit the log of today: somebody may have changed the "
                "past here. Look at the outside holders, and stop nobody from asking why."
            ),
        ),
    },
    navigation=(NavItem("setup", _("Jobs and health"), "jobs:health", 95, Access.OPERATE),),
)
