"""Who verifies where nobody is named, the same on the page, through the API and from a ledger."""

import pytest

from dutyline.kernel.actions.models import Rectification
from dutyline.kernel.organisation.models import Appointment, Person
from dutyline.modules.inspections.models import Finding
from dutyline.modules.inspections.operations import assign_finding, report_repair
from dutyline.modules.inspections.tests.pages import Pages
from dutyline.modules.inspections.tests.setting import AT, BEGIN
from dutyline.modules.inspections.tests.test_ledger_import import decisions, run

pytestmark = pytest.mark.django_db
FORM = 13
SAID = {"due_on": "2026-03-09", "measures": "Weld a rail"}


@pytest.fixture
def pages(monkeypatch):
    return Pages(monkeypatch)


def form(pages, name, finding, verb="assignment"):
    return pages.get(name, f"/findings/{finding.pk}/{verb}/").context["form"]


def verifier(finding):
    finding.refresh_from_db()
    return finding.verifier.name if finding.verifier else None


@pytest.mark.parametrize(
    ("finder", "first", "second"),
    [("chen", "Chen Jing", "Zhang Wei"), ("wang", "Zhang Wei", "Zhao Min")],
)
def test_the_page_says_who_verifies_if_nobody_is_named_and_just_he_is_taken(
    pages, finder, first, second
):
    for owner in ("Li Na", "Chen Jing", "Zhang Wei"):
        finding = pages.here.found(by=finder)
        field = form(pages, "zhang", finding)["verifier"]
        assert (field.value(), str(field.help_text)) == (
            None,
            f"Left empty: {first}; if {first} repairs it, {second}.",
        )
        pages.post("zhang", f"/findings/{finding.pk}/assignment/", owner=owner, **SAID)
        assert verifier(finding) == (second if owner == first else first)


def test_where_nobody_is_above_the_page_asks_for_a_name(pages):
    finding = pages.here.found()
    assert str(form(pages, "zhao", finding)["verifier"].help_text) == (
        "Left empty: Zhao Min. If Zhao Min repairs it, name another person."
    )


def test_passed_on_with_nobody_named_the_verifier_stays(pages):
    finding = pages.assigned()
    assert str(form(pages, "zhang", finding, "reassignment")["verifier"].help_text) == (
        "Left empty: Chen Jing; if Chen Jing repairs it, Zhang Wei."
    )
    where = f"/findings/{finding.pk}/reassignment/"
    pages.post("zhang", where, owner="Wang Fang", reason="On leave", **SAID)
    assert verifier(finding) == "Chen Jing"
    pages.post("zhang", where, owner="Chen Jing", reason="Hers", **SAID)
    assert verifier(finding) == "Zhang Wei"


@pytest.mark.parametrize("many", [1, 50])
def test_the_form_takes_a_fixed_number_of_statements(pages, many, django_assert_num_queries):
    team = pages.here.plant.posts.operator_a
    for number in range(many):
        person = Person.objects.create(name=f"Crew {number}", number=f"crew-{number}")
        Appointment.objects.create(person=person, post=team, valid_from=BEGIN)
    finding = pages.here.found(by="chen")
    form(pages, "zhang", finding)
    with django_assert_num_queries(FORM):
        form(pages, "zhang", finding)


def test_a_repair_nobody_is_left_to_verify_waits_for_the_safety_manager(pages):
    finding = pages.here.found()
    five = pages.here.five("zhao")
    assign_finding(by=pages.here.actor("zhao"), finding=finding, five=five, at=AT)
    report_repair(by=pages.here.actor("zhao"), finding=finding, text="Welded", at=AT)

    words = "Repaired by Zhao Min; nobody is named to verify it"
    assert words in pages.get("chen", "/").content.decode()
    assert words not in pages.get("zhao", "/").content.decode()
    assert words not in pages.get("ma", "/").content.decode()
    page = pages.get("zhao", f"/findings/{finding.pk}/")
    assert page.context["waits_for"] == "whoever may verify here"
    page = pages.get("chen", f"/findings/{finding.pk}/")
    assert page.context["decision"].key == "verification"
    pages.post("chen", f"/findings/{finding.pk}/verification/", effective="yes", opinion="Held")
    finding.refresh_from_db()
    assert finding.state == "verified"


LEDGER = """\
检查日期,部位,存在问题,检查人,责任人,整改期限,整改完成时间,复查人,状态
2025-03-07,泵房,护栏缺失,Chen Jing,Li Na,2025-03-20,,,整改中
2025-03-07,泵房,法兰泄漏,Wang Fang,Li Na,2025-03-20,,,整改中
2025-03-07,泵房,灯不亮,Wang Fang,Li Na,2025-03-20,2025-03-19,Li Na,待复查
2025-03-07,泵房,门卡住,Wang Fang,Li Na,2025-03-20,,李四,整改中
2025-03-07,泵房,地沟盖板缺失,Wang Fang,Li Na,2025-03-20,,Gao Yang,整改中
"""


def test_of_a_ledger_that_names_nobody_the_same_rule_says_who_verifies(pages):
    report = run(LEDGER, {"settings": {"unit": "team_a"}})
    taken = {
        row.title: row.verifier.name if row.verifier else None
        for row in Finding.objects.select_related("verifier")
    }
    assert taken == {
        "护栏缺失": "Chen Jing",
        "法兰泄漏": "Zhang Wei",  # the superior of who mends it: who imports assigned nothing
        "灯不亮": "Zhang Wei",
        "门卡住": None,  # named in words nobody here answers to
        "地沟盖板缺失": "Gao Yang",
    }
    told = Rectification.objects.values_list("source_label", "verifier__name")
    assert {label.split(" ", 1)[1]: name for label, name in told} == taken
    assert "verifier_left" in {key for key, _text in decisions(report)}
    assert run(LEDGER, {"settings": {"unit": "team_a"}}).tally("finding").unchanged == 5
