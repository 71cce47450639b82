"""How a post is named where its unit is not seen."""

from django.utils.translation import pgettext

from dutyline.kernel.organisation.models import Post


def post_words(post: Post) -> str:
    """Return a post with its unit, which is left out where the title names it already."""
    if post.unit.name in post.title:
        return post.title
    words = pgettext("post and its unit", "%(post)s, %(unit)s")
    return words % {"post": post.title, "unit": post.unit.name}
