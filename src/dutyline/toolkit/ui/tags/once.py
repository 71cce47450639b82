"""Parts of a page that are drawn once and shown again: see `remembered.py`."""

from collections.abc import Hashable

from django.template import Context, Library, Node, NodeList
from django.template.base import Parser, Token
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from dutyline.toolkit.ui.remembered import in_each_language

register = Library()


@register.simple_tag
@in_each_language
def drawn(template: str, shown: Hashable) -> SafeString:
    """Draw a template that sees one value, as `shown`, and nothing else of the page.

    Drawn once for each value and language: for what many pages show of the same few values.
    """
    return render_to_string(template, {"shown": shown})


@register.tag
def fixed(parser: Parser, token: Token) -> Node:
    """Hold what says the same on every page: `{% fixed %}…{% endfixed %}`, blind to its values."""
    content = parser.parse(("endfixed",))
    parser.delete_first_token()
    return _Fixed(content)


class _Fixed(Node):
    """Content that is drawn once in each language, without anything of the page."""

    def __init__(self, content: NodeList) -> None:
        self.nodelist = content
        self.drawn: dict[str, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        language = get_language() or ""
        if language not in self.drawn:
            self.drawn[language] = self.nodelist.render(context.new({}))
        return self.drawn[language]
