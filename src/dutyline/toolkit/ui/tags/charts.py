"""Charts: any of the records in `charts/`, drawn by its own template."""

from django.template import Library
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from dutyline.toolkit.ui.charts import Chart

register = Library()


@register.simple_tag
def chart(figure: Chart) -> SafeString:
    """Draw a chart with its title, what it measures and the numbers behind it."""
    return render_to_string(figure.template, {"figure": figure})
