"""The verbs of inspections: one use case, one function."""

from dutyline.modules.inspections.operations.amending import amend_finding
from dutyline.modules.inspections.operations.checklists import (
    ItemDraft,
    create_checklist,
    draft_from,
    publish,
    rename_checklist,
    retire_checklist,
    write_draft,
)
from dutyline.modules.inspections.operations.closing import close_finding
from dutyline.modules.inspections.operations.counting import count_summaries
from dutyline.modules.inspections.operations.coverage import coverage
from dutyline.modules.inspections.operations.details import Details
from dutyline.modules.inspections.operations.finishing import (
    abandon_round,
    finish_round,
    open_finding,
    void_round,
)
from dutyline.modules.inspections.operations.grading import raise_grade
from dutyline.modules.inspections.operations.major import (
    lift_supervision,
    list_for_supervision,
    plan_major,
    report_to_authority,
    tell_staff,
)
from dutyline.modules.inspections.operations.merging import merge_findings
from dutyline.modules.inspections.operations.opening import open_due_rounds
from dutyline.modules.inspections.operations.pausing import pause_plan, resume_plan
from dutyline.modules.inspections.operations.plans import change_plan, end_plan, make_plan
from dutyline.modules.inspections.operations.recording import record_finding
from dutyline.modules.inspections.operations.rectifying import (
    accept_notice,
    ask_extension,
    ask_funds,
    assign_finding,
    decide_extension,
    decide_funds,
    reassign_finding,
    report_repair,
    verify_repair,
)
from dutyline.modules.inspections.operations.reopening import reopen_finding
from dutyline.modules.inspections.operations.reports import (
    decline_report,
    follow_report,
    report_danger,
    take_up_report,
)
from dutyline.modules.inspections.operations.rounds import (
    Given,
    begin_unplanned,
    save_answer,
    save_answers,
    start_round,
)
from dutyline.modules.inspections.operations.saved_views import (
    change_view,
    drop_view,
    save_view,
    views_of,
)
from dutyline.modules.inspections.operations.similar import similar_to
from dutyline.modules.inspections.operations.statistics_reports import (
    make_figures,
    open_statistics,
    sign_statistics,
)
from dutyline.modules.inspections.operations.voiding import void_finding
from dutyline.modules.inspections.operations.whole_rounds import walk_round

__all__ = [
    "Details",
    "Given",
    "ItemDraft",
    "abandon_round",
    "accept_notice",
    "amend_finding",
    "ask_extension",
    "ask_funds",
    "assign_finding",
    "begin_unplanned",
    "change_plan",
    "change_view",
    "close_finding",
    "count_summaries",
    "coverage",
    "create_checklist",
    "decide_extension",
    "decide_funds",
    "decline_report",
    "draft_from",
    "drop_view",
    "end_plan",
    "finish_round",
    "follow_report",
    "lift_supervision",
    "list_for_supervision",
    "make_figures",
    "make_plan",
    "merge_findings",
    "open_due_rounds",
    "open_finding",
    "open_statistics",
    "pause_plan",
    "plan_major",
    "publish",
    "raise_grade",
    "reassign_finding",
    "record_finding",
    "rename_checklist",
    "reopen_finding",
    "report_danger",
    "report_repair",
    "report_to_authority",
    "resume_plan",
    "retire_checklist",
    "save_answer",
    "save_answers",
    "save_view",
    "sign_statistics",
    "similar_to",
    "start_round",
    "take_up_report",
    "tell_staff",
    "verify_repair",
    "views_of",
    "void_finding",
    "void_round",
    "walk_round",
    "write_draft",
]
