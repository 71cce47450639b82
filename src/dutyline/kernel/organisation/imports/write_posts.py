"""Writes the posts of an import: new ones, changed ones, ended ones."""

from datetime import datetime
from itertools import groupby
from typing import Any

from dutyline.kernel.organisation.imports.plan import Plan, PostPlan
from dutyline.kernel.organisation.imports.settings import folded
from dutyline.kernel.organisation.models import Post, PostVersion
from dutyline.kernel.organisation.operations.endings import end_posts
from dutyline.kernel.organisation.operations.versions import PART
from dutyline.kernel.organisation.ports import Act, By


class PostWriter:
    """Writes what a plan says about posts; units and people are there already."""

    def __init__(self, plan: Plan, by: By, at: datetime, reason: str) -> None:
        """Keep the plan; superiors are looked up by code."""
        self.plan, self.by, self.at, self.reason = plan, by, at, reason
        self.posts = {folded(post.code): post for post in plan.posts}

    def close(self, acts: list[Act]) -> None:
        """End posts with the appointments to them; before new ones, so that units change heads."""
        ids = [post.pk for post in self.plan.close_posts]
        end_posts(self.by, ids, self.plan.day, self.at, self.reason)
        closed = Post.objects.select_related("unit").order_by("id")
        for start in range(0, len(ids), PART):
            part = closed.filter(pk__in=ids[start : start + PART])
            acts += [self._act("organisation.post_closed", post, post.unit) for post in part]

    def write(self, acts: list[Act]) -> None:
        """Create, reopen and change posts, superiors before those who report to them."""
        for post in self.plan.posts:
            if post.known is not None:
                post.pk = post.known.pk
        ordered = self._superiors_first()
        changed = [
            post for _, post in ordered if post.known and post.known.running and post.changes
        ]
        self._clear_heads(changed)
        for _depth, group in groupby(ordered, key=lambda pair: pair[0]):
            self._create([post for _, post in group if post.known is None], acts)
        self._reopen([post for _, post in ordered if post.known and not post.known.running], acts)
        self._amend(changed, acts)

    def _superior(self, post: PostPlan) -> int | None:
        """Return the id of a superior, None for the default or one not written yet."""
        if not post.superior:
            return None
        planned = self.posts.get(folded(post.superior))
        if planned is not None:
            return planned.pk or None
        return self.plan.outside.get(folded(post.superior))

    def _superiors_first(self) -> list[tuple[int, PostPlan]]:
        depths: dict[str, int] = {}
        for key in self.posts:
            path: list[str] = []
            here: str = key
            while here in self.posts and here not in depths and here not in path:
                path.append(here)
                here = folded(self.posts[here].superior or "")
            depth = depths.get(here, 0)
            for each in reversed(path):
                depth += 1
                depths[each] = depth
        pairs = [(depths[key], post) for key, post in self.posts.items()]
        return sorted(pairs, key=lambda pair: pair[0])

    def _facts(self, post: PostPlan) -> dict[str, Any]:
        return {
            "title": post.title,
            "unit_id": post.node.pk,
            "superior_id": self._superior(post),
            "heads_unit": post.heads,
            "level": post.level,
            "headcount": post.headcount,
        }

    def _create(self, posts: list[PostPlan], acts: list[Act]) -> None:
        day = self.plan.day
        rows = [Post(code=post.code, valid_from=day, **self._facts(post)) for post in posts]
        for post, row in zip(posts, Post.objects.bulk_create(rows, PART), strict=True):
            post.pk = row.pk
            acts.append(self._act("organisation.post_created", row, post.node))
        PostVersion.objects.bulk_create(
            [PostVersion(post_id=post.pk, valid_from=day, **self._facts(post)) for post in posts],
            PART,
        )

    def _reopen(self, posts: list[PostPlan], acts: list[Act]) -> None:
        for post in posts:
            facts = self._facts(post)
            Post.objects.filter(pk=post.pk).update(valid_from=self.plan.day, valid_to=None, **facts)
            PostVersion.objects.update_or_create(
                post_id=post.pk,
                valid_from=self.plan.day,
                defaults={**facts, "valid_to": None},
            )
            row = Post(pk=post.pk, title=post.title)
            acts.append(self._act("organisation.post_reopened", row, post.node))

    def _clear_heads(self, posts: list[PostPlan]) -> None:
        """Close the versions of heads who will no longer be: a unit has one head at a time."""
        leaving = [
            post.pk
            for post in posts
            if post.known
            and post.known.heads
            and (not post.heads or post.known.unit != post.node.pk)
        ]
        day = self.plan.day
        for start in range(0, len(leaving), PART):
            rows = PostVersion.objects.filter(
                post__in=leaving[start : start + PART], valid_to__isnull=True
            )
            rows.filter(valid_from__lt=day).update(valid_to=day)
            rows.filter(valid_from=day).update(heads_unit=False)

    def _amend(self, changed: list[PostPlan], acts: list[Act]) -> None:
        day = self.plan.day
        for start in range(0, len(changed), PART):
            part = changed[start : start + PART]
            ids = [post.pk for post in part]
            versions = PostVersion.objects.filter(post__in=ids)
            versions.filter(valid_to__isnull=True, valid_from__lt=day).update(valid_to=day)
            today = {each.post_id: each for each in versions.filter(valid_from=day)}
            fresh: list[PostVersion] = []
            for post in part:
                facts = self._facts(post)
                version = today.get(post.pk)
                if version is None:
                    fresh.append(PostVersion(post_id=post.pk, valid_from=day, **facts))
                    continue
                for name, value in facts.items():
                    setattr(version, name, value)
            PostVersion.objects.bulk_create(fresh, PART)
            if today:
                names = ["title", "unit", "superior", "heads_unit", "level", "headcount"]
                PostVersion.objects.bulk_update(today.values(), names, 500)
        for post in changed:
            moved = post.known is not None and post.known.unit != post.node.pk
            verb = "organisation.post_moved" if moved else "organisation.post_changed"
            row = Post(pk=post.pk, title=post.title)
            acts.append(self._act(verb, row, post.node, to=post.node.name))

    def _act(self, verb: str, row: Post, unit: Any, **data: str) -> Act:
        return Act(
            verb,
            "organisation.post",
            row.pk,
            row.title,
            unit.path,
            self.reason,
            {"unit": unit.name, "day": self.plan.day.isoformat(), **data},
        )
