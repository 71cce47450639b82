"""Asks axe-core whether a page is accessible."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SOURCE = (Path(__file__).resolve().parent / "vendor" / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ASK = """async (rules) => {
  const found = await axe.run(document, {
    runOnly: {type: "tag", values: rules}, resultTypes: ["violations"]
  });
  return found.violations.map((each) => ({
    id: each.id, nodes: each.nodes.slice(0, 3).map((node) => node.html.slice(0, 160))
  }));
}"""


def violations(page: Page) -> list[str]:
    """Return what axe-core finds wrong with the page as it is shown now, one line a rule."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(SOURCE)
    found: list[dict[str, Any]] = page.evaluate(ASK, RULES)
    return [f"{each['id']}: {' | '.join(each['nodes'])}" for each in found]
