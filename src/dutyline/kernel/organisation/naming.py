"""How a post is named where its unit is not seen."""

from django.utils.translation import pgettext


def post_with_unit(title: str, unit: str) -> str:
    """Name a post with its unit, once where the title names the unit itself."""
    if unit in title:
        return title
    return pgettext("post and its unit", "%(post)s, %(unit)s") % {"post": title, "unit": unit}
