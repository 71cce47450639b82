"""Doors of the inspections module."""

from tests.architecture.policy.doors import APPOINTED, OWN, PUBLIC, SIGNED_IN, Policy, only

LATE = only("manager")
"""Whose step it would be: he is led back to the subject, which says why it is not possible now."""
LATE_BOTH = only("leader", "manager")

POLICY: dict[str, Policy] = {
    "/findings/": SIGNED_IN,
    "/findings/filters/": SIGNED_IN,
    "/findings/export/": only(),
    "/findings/views/": SIGNED_IN,
    "/findings/new/": only("other", "worker", "leader", "manager"),
    "/findings/new/similar/": only("other", "worker", "leader", "manager"),
    "/findings/<int:pk>/": only("worker", "leader", "manager").about("finding"),
    "/findings/<int:pk>/notice.pdf": only("worker", "leader", "manager").about("assigned"),
    "/findings/<int:pk>/record.pdf": only("worker", "leader", "manager").about("finding"),
    "/findings/<int:pk>/assignment/": only("leader", "manager").about("finding"),
    "/findings/<int:pk>/reassignment/": only("leader", "manager").about("assigned"),
    "/findings/<int:pk>/receipt/": only("leader").about("assigned"),
    "/findings/<int:pk>/extension/": only("leader").about("assigned"),
    "/findings/<int:pk>/extension/decision/": only().about("assigned"),
    "/findings/<int:pk>/funds/": only("leader", "manager").about("assigned"),
    "/findings/<int:pk>/funds/decision/": only().about("assigned"),
    "/findings/<int:pk>/repair/": only("leader", "manager").about("assigned"),
    "/findings/<int:pk>/verification/": LATE_BOTH.about("assigned"),
    "/findings/<int:pk>/closure/": only("manager").about("finding"),
    "/findings/<int:pk>/reopening/": only("leader", "manager").about("verified"),
    "/findings/<int:pk>/void/": only("manager").about("finding"),
    "/findings/<int:pk>/merger/": only("leader", "manager").about("finding"),
    "/findings/<int:pk>/grade/": only("leader", "manager").about("finding"),
    "/findings/<int:pk>/amendment/": only("worker", "leader", "manager").about("finding"),
    "/findings/<int:pk>/photos/": only("worker", "leader", "manager").about("finding"),
    "/findings/<int:pk>/plan/": only().about("finding"),
    "/findings/<int:pk>/supervision/": LATE.about("finding"),
    "/findings/<int:pk>/supervision/end/": LATE.about("finding"),
    "/findings/<int:pk>/authority/": LATE.about("finding"),
    "/findings/<int:pk>/staff-notice/": LATE_BOTH.about("finding"),
    "/statistics/": only("other", "worker", "leader", "manager"),
    "/statistics/reports/": only("other", "worker", "leader", "manager"),
    "/statistics/reports/<int:pk>/": only("manager").about("report"),
    "/statistics/reports/<int:pk>/figures/": only("manager").about("report"),
    "/statistics/reports/<int:pk>/signature/": only().about("report"),
    "/statistics/reports/<int:pk>/report.xlsx": only().about("report"),
    "/statistics/reports/<int:pk>/report.pdf": only().about("report"),
    "/findings/views/<int:pk>/": OWN.about("view"),
}

LEADING = only("leader", "manager")
"""Whoever leads the unit, or is the safety manager over it."""
LOOKING = only("other", "leader", "manager")
"""Whoever sees rounds of some unit: each his own."""
KEEPING = only("manager")
"""The keeper of the checklists."""
WALKS: dict[str, Policy] = {
    "/rounds/": SIGNED_IN,
    "/rounds/new/": LOOKING,
    "/rounds/<int:pk>/": LEADING.about("round"),
    "/rounds/<int:pk>/start/": LEADING.about("round"),
    "/rounds/<int:pk>/answers/<int:item>/": LEADING.about("round"),
    "/rounds/<int:pk>/finish/": only().about("round"),
    "/rounds/<int:pk>/abandonment/": only().about("round"),
    "/rounds/<int:pk>/void/": only("manager").about("round"),
    "/plans/": LOOKING,
    "/plans/new/": LOOKING,
    "/plans/<int:pk>/": LEADING.about("plan"),
    "/plans/<int:pk>/change/": LEADING.about("plan"),
    "/plans/<int:pk>/end/": LEADING.about("plan"),
    "/plans/<int:pk>/pause/": LEADING.about("plan"),
    "/plans/<int:pk>/resumption/": LATE_BOTH.about("plan"),
    "/checklists/": LOOKING,
    "/checklists/new/": KEEPING,
    "/checklists/<int:pk>/": LEADING.about("checklist"),
    "/checklists/<int:pk>/versions/<int:number>/": LEADING.about("checklist"),
    "/checklists/<int:pk>/name/": KEEPING.about("checklist"),
    "/checklists/<int:pk>/retirement/": KEEPING.about("checklist"),
    "/checklists/<int:pk>/publication/": KEEPING.about("draft"),
    "/checklists/<int:pk>/draft/": KEEPING.about("draft"),
    "/checklists/<int:pk>/draft/items/new/": KEEPING.about("draft"),
    "/checklists/<int:pk>/draft/items/<int:number>/": KEEPING.about("draft"),
    "/checklists/<int:pk>/draft/items/<int:number>/move/": KEEPING.about("draft"),
    "/checklists/<int:pk>/draft/items/<int:number>/removal/": KEEPING.about("draft"),
    "/coverage/": LOOKING,
    "/places/": APPOINTED,
    "/places/labels.pdf": APPOINTED,
    "/places/new/": only("manager", "admin"),
    "/places/<int:pk>/change/": only("manager", "admin").about("place_id"),
    "/places/<int:pk>/move/": only("manager", "admin").about("place_id"),
    "/places/<int:pk>/closure/": only("manager", "admin").about("place_id"),
    "/p/<str:public_key>/": PUBLIC,
    "/r/": PUBLIC,
    "/r/<str:code>/": PUBLIC,
    "/reports/": LOOKING,
    "/reports/<int:pk>/": LEADING.about("place_report"),
    "/reports/<int:pk>/finding/": LEADING.about("place_report"),
    "/reports/<int:pk>/merger/": LEADING.about("place_report"),
    "/reports/<int:pk>/reply/": LEADING.about("place_report"),
}
POLICY |= WALKS
