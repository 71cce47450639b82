"""What people begin before they look around, so that there are pages of it to look at."""

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


def drafts(hands: Hands) -> list[str]:
    """Begin to change a checklist, and to write a card."""
    return [*a_draft(hands), *a_card(hands)]


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
    "li": a_round,
    "chen": drafts,
    "guan": an_upload,
    "zhao": a_goal,
}
