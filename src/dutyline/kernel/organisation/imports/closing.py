"""Finds what an earlier file of the same source brought in and this one no longer names."""

from django.utils.translation import gettext as _

from dutyline.kernel.organisation.imports.families import Families
from dutyline.kernel.organisation.imports.plan import Plan
from dutyline.kernel.organisation.imports.settings import folded
from dutyline.kernel.organisation.imports.state import (
    Known,
    KnownPost,
    KnownUnit,
    places_in_use,
)
from dutyline.kernel.organisation.permissions import Organisation
from dutyline.kernel.organisation.ports import By
from dutyline.kernel.registry.imports import Remark, Report


class Missing:
    """What earlier files of the family brought in and this one does not name."""

    def __init__(self, known: Known, plan: Plan, families: Families, by: By) -> None:
        """Keep what every step needs."""
        self.known, self.plan, self.families, self.by = known, plan, families, by

    def posts(self, named: set[str]) -> list[KnownPost]:
        """Return the posts that end because no row, refused or not, names them."""
        return [
            post
            for pk in self.families.opened("post")
            if (post := self.known.posts.get(pk)) is not None
            and post.running
            and folded(post.code) not in named
            and self.by.can(Organisation.MANAGE, self.known.path_of_post(post))
        ]

    def units(self, named: set[str], report: Report) -> list[KnownUnit]:
        """Return the units that end, the deepest first: named by no row, and nothing left there."""
        planned = {node.known.pk for node in self.plan.nodes if node.known}
        kept: list[str] = []
        candidates = [
            unit
            for pk in self.families.opened("unit")
            if (unit := self.known.units.get(pk)) is not None
            and unit.running
            and pk not in planned
            and folded(unit.code) not in named
            and self.by.can(Organisation.MANAGE, unit.path)
        ]
        used = self._used({unit.pk for unit in candidates}) | places_in_use(self.known.day)
        closing: list[KnownUnit] = []
        for unit in sorted(candidates, key=lambda each: each.path.count("/"), reverse=True):
            if unit.pk in used or unit.latest > self.known.day:
                kept.append(unit.name)
                used.add(unit.parent or 0)
            else:
                closing.append(unit)
        if kept:
            text = _("No longer named, but kept because something is left there: {units}.").format(
                units=", ".join(sorted(kept)[:20])
            )
            report.decisions.append(Remark("units_kept", text))
        return closing

    def _used(self, leaving: set[int]) -> set[int]:
        """Return the units that hold posts, or units other than `leaving`, after the import."""
        ending = {post.pk for post in self.plan.close_posts}
        planned = {post.known.pk for post in self.plan.posts if post.known}
        used = {post.node.known.pk for post in self.plan.posts if post.node.known}
        for post in self.known.posts.values():
            stays = post.pk not in ending and post.pk not in planned
            if stays and (post.running or post.begins > self.known.day):
                used.add(post.unit)
        leaving |= {node.known.pk for node in self.plan.nodes if node.known and node.moves}
        for unit in self.known.units.values():
            lives = unit.running or unit.begins > self.known.day
            if lives and unit.parent and unit.pk not in leaving:
                used.add(unit.parent)
        for node in self.plan.nodes:
            if node.parent is not None and node.parent.known:
                used.add(node.parent.known.pk)
        return used
