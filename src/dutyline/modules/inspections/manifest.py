"""Inspections on one page."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dutyline.kernel.access.roles import (
    AUDITOR,
    EMPLOYEE,
    INSPECTOR,
    LINE_HEAD,
    PRINCIPAL,
    SAFETY_MANAGER,
)
from dutyline.kernel.organisation.permissions import Organisation
from dutyline.kernel.registry import (
    EvidenceKind,
    FirstStep,
    ImportKind,
    Indicator,
    Job,
    Manifest,
    NavItem,
    Subject,
)
from dutyline.modules.inspections import addresses, facts, indicators, keys, ledger_export, todos
from dutyline.modules.inspections.board import BOARD_COLUMNS
from dutyline.modules.inspections.filing import FILES
from dutyline.modules.inspections.models import Cadence, Grade, Plan
from dutyline.modules.inspections.operations.counting import count_summaries
from dutyline.modules.inspections.operations.how_many import open_findings
from dutyline.modules.inspections.operations.opening import open_due_rounds
from dutyline.modules.inspections.operations.reports import sweep_counts
from dutyline.modules.inspections.operations.statistics_reports import open_statistics
from dutyline.modules.inspections.permissions import LABELS, Inspections
from dutyline.modules.inspections.sentences import (
    NOTIFICATION_NAMES,
    NOTIFICATIONS,
    SENTENCES,
)
from dutyline.modules.inspections.showing import PAGE_LINKS, PANELS, SEARCH
from dutyline.modules.inspections.touched import TOUCHED

REPORTING = frozenset({Inspections.FINDING_VIEW, Inspections.FINDING_RECORD})
READING = frozenset({Inspections.FINDING_VIEW, Inspections.ROUND_VIEW})
INSPECTING = REPORTING | {
    Inspections.FINDING_GRADE,
    Inspections.ROUND_VIEW,
    Inspections.ROUND_WALK,
}
LEADING = INSPECTING | {
    Inspections.FINDING_MERGE,
    Inspections.REPORT_DECIDE,
    Inspections.PLAN_MANAGE,
    Inspections.VIEW_SHARE,
}
DIRECTING = LEADING | {
    Inspections.FINDING_CLOSE,
    Inspections.MAJOR_PLAN,
    Inspections.MAJOR_SUPERVISE,
    Inspections.STATISTICS_SIGN,
}
MANAGING = LEADING | {
    Inspections.FINDING_CLOSE,
    Inspections.FINDING_VOID,
    Inspections.MAJOR_SUPERVISE,
    Inspections.ROUND_VOID,
    Inspections.CHECKLIST_MANAGE,
    Inspections.LEDGER_IMPORT,
}


manifest = Manifest(
    key="inspections",
    name=_("Inspections"),
    urls="dutyline.modules.inspections.urls",
    api="dutyline.modules.inspections.paper_routes.router",
    public_routes=frozenset(
        {"inspections:scan", "inspections:follow", "inspections:follow_by_code"}
    ),
    permissions=Inspections,
    permission_labels=LABELS,
    role_additions={
        EMPLOYEE: REPORTING,
        LINE_HEAD: frozenset(LEADING),
        INSPECTOR: frozenset(INSPECTING),
        SAFETY_MANAGER: frozenset(MANAGING),
        PRINCIPAL: frozenset(DIRECTING),
        AUDITOR: READING,
    },
    navigation=(
        NavItem("inspections", _("Rounds"), "inspections:rounds", 10, Inspections.ROUND_VIEW),
        NavItem(
            "inspections",
            _("Hidden dangers"),
            "inspections:findings",
            20,
            Inspections.FINDING_VIEW,
            open_findings,
        ),
        NavItem(
            "inspections",
            _("Reports"),
            "inspections:place_reports",
            25,
            Inspections.REPORT_DECIDE,
        ),
        NavItem(
            "inspections",
            _("Plans and checklists"),
            "inspections:plans",
            30,
            Inspections.ROUND_VIEW,
        ),
        NavItem("setup", _("Places"), "inspections:places", 15, Organisation.PLACES_MANAGE),
        NavItem(
            "inspections", _("Statistics"), "inspections:statistics", 40, Inspections.ROUND_VIEW
        ),
    ),
    evidence_kinds=(
        EvidenceKind(
            "inspections.round_done",
            _("Round done"),
            addresses.url_for_key,
            facts.rounds_done,
            begin="inspections:rounds",
            tap=_("Start round"),
            only_one_for=todos.only_round_of,
        ),
        EvidenceKind(
            "inspections.finding_recorded",
            _("Hidden danger recorded"),
            addresses.url_for_key,
            facts.findings_recorded,
            begin="inspections:report",
            tap=_("Record"),
        ),
        EvidenceKind(
            "inspections.finding_closed",
            _("Hidden danger closed"),
            addresses.url_for_key,
            facts.findings_closed,
        ),
    ),
    indicators=(
        Indicator(
            "inspections.plan_completion",
            _("Planned inspections carried out"),
            "%",
            indicators.plan_completion,
            addresses.rounds_of_period,
        ),
    ),
    todos=todos.SOURCES,
    board_columns=BOARD_COLUMNS,
    search=SEARCH,
    panels=PANELS,
    page_links=PAGE_LINKS,
    subjects=(
        Subject(
            keys.FINDING, _("Hidden danger"), addresses.sees_finding, addresses.url_for_finding
        ),
        Subject(keys.ROUND, _("Round"), addresses.sees_round, addresses.url_for_round),
        Subject(keys.ANSWER, _("Answer"), addresses.sees_answer, addresses.url_for_answer),
        Subject(keys.REPORT, _("Report"), addresses.sees_report, addresses.url_for_report),
        Subject(
            keys.CHECKLIST, _("Checklist"), addresses.sees_checklist, addresses.url_for_checklist
        ),
        Subject(keys.PLAN, _("Inspection plan"), addresses.sees_plan, addresses.url_for_plan),
        Subject(
            keys.STATISTICS,
            _("Statistics report"),
            addresses.sees_statistics,
            addresses.url_for_statistics,
        ),
    ),
    history_sentences=SENTENCES,
    history_words={"grade": dict(Grade.choices), "cadence": dict(Cadence.choices)},
    notification_texts=NOTIFICATIONS,
    notification_names=NOTIFICATION_NAMES,
    unit_followers=(
        "inspections.Finding",
        "inspections.Round",
        "inspections.Plan",
        "inspections.Checklist",
        "inspections.PlaceReport",
    ),
    imports=(
        ImportKind(
            "findings",
            _("Hidden dangers"),
            _("A ledger of hidden dangers, one row each; its own export comes back the same."),
            Inspections.LEDGER_IMPORT,
            "dutyline.modules.inspections.imports.ledger.LedgerImport",
        ),
        ImportKind(
            "checklist",
            _("Checklist"),
            _("Items of one checklist, one row each."),
            Inspections.CHECKLIST_MANAGE,
            "dutyline.modules.inspections.imports.checklist.ChecklistImport",
            counted={"item": pgettext_lazy("import of a checklist", "Items")},
        ),
    ),
    first_steps=(
        FirstStep(
            "inspections.plan",
            _("Make the first plan"),
            _("Which checklist, where, by which post, how often; rounds then fall due."),
            "inspections:plans",
            60,
            Inspections.PLAN_MANAGE,
            Plan.objects.exists,
        ),
    ),
    jobs=(
        Job("inspections.open_rounds", _("Let planned rounds fall due"), 300, open_due_rounds),
        Job("inspections.count", _("Count hidden dangers"), 30, count_summaries),
        Job("inspections.statistics", _("Open statistics reports"), 3600, open_statistics),
        Job("inspections.report_counts", _("Forget counts of reports"), 3600, sweep_counts),
    ),
    errands=(ledger_export.KIND,),
    files=FILES,
    touched=TOUCHED,
    demo="dutyline.modules.inspections.demo.telling.tell",
    pack_sections={"checklists": "dutyline.modules.inspections.packs.load"},
)
