"""What may be permitted in inspections; each holds in a unit and everything under it."""

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.registry import Permission


class Inspections(Permission):
    """Permissions of inspections."""

    FINDING_VIEW = "inspections.view_findings"
    FINDING_RECORD = "inspections.record_findings"
    FINDING_GRADE = "inspections.grade_findings"
    FINDING_CLOSE = "inspections.close_findings"
    FINDING_MERGE = "inspections.merge_findings"
    FINDING_VOID = "inspections.void_findings"
    MAJOR_PLAN = "inspections.plan_major"
    MAJOR_SUPERVISE = "inspections.supervise_major"
    REPORT_DECIDE = "inspections.decide_reports"
    ROUND_VIEW = "inspections.view_rounds"
    ROUND_WALK = "inspections.walk_rounds"
    ROUND_VOID = "inspections.void_rounds"
    CHECKLIST_MANAGE = "inspections.manage_checklists"
    PLAN_MANAGE = "inspections.manage_plans"
    STATISTICS_SIGN = "inspections.sign_statistics"
    LEDGER_IMPORT = "inspections.import_ledger"
    VIEW_SHARE = "inspections.share_views"


LABELS = {
    Inspections.FINDING_VIEW: _("See hidden dangers"),
    Inspections.FINDING_RECORD: _("Record hidden dangers"),
    Inspections.FINDING_GRADE: _("Raise the grade of a hidden danger"),
    Inspections.FINDING_CLOSE: _("Close hidden dangers"),
    Inspections.FINDING_MERGE: _("Merge hidden dangers"),
    Inspections.FINDING_VOID: _("Declare hidden dangers void"),
    Inspections.MAJOR_PLAN: _("Plan the removal of major hidden dangers"),
    Inspections.MAJOR_SUPERVISE: _("List major hidden dangers for supervision and report them"),
    Inspections.REPORT_DECIDE: _("Take up reports made without sign-in"),
    Inspections.ROUND_VIEW: _("See rounds"),
    Inspections.ROUND_WALK: _("Walk rounds nobody planned"),
    Inspections.ROUND_VOID: _("Declare rounds void"),
    Inspections.CHECKLIST_MANAGE: _("Change checklists"),
    Inspections.PLAN_MANAGE: _("Change inspection plans"),
    Inspections.STATISTICS_SIGN: _("Sign statistics reports"),
    Inspections.LEDGER_IMPORT: _("Import ledgers of hidden dangers"),
    Inspections.VIEW_SHARE: _("Share saved views of the ledger"),
}
