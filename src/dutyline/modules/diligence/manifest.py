"""Due diligence on one page."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.access.roles import AUDITOR, LINE_HEAD, PRINCIPAL, SAFETY_MANAGER
from dutyline.kernel.registry import Job, Manifest, NavItem, PageLink, Subject
from dutyline.modules.diligence import addresses
from dutyline.modules.diligence.keys import ASKED, FILE, REQUEST
from dutyline.modules.diligence.operations import throw_away
from dutyline.modules.diligence.operations.building import ERRAND
from dutyline.modules.diligence.permissions import LABELS, Diligence

ASKING = frozenset({Diligence.ASK})
DAY = 24 * 3600


def _throw_away(now: datetime) -> int:
    return throw_away(now)


manifest = Manifest(
    key="diligence",
    name=_("Due-diligence files"),
    url_prefix="due-diligence/",
    urls="dutyline.modules.diligence.urls",
    api="dutyline.modules.diligence.api.router",
    permissions=Diligence,
    permission_labels=LABELS,
    role_additions={
        LINE_HEAD: ASKING,
        SAFETY_MANAGER: ASKING,
        PRINCIPAL: ASKING,
        AUDITOR: ASKING,
    },
    navigation=(NavItem("mine", _("Due-diligence files"), "diligence:files", 60),),
    subjects=(
        Subject(
            FILE,
            _("Due-diligence file"),
            addresses.sees_file,
            addresses.url_for_file,
            proves=False,
        ),
        Subject(
            REQUEST,
            _("Request for a due-diligence file"),
            addresses.sees_request,
            addresses.url_for_file,
            proves=False,
        ),
    ),
    history_sentences={
        ASKED: _("{by} asked for a due-diligence file about {subject}, {first} to {last}."),
    },
    notification_texts={
        ASKED: (
            _("A due-diligence file was asked for: {subject_name}"),
            _("{by} asked for a file about {subject_name}, {first} to {last}. Reason: {reason}"),
        ),
    },
    page_links=(
        PageLink("diligence.person", "person", _("Due-diligence file"), addresses.ask_about_person),
        PageLink("diligence.post", "post", _("Due-diligence file"), addresses.ask_about_post),
        PageLink("diligence.unit", "unit", _("Due-diligence file"), addresses.ask_about_unit),
    ),
    errands=(ERRAND,),
    demo="dutyline.modules.diligence.demo.telling.tell",
    jobs=(Job("diligence.throw_away", _("Throw away old due-diligence files"), DAY, _throw_away),),
)
