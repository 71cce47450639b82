"""The bar that says how far the demonstration is told."""

from django import template
from django.template import Context

from dutyline.shell.demo.going_on import Progress, progress

register = template.Library()
LOOKING_AROUND = "demo"
"""In the session of whoever signed in with one click: nobody else pays for the question."""
HEARD_ALL = "demo_told"
"""In the same session once all is told: then he pays no more either."""


@register.inclusion_tag("demo/progress.html", takes_context=True)
def demo_progress(context: Context) -> dict[str, Progress | None]:
    """Show how far the demonstration is told, to those who look around while it is."""
    session = getattr(context.get("request"), "session", {})
    looking = session.get(LOOKING_AROUND) and not session.get(HEARD_ALL)
    if not (context.get("demo_people") or looking):
        return {"progress": None}
    found = progress()
    if found is None and looking:
        session[HEARD_ALL] = True
    return {"progress": found}
