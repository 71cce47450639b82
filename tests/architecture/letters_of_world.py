"""Responsibility letters of team A, for the sweep of all doors.

Wang refused his, Sun signed his; both wait for Li.
"""

from datetime import date

from dutyline.kernel.criteria.models import CatalogueItem
from dutyline.kernel.criteria.shelf import changing
from dutyline.kernel.criteria.tests.packs import give_values
from dutyline.modules.inspections.tests.setting import AT, TODAY, Setting
from dutyline.modules.responsibility.models import Letter
from dutyline.modules.responsibility.operations.letters import (
    Setup,
    generate_letters,
    refuse_letter,
    set_up_round,
    sign_letter,
)


def letters_of_team_a(here: Setting) -> dict[str, object]:
    """Return them by the names policies use; the card of the operators is in force."""
    give_values(
        {
            "responsibility.letter_sign_days": 30,
            "responsibility.card_accept_days": 7,
            "responsibility.step_up_minutes": 5,
            "responsibility.way_in_hours": 72,
            "responsibility.paper_checks_per_hour": 30,
        }
    )
    with changing():
        CatalogueItem.objects.create(
            kind="letter_line",
            key="promise",
            label_en="I carry out my safety duties",
            data={"section": "promise"},
            origin="pack",
            pack="tests",
            rank=0,
            valid_from=date(2026, 1, 1),
        )
    chen = here.actor("chen")
    row = set_up_round(
        by=chen,
        unit=here.plant.units.team_a,
        year=TODAY.year,
        setup=Setup("en", 7, partner_person=here.person("zhang")),
        on=TODAY,
        at=AT,
    )
    generate_letters(by=chen, letters=row, on=TODAY, at=AT)
    # Li has no card in force, so nothing he signs could open them.
    Letter.objects.update(opened_at=AT, due_on=TODAY)
    letters = {each.person.number: each for each in Letter.objects.select_related("person")}
    sun, wang = here.person("sun"), here.person("wang")
    sign_letter(
        by=here.actor("sun"),
        letter=letters[sun.number],
        text=1,
        name=sun.name,
        confirmed_at=AT,
        on=TODAY,
        at=AT,
    )
    mine = letters[wang.number]
    refuse_letter(by=here.actor("wang"), letter=mine, reason="No gloves", on=TODAY, at=AT)
    return {
        "letter": mine.pk,
        "letter_code": mine.code,
        "letter_mark": mine.text.sha256[:16],
        "signed_letter": letters[sun.number].pk,
        "letter_round": row.pk,
        "letter_post": mine.post_id,
    }
