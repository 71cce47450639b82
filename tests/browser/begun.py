"""What people begin before they look around, so that there are pages of it to look at."""

import re
from collections.abc import Callable

from playwright.sync_api import FilePayload, expect

from tests.browser.hands import Hands

PEOPLE_SHEET: FilePayload = {
    "name": "people.csv",
    "mimeType": "text/csv",
    "buffer": b"Name,Personnel number\nNew Hand,LJ9001\n",
}
INVOICE: FilePayload = {
    "name": "invoice.txt",
    "mimeType": "text/plain",
    "buffer": b"Course of fire fighting: 10.00",
}


def begin(hands: Hands, person: str) -> list[str]:
    """Begin what is usual for somebody and return the addresses of it."""
    usual = USUAL.get(person)
    return usual(hands) if usual else []


def a_report(hands: Hands) -> list[str]:
    """Report a danger without an account; the code leads to what becomes of it."""
    place = hands.served.look_up("SELECT public_key FROM organisation_place WHERE code = 'RS-07'")
    hands.go(f"/p/{place}/")
    hands.page.locator("#id_sentence").fill("Step broken")
    hands.send()
    code = hands.page.locator(".follow-code")
    expect(code).to_be_visible()
    return [f"/r/{code.inner_text().strip()}/"]


def a_round(hands: Hands) -> list[str]:
    """Begin the round that is due."""
    hands.go("/")
    hands.page.locator(".due-list a.button[href*='/rounds/']").last.click()
    if hands.here == "/rounds/":  # late in a shift the round is missed, and he finds it there
        hands.page.locator("main tbody a.button[href*='/rounds/']").last.click()
    hands.send()
    expect(hands.page.locator("form[data-item]").first).to_be_attached()
    return [hands.here]


def a_draft(hands: Hands) -> list[str]:
    """Begin to change a checklist."""
    hands.go("/checklists/")
    hands.page.locator("tbody th a").first.click()
    hands.page.locator("main .page-head a.button-main").click()
    hands.page.wait_for_url("**/draft/")
    hands.send()
    expect(hands.page.locator(".item-list a").first).to_be_visible()
    return [hands.here]


def an_upload(hands: Hands) -> list[str]:
    """Bring a file and have it tried."""
    hands.go("/imports/people/")
    hands.page.locator("main input[type=file]").first.set_input_files(PEOPLE_SHEET)
    hands.send()
    hands.page.wait_for_url("**/columns/")
    columns = hands.here
    hands.send()
    hands.page.wait_for_url(lambda url: not url.endswith("/columns/"))
    return [columns, hands.here]


def a_card(hands: Hands) -> list[str]:
    """Begin the card of a post that has none."""
    hands.go("/cards/?state=none")
    hands.page.locator("tbody a[href*='/cards/new/']").first.click()
    hands.send()
    hands.page.wait_for_url("**/draft/")
    return [hands.here]


def letters_of(hands: Hands, unit: str, *, ahead: int = 0) -> str:
    """Set up the letters of a year for a unit, signed with Zhao, and make them."""
    pk = hands.served.look_up(f"SELECT id FROM organisation_unit WHERE name = '{unit}'")
    hands.go("/letters/years/new/")
    hands.page.locator("#id_unit").select_option(str(pk))
    year = hands.page.locator("#id_year")
    year.fill(str(int(year.input_value()) + ahead))
    hands.page.locator("#id_partner_person").fill("Zhao Min")
    hands.send()
    hands.page.wait_for_url(re.compile(r"/letters/years/\d+/$"))
    made = hands.here
    hands.go(f"{made}generation/")
    hands.send()
    hands.page.wait_for_url(f"**{made}")
    return made


def letters(hands: Hands) -> list[str]:
    """Make the letters of a team for the next year, and open those of its workshop for this."""
    waiting = letters_of(hands, "Shift team B", ahead=1)
    opened = letters_of(hands, "Polymerisation Workshop")
    hands.go(f"{opened}opening/")
    hands.send()
    hands.page.wait_for_url(f"**{opened}")
    return [waiting, f"{waiting}generation/", f"{waiting}opening/", opened]


def own_letter(hands: Hands) -> str:
    """Return the page of one's own letter."""
    hands.go("/letters/mine/")
    hands.page.locator(".letter-list a[href*='/letters/']").first.click()
    hands.page.wait_for_url(re.compile(r"/letters/\d+/$"))
    return hands.here


def a_signature(hands: Hands) -> list[str]:
    """Sign one's own letter, which opens those below, and let them read it."""
    letter = own_letter(hands)
    name = hands.page.locator("dl.facts dd").first.inner_text().strip()
    hands.go(f"{letter}signature/")
    hands.page.locator("#id_name").fill(name)
    hands.send()
    hands.page.wait_for_url(f"**{letter}")
    hands.go(f"{letter}showing/")
    hands.page.locator("input[name=shown][value=text]").check()
    hands.send()
    hands.page.wait_for_url(f"**{letter}")
    return [letter]


def a_refusal(hands: Hands) -> list[str]:
    """Say why one does not sign, which one can still do."""
    letter = own_letter(hands)
    hands.go(f"{letter}refusal/")
    hands.page.locator("#id_reason").fill("The mask of my post does not fit me.")
    refuse = hands.page.locator("main form button.button-refuse, .action-bar button.button-refuse")
    hands.tap(refuse.filter(visible=True).last)
    hands.page.wait_for_url(f"**{letter}")
    return [letter, f"{letter}refusal/"]


def drafts(hands: Hands) -> list[str]:
    """Begin to change a checklist, to write a card, and to have letters signed."""
    return [*a_draft(hands), *a_card(hands), *letters(hands)]


def a_round_and_a_letter(hands: Hands) -> list[str]:
    """Begin the round that is due, and sign one's letter."""
    return [*a_round(hands), *a_signature(hands)]


def a_goal(hands: Hands) -> list[str]:
    """Set a goal of the year, plan money for it, and record what was used of it."""
    hands.go("/goals/new/")
    main = hands.page.locator("main")
    main.locator("input[name=measure][value=figure]").check()
    for name, said in (("text_en", "Nobody is injured"), ("figure_unit", "cases"), ("target", "0")):
        main.locator(f"#id_{name}").fill(said)
    main.locator("#id_comparison").select_option("lte")
    hands.send()
    expect(main).to_contain_text("Nobody is injured")
    goal = hands.here
    unit = hands.served.look_up("SELECT id FROM organisation_unit WHERE parent_id IS NULL")
    hands.go(f"/safety-budget/plans/{unit}/")
    main.locator("#id_planned").fill("1000")
    hands.send()
    main.locator("a[href*='/safety-budget/lines/']").first.click()
    line = hands.here
    hands.go(f"{line}use/")
    main.locator("#id_amount").fill("10")
    main.locator("#id_what").fill("Course")
    main.locator("#id_proof").set_input_files(INVOICE)
    hands.send()
    expect(main).to_contain_text("invoice.txt")
    return [goal, line]


USUAL: dict[str, Callable[[Hands], list[str]]] = {
    "": a_report,
    "chen": drafts,
    "zhang": a_signature,
    "li": a_round_and_a_letter,
    "wang": a_refusal,
    "guan": an_upload,
    "zhao": a_goal,
}
