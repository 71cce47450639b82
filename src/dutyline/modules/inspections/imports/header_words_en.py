"""Column names of English ledgers, put together from the words they are made of."""

WRONG = (
    "Hazard|Hidden danger|Danger|Finding|Issue|Observation|Defect|Deficiency|Problem|Concern|"
    "Nonconformity|Non-conformity|Nonconformance|Non-conformance|Unsafe condition|Unsafe act|"
    "Unsafe act or condition|Unsafe act/condition|Unsafe act / condition"
)
LOOKED = "Inspection|Observation|Audit|Walk|Survey|Report|Hazard|Finding|Issue"
SEEN = "Found|Raised|Reported|Identified|Observed|Noted|Recorded|Logged|Inspected"
CHECKED = "Verified|Checked|Reviewed|Confirmed|Signed off|Closed out|Accepted"

MADE_EN: dict[str, tuple[tuple[str, str], ...]] = {
    "found_at": (
        (LOOKED, "date|date and time|date/time"),
        ("Date", SEEN.lower()),
        ("Date of", LOOKED.lower()),
        ("Found|Noted|Recorded|Logged|Observed|Reported", "on|date"),
    ),
    "finder_names": (
        (SEEN, "by"),
        ("Finder|Inspector|Observer|Auditor|Reporter", "|name|name(s)|(s)"),
        ("Name of", "inspector|observer|auditor|finder"),
    ),
    "unit": (("Department|Section|Plant|Facility|Division|Workshop|Team|Unit", "|name|inspected"),),
    "place": (
        (LOOKED, "location|area|place|site"),
        ("Location|Place|Area|Zone|Exact location|Location/area|Location / area", "|of hazard"),
    ),
    "title": (
        (WRONG, "|description|details|detail|identified|found|observed|noted|reported"),
        ("Description of|Details of|Nature of", WRONG.lower()),
        ("Description of the|What is the", WRONG.lower()),
    ),
    "category": (
        ("Hazard|Finding|Issue|Observation|Problem|Defect", "type|category"),
        ("Type of|Category of", WRONG.lower()),
    ),
    "grade": (("Hazard|Finding|Issue|Danger|Problem|Defect", "grade|severity|priority|rating"),),
    "kind": (("Inspection|Audit", "type|kind"), ("Kind of", "inspection|audit")),
    "measures": (
        (
            "Corrective|Preventive|Remedial|Control|Proposed|Required|Recommended|Agreed|Planned",
            "action|actions|measure|measures|action(s)|measure(s)",
        ),
        ("Action", "to be taken|to take|plan|description|details"),
    ),
    "owner": (
        (
            "Action|Responsible|Corrective action|Repair|Accountable",
            "owner|person|party|officer|manager",
        ),
        ("Action", "assigned to|by whom"),
    ),
    "owner_unit": (("Responsible|Action|Owner", "department|unit|team|section|company"),),
    "due_on": (
        ("Due|Target|Planned|Required|Agreed|Expected", "date|by|completion|completion date"),
        ("Action|Correction|Close-out|Closeout", "due date|deadline|target date"),
        ("Deadline|Due", "for completion|for action|for correction"),
        ("To be", "completed by|closed by|done by"),
    ),
    "repaired_on": (
        ("Actual|Action", "completion date|completed date|completed on|date completed"),
        ("Fixed|Corrected|Rectified|Repaired|Resolved|Completed", "on|date"),
        ("Date", "fixed|corrected|rectified|repaired|resolved"),
        ("Date of", "completion|correction|repair|rectification"),
    ),
    "verifier": ((CHECKED, "by"), ("Verifier|Name of", "name|verifier")),
    "verified_on": ((CHECKED, "on|date"), ("Date", CHECKED.lower()), ("Date of", "verification")),
    "progress": (
        ("Action taken|Actions taken|Work done|Corrective action taken", "|details|and when"),
    ),
    "state": (
        ("Action|Current|Close-out|Closeout|Completion", "status|state"),
        (WRONG, "status"),
    ),
}
"""By field the words that begin such a name and those that end it, parted by bars."""
