"""Finds which post heads a unit, so that the line has heads where the file names none."""

from collections.abc import Hashable

from django.utils.translation import gettext as _

from dutyline.kernel.organisation.imports.circles import on_circles
from dutyline.kernel.organisation.imports.plan import Node, Plan, PostPlan
from dutyline.kernel.organisation.imports.settings import Settings, folded
from dutyline.kernel.organisation.imports.state import Known, KnownPost
from dutyline.kernel.registry.imports import Remark, Report


class HeadPlanner:
    """Sets `heads` on the posts of a plan; says in the report what was derived."""

    def __init__(self, known: Known, settings: Settings, plan: Plan, report: Report) -> None:
        """Look at the posts of the file and at those that stay beside them."""
        self.known, self.settings, self.report = known, settings, report
        self.posts = {folded(post.code): post for post in plan.posts}
        self.nodes = {node.known.pk: node for node in plan.nodes if node.known}
        closing = {post.pk for post in plan.close_posts}
        self.beside: dict[str, KnownPost] = {
            folded(post.code): post
            for post in known.posts.values()
            if post.running and post.pk not in closing and folded(post.code) not in self.posts
        }
        self.headed: dict[Hashable, str] = {
            post.unit: key for key, post in self.beside.items() if post.heads
        }

    def plan(self) -> None:
        """Decide about every post of the file."""
        if self.settings.heads == "none":
            for post in self.posts.values():
                post.heads = bool(post.known and post.known.heads)
        elif self.settings.heads == "derived":
            self._derive()
        self._keep_one()
        self._break_circles()

    def _derive(self) -> None:
        units: dict[Hashable, list[PostPlan]] = {}
        for post in self.posts.values():
            units.setdefault(_key(post.node), []).append(post)
        derived: list[int] = []
        for posts in units.values():
            inside = {folded(post.code) for post in posts}
            tops = [post for post in posts if folded(post.superior or "") not in inside]
            for post in posts:
                if len(tops) == 1:
                    post.heads = post is tops[0]
                else:
                    post.heads = bool(post.known and post.known.heads)
            if len(tops) == 1:
                derived += tops[0].rows
        if derived:
            text = _("The only post of a unit whose superior is outside heads the unit.")
            self.report.decisions.append(Remark("heads_derived", text, tuple(sorted(derived))))

    def _keep_one(self) -> None:
        """Leave a unit its first head; the one it has beside the file comes before all."""
        second: list[int] = []
        heads = dict(self.headed)
        for key, post in self.posts.items():
            if post.heads and heads.setdefault(_key(post.node), key) != key:
                post.heads = False
                second += post.rows
        if second:
            text = _("The unit has another head already: these posts do not head it.")
            self.report.decisions.append(Remark("second_head", text, tuple(sorted(second))))

    def _break_circles(self) -> None:
        """Let no head close a circle: below him a post may report, by name, back to him."""
        lost: list[int] = []
        while True:
            circle = on_circles(self._superiors())
            heads = [self.posts[key] for key in circle if key in self.posts]
            heads = [post for post in heads if post.heads]
            if not heads:
                break
            for post in heads:
                post.heads = False
                lost += post.rows
        if lost:
            text = _("As heads these posts would report to themselves: they do not head the unit.")
            self.report.decisions.append(Remark("head_in_circle", text, tuple(sorted(lost))))

    def _superiors(self) -> dict[str, str | None]:
        heads = dict(self.headed)
        heads |= {_key(post.node): key for key, post in self.posts.items() if post.heads}
        above: dict[str, str | None] = {}
        for key, post in self.posts.items():
            named = folded(post.superior or "")
            above[key] = named or self._default(_key(post.node), heads, key if post.heads else "")
        for key, known in self.beside.items():
            superior = self.known.posts.get(known.superior or 0)
            there = folded(superior.code) if superior else ""
            if there in self.posts or there in self.beside:
                above[key] = there
            else:
                above[key] = self._default(known.unit, heads, key if known.heads else "")
        return above

    def _default(self, unit: Hashable, heads: dict[Hashable, str], own: str) -> str | None:
        """Return the nearest head at or above a unit, from the unit above for a head itself."""
        here: Hashable | None = self._above(unit) if own else unit
        while here is not None:
            if here in heads:
                return heads[here]
            here = self._above(here)
        return None

    def _above(self, unit: Hashable) -> Hashable | None:
        node = unit if isinstance(unit, Node) else self.nodes.get(unit)  # type: ignore[call-overload]
        if node is not None and node.parent is not None:
            return _key(node.parent)
        if node is not None and node.attach is not None:
            return node.attach.pk
        known = self.known.units.get(unit) if isinstance(unit, int) else None
        return known.parent if known else None


def _key(node: Node) -> Hashable:
    return node.known.pk if node.known else node
