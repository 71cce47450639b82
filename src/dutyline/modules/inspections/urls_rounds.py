"""Addresses of rounds, checklists, plans, coverage, places and reports."""

from django.urls import path

from dutyline.modules.inspections.views import (
    checklist_draft,
    checklists,
    coverage,
    labels,
    places,
    plan_rests,
    plans,
    public_report,
    reports_inbox,
    rounds,
    rounds_ending,
    rounds_walking,
)

CHECKLIST = "checklists/<int:pk>/"
ITEM = f"{CHECKLIST}draft/items/<int:number>/"
ROUND = "rounds/<int:pk>/"
REPORT = "reports/<int:pk>/"

urlpatterns = [
    path("rounds/", rounds.rounds, name="rounds"),
    path("rounds/new/", rounds_ending.unplanned, name="round_new"),
    path(ROUND, rounds_walking.walk_page, name="round"),
    path(f"{ROUND}start/", rounds_walking.start, name="round_start"),
    path(f"{ROUND}answers/<int:item>/", rounds_walking.answer, name="round_answer"),
    path(f"{ROUND}finish/", rounds_ending.finish, name="round_finish"),
    path(f"{ROUND}abandonment/", rounds_ending.abandonment, name="round_abandonment"),
    path(f"{ROUND}void/", rounds_ending.void, name="round_void"),
    path("plans/", plans.plans, name="plans"),
    path("plans/new/", plans.plan_new, name="plan_new"),
    path("plans/<int:pk>/", plans.plan, name="plan"),
    path("plans/<int:pk>/change/", plans.plan_change, name="plan_change"),
    path("plans/<int:pk>/end/", plans.plan_end, name="plan_end"),
    path("plans/<int:pk>/pause/", plan_rests.plan_pause, name="plan_pause"),
    path("plans/<int:pk>/resumption/", plan_rests.plan_resumption, name="plan_resumption"),
    path("checklists/", checklists.checklists, name="checklists"),
    path("checklists/new/", checklists.checklist_new, name="checklist_new"),
    path(CHECKLIST, checklists.checklist, name="checklist"),
    path(f"{CHECKLIST}name/", checklists.checklist_name, name="checklist_name"),
    path(f"{CHECKLIST}retirement/", checklists.checklist_retirement, name="checklist_retirement"),
    path(
        f"{CHECKLIST}publication/", checklists.checklist_publication, name="checklist_publication"
    ),
    path(
        f"{CHECKLIST}versions/<int:number>/", checklists.checklist_version, name="checklist_version"
    ),
    path(f"{CHECKLIST}draft/", checklist_draft.draft, name="checklist_draft"),
    path(f"{CHECKLIST}draft/items/new/", checklist_draft.item_new, name="checklist_item_new"),
    path(ITEM, checklist_draft.item_change, name="checklist_item"),
    path(f"{ITEM}move/", checklist_draft.item_move, name="checklist_item_move"),
    path(f"{ITEM}removal/", checklist_draft.item_removal, name="checklist_item_removal"),
    path("coverage/", coverage.coverage_page, name="coverage"),
    path("places/", places.places, name="places"),
    path("places/new/", places.place_new, name="place_new"),
    path("places/labels.pdf", labels.place_labels, name="place_labels"),
    path("places/<int:pk>/change/", places.place_change, name="place_change"),
    path("places/<int:pk>/move/", places.place_move, name="place_move"),
    path("places/<int:pk>/closure/", places.place_closure, name="place_closure"),
    path("p/<str:public_key>/", public_report.scan, name="scan"),
    path("r/", public_report.follow_by_code, name="follow_by_code"),
    path("r/<str:code>/", public_report.follow, name="follow"),
    path("reports/", reports_inbox.place_reports, name="place_reports"),
    path(REPORT, reports_inbox.place_report, name="place_report"),
    path(f"{REPORT}finding/", reports_inbox.finding_of_report, name="report_finding"),
    path(f"{REPORT}merger/", reports_inbox.merger_of_report, name="report_merger"),
    path(f"{REPORT}reply/", reports_inbox.reply_to_report, name="report_reply"),
]
