"""Components that hold other content: `{% notice %}…{% endnotice %}`."""

from django.template import Library
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from dutyline.toolkit.ui.line import Line, Tick

register = Library()


@register.simple_block_tag
def notice(content: SafeString, kind: str = "", first: str = "") -> SafeString:
    """Say what happened; `kind` is "", done or wrong, `first` the bold words at the start."""
    css = f"notice notice-{kind}" if kind else "notice"
    bold = format_html("<b>{}</b> ", first) if first else ""
    return format_html('<div class="{}">{}{}</div>', css, bold, content)


@register.simple_block_tag
def empty(content: SafeString, title: str, line: str = "kept") -> SafeString:
    """Say why a list is empty and what to do; `line` is kept (all done) or due (not begun)."""
    ticks = [Tick("on_time" if line == "kept" else "due")] * 15
    picture = Line(ticks, today=None if line == "kept" else -1)
    return render_to_string("ui/empty.html", {"title": title, "content": content, "line": picture})


@register.simple_block_tag
def dialog(content: SafeString, name: str, title: str, page: bool = False) -> SafeString:
    """Ask one question; the content holds its words and, in `.actions`, its answers as buttons.

    A button with `data-opens="name"` opens it. Without script that button's own address is a page
    which shows the same dialog with `page=True`.
    """
    tag = "section" if page else "dialog"
    css = "dialog dialog-page" if page else "dialog"
    return format_html(
        '<{tag} class="{css}" id="{name}" aria-labelledby="{name}-title">'
        '<h2 id="{name}-title">{title}</h2>{content}</{tag}>',
        tag=tag,
        css=css,
        name=name,
        title=title,
        content=content,
    )


@register.simple_block_tag
def decision(content: SafeString, title: str) -> SafeString:
    """Frame the one decision of a page; under a narrow main it moves above everything."""
    return format_html(
        '<section class="decision" aria-label="{0}"><h2>{0}</h2>{1}</section>', title, content
    )


@register.simple_block_tag
def menu(content: SafeString, label: str, icon_name: str = "") -> SafeString:
    """Open a list of links or buttons under a button; a `details`, so it needs no script."""
    return render_to_string(
        "ui/menu.html", {"label": label, "content": content, "icon_name": icon_name}
    )


@register.simple_block_tag
def aside_line(content: SafeString, icon_name: str) -> SafeString:
    """Say something by the way, with an icon before it."""
    return render_to_string("ui/aside_line.html", {"content": content, "icon_name": icon_name})


@register.simple_block_tag
def shown(content: SafeString, summary: str, begins_open: bool = False) -> SafeString:
    """Hide content behind words one can open; where it begins open, behind words that close it."""
    html = '<details class="more"{}><summary>{}</summary>{}</details>'
    return format_html(html, " open" if begins_open else "", summary, content)


@register.simple_block_tag
def horizon(content: SafeString, line: Line) -> SafeString:
    """Draw an enterprise's line along the foot of the sign-in page; the content is its caption."""
    return render_to_string("ui/horizon.html", {"line": line, "content": content})
