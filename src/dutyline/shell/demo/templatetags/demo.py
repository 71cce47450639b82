"""The bar that says how far the demonstration is told."""

from django import template
from django.template import Context

from dutyline.shell.demo.going_on import Progress, progress

register = template.Library()
LOOKING_AROUND = "demo"
"""In the session of whoever signed in with one click: nobody else pays for the question."""


@register.inclusion_tag("demo/progress.html", takes_context=True)
def demo_progress(context: Context) -> dict[str, Progress | None]:
    """Show how far the demonstration is told, to those who look around while it is."""
    session = getattr(context.get("request"), "session", {})
    if not (context.get("demo_people") or session.get(LOOKING_AROUND)):
        return {"progress": None}
    found = progress()
    if found is None and LOOKING_AROUND in session:
        del session[LOOKING_AROUND]
    return {"progress": found}
