"""Actions on one page."""

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.access.roles import (
    AUDITOR,
    INSPECTOR,
    LINE_HEAD,
    PRINCIPAL,
    SAFETY_MANAGER,
)
from dutyline.kernel.actions import addresses, facts, indicators, todos
from dutyline.kernel.actions.filing import FILES
from dutyline.kernel.actions.keys import RECTIFICATION, REPAIR, VERIFICATION
from dutyline.kernel.actions.operations import escalate
from dutyline.kernel.actions.permissions import LABELS, Actions
from dutyline.kernel.actions.ports import list_of
from dutyline.kernel.actions.sentences import (
    NOTIFICATION_NAMES,
    NOTIFICATIONS,
    SENTENCES,
)
from dutyline.kernel.registry import (
    EvidenceKind,
    Indicator,
    Job,
    Manifest,
    Subject,
    Trigger,
)

EVERYTHING = frozenset(Actions)

manifest = Manifest(
    key="actions",
    name=_("Rectification"),
    permissions=Actions,
    permission_labels=LABELS,
    role_additions={
        LINE_HEAD: EVERYTHING,
        SAFETY_MANAGER: EVERYTHING,
        PRINCIPAL: EVERYTHING,
        INSPECTOR: frozenset({Actions.VIEW, Actions.VERIFY}),
        AUDITOR: frozenset({Actions.VIEW}),
    },
    files=FILES,
    evidence_kinds=(
        EvidenceKind(
            "actions.repaired_in_time",
            _("Repaired in time"),
            addresses.url_for_key,
            facts.repaired_in_time,
            urls_for=addresses.urls_for_keys,
        ),
        EvidenceKind(
            "actions.verified",
            _("Repair verified"),
            addresses.url_for_key,
            facts.verified,
            urls_for=addresses.urls_for_keys,
        ),
    ),
    triggers=(
        Trigger(
            "actions.assigned",
            _("A repair was assigned"),
            addresses.url_for_key,
            addresses.leads_of,
        ),
        Trigger(
            "actions.repair_reported",
            _("A repair was reported done"),
            addresses.url_for_key,
            addresses.leads_of,
        ),
    ),
    indicators=(
        Indicator(
            "actions.on_time_rate",
            _("On-time rectification"),
            "%",
            indicators.on_time_rate,
            list_of("due"),
        ),
        Indicator(
            "actions.rectification_rate",
            _("Rectification rate"),
            "%",
            indicators.rectification_rate,
            list_of("assigned"),
        ),
        Indicator(
            "actions.not_overdue_rate",
            _("Open repairs not overdue"),
            "%",
            indicators.not_overdue_rate,
            list_of("open"),
        ),
    ),
    todos=todos.SOURCES,
    subjects=(
        Subject(
            RECTIFICATION,
            _("Rectification"),
            addresses.sees_rectification,
            addresses.url_for_rectification,
        ),
        Subject(REPAIR, _("Repair"), addresses.sees_repair, addresses.url_for_repair),
        Subject(
            VERIFICATION,
            _("Verification"),
            addresses.sees_verification,
            addresses.url_for_verification,
        ),
    ),
    history_sentences=SENTENCES,
    notification_texts=NOTIFICATIONS,
    notification_names=NOTIFICATION_NAMES,
    unit_followers=("actions.Rectification",),
    jobs=(Job("actions.escalate", _("Escalate late repairs"), 900, escalate),),
)
