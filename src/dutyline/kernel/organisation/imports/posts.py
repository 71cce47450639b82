"""Finds the posts of a file, who is above whom, and what changes about them."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from dutyline.kernel.organisation.imports.circles import on_circles
from dutyline.kernel.organisation.imports.own_gains import OwnGain
from dutyline.kernel.organisation.imports.plan import Node, Plan, PostPlan, path_over
from dutyline.kernel.organisation.imports.rows import Row, refuse
from dutyline.kernel.organisation.imports.settings import Settings, folded
from dutyline.kernel.organisation.imports.state import Known, KnownPost
from dutyline.kernel.organisation.models import Level
from dutyline.kernel.organisation.permissions import Organisation
from dutyline.kernel.organisation.ports import By
from dutyline.kernel.registry.imports import Remark, Report, Sheet


class PostPlanner:
    """Turns rows into posts; rows that contradict each other are refused."""

    def __init__(
        self, known: Known, settings: Settings, sheet: Sheet, report: Report, by: By
    ) -> None:
        """Keep what every step needs."""
        self.known, self.settings, self.sheet = known, settings, sheet
        self.report, self.by = report, by
        self.refused: set[int] = set()
        self.barred: Mapping[int, OwnGain] = {}

    def bar(self, rows: Mapping[int, OwnGain]) -> None:
        """Refuse these rows when planning, by their numbers."""
        self.barred = rows

    def plan(
        self, rows: list[Row], nodes: dict[str, Node], plan: Plan, closing: set[int]
    ) -> list[Row]:
        """Put the posts of the rows into the plan; return the rows of posts that remain.

        `closing` are the known posts that end because the file no longer names them.
        """
        self.nodes, self.closing, self.families = nodes, closing, plan.families
        rows = [row for row in rows if row.post]
        self.mentioned = {folded(row.post) for row in rows}
        self._refuse_barred(rows)
        self._refuse_contradictions(rows)
        self._refuse_what_cannot_change(rows)
        groups = self._groups(rows)
        ended = {
            key for key, group in groups.items() if all(row.fate == "eliminated" for row in group)
        }
        self._refuse_missing_superiors(groups, ended)
        self._refuse_circles(self._groups(rows), ended)
        groups = self._groups(rows)
        posts = {key: self._post(group) for key, group in groups.items() if key not in ended}
        self._note_repeats(groups)
        self._find_superiors(posts, groups)
        self._find_levels(posts)
        plan.posts = list(posts.values())
        plan.close_posts += self._eliminated(ended)
        return [row for row in rows if folded(row.post) in posts and row.number not in self.refused]

    def _groups(self, rows: list[Row]) -> dict[str, list[Row]]:
        groups: dict[str, list[Row]] = {}
        for row in rows:
            if row.number not in self.refused:
                groups.setdefault(folded(row.post), []).append(row)
        return groups

    def _refuse_barred(self, rows: list[Row]) -> None:
        for row in rows:
            gain = self.barred.get(row.number)
            if gain is not None and row.number not in self.refused:
                self._refuse([row], gain.column, gain.reason, gain.value)

    def _refuse_contradictions(self, rows: list[Row]) -> None:
        for group in self._groups(rows).values():
            if len({row.identity for row in group}) > 1:
                reason = _("The post code stands for different posts: rows {rows}.").format(
                    rows=", ".join(dict.fromkeys(str(row.number) for row in group))
                )
                self._refuse(group, "post_code", reason, group[0].post)

    def _refuse_what_cannot_change(self, rows: list[Row]) -> None:
        for key, group in self._groups(rows).items():
            known = self.known.post_codes.get(key)
            paths = [path_over(self.nodes[folded(group[0].unit)])]
            if known is not None:
                paths.append(self.known.path_of_post(known))
            if known is not None and self.families.is_foreign("post", known.pk):
                unit = self.known.units[known.unit].name
                reason = _("The post code is already used in {unit}.").format(unit=unit)
                self._refuse(group, "post_code", reason, known.code)
            elif known is not None and known.begins > self.known.day:
                self._refuse(group, "post_code", _("The post begins only later."), known.code)
            elif not all(self.by.can(Organisation.MANAGE, path) for path in paths):
                reason = _("The post belongs to a part of the tree you cannot change.")
                self._refuse(group, "post_code", reason, group[0].post)

    def _refuse_missing_superiors(self, groups: dict[str, list[Row]], ended: set[str]) -> None:
        for key, group in groups.items():
            superior = folded(group[0].superior)
            if key in ended or not superior or superior in self.mentioned:
                continue
            known = self.known.post_codes.get(superior)
            if known is None or self.families.is_foreign("post", known.pk):
                reason = _("The superior post does not exist.")
            elif not known.running or known.pk in self.closing:
                reason = _("The superior post has ended: no row of this file names it.")
            else:
                continue
            self._refuse(group, "superior_code", reason, group[0].superior)

    def _refuse_circles(self, groups: dict[str, list[Row]], ended: set[str]) -> None:
        above: dict[str, str | None] = {}
        for post in self.known.posts.values():
            if post.running and post.superior in self.known.posts:
                above[folded(post.code)] = folded(self.known.posts[post.superior].code)
        for key, group in groups.items():
            above[key] = folded(group[0].superior) or None
        for key in on_circles(above) & groups.keys() - ended:
            reason = _("The superiors lead in a circle back to this post.")
            self._refuse(groups[key], "superior_code", reason, groups[key][0].superior)

    def _post(self, group: list[Row]) -> PostPlan:
        first = group[0]
        known = self.known.post_codes.get(folded(first.post))
        return PostPlan(
            code=known.code if known else first.post,
            title=first.title,
            node=self.nodes[folded(first.unit)],
            superior=first.superior or None,
            heads=any(row.heads for row in group),
            level=next((row.level for row in group if row.level), 0),
            headcount=_headcount(group, known),
            rows=list(dict.fromkeys(row.number for row in group)),
            known=known,
        )

    def _note_repeats(self, groups: dict[str, list[Row]]) -> None:
        """Say which rows tell of a vacant post once more: they add no planned holder."""
        repeated: list[int] = []
        for group in groups.values():
            vacant = [row for row in group if row.coded and row.fate == "vacant"]
            seen = {row.headcount: row.number for row in reversed(vacant)}
            repeated += [row.number for row in vacant if seen[row.headcount] != row.number]
        if repeated:
            text = _("The same vacant post in several rows counts once.")
            self.report.decisions.append(Remark("vacant_repeated", text, tuple(sorted(repeated))))

    def _find_superiors(self, posts: dict[str, PostPlan], groups: dict[str, list[Row]]) -> None:
        """Let posts whose superior was refused or has ended report up the line, and say so."""
        lifted: list[int] = []
        for post in posts.values():
            superior = folded(post.superior or "")
            if not superior or superior in posts:
                continue
            known = self.known.post_codes.get(superior)
            if known is None or not known.running or superior in groups:
                post.superior = None
                lifted += post.rows
        if lifted:
            text = _("Their superior was refused or has ended: they report up the line.")
            self.report.decisions.append(Remark("superior_lifted", text, tuple(sorted(lifted))))

    def _find_levels(self, posts: dict[str, PostPlan]) -> None:
        """Give new posts a level by how many are above them, where the file does not say."""
        derived: list[int] = []
        depths: dict[str, int] = {}
        for key, post in posts.items():
            if post.level:
                continue
            if post.known is not None:
                post.level = post.known.level
                continue
            post.level = min(self._depth(key, posts, depths) + 1, Level.FRONT_LINE)
            derived += post.rows
        if derived:
            text = _("The level of new posts follows from how many posts are above them.")
            self.report.decisions.append(Remark("level_derived", text, tuple(sorted(derived))))

    def _depth(self, key: str, posts: dict[str, PostPlan], depths: dict[str, int]) -> int:
        path: list[str] = []
        above: str | None = key
        while above is not None and above not in depths and above not in path:
            path.append(above)
            if above in posts:
                above = folded(posts[above].superior or "") or None
            else:
                known = self.known.post_codes.get(above)
                higher = self.known.posts.get(known.superior or 0) if known else None
                above = folded(higher.code) if higher else None
        depth = depths.get(above or "", -1)
        for each in reversed(path):
            depth += 1
            depths[each] = depth
        return depths[key]

    def _eliminated(self, ended: set[str]) -> list[KnownPost]:
        found = [self.known.post_codes[key] for key in ended if key in self.known.post_codes]
        return [post for post in found if post.running]

    def _refuse(self, group: list[Row], column: str, reason: str, value: str) -> None:
        header = self.sheet.headers.get(column, column)
        for number in dict.fromkeys(row.number for row in group):
            self.refused.add(number)
            refuse(self.report, number, header, reason, value)


def _headcount(group: list[Row], known: KnownPost | None) -> Decimal:
    """Add up the planned holders of a post; the same row twice counts once, unless uncoded."""
    records: dict[int, list[Row]] = {}
    for row in group:
        records.setdefault(row.number, []).append(row)
    said = [
        (*((row.holder_number, row.holder) for row in record), record[0].headcount)
        for record in records.values()
    ]
    distinct = said if not group[0].coded else list(dict.fromkeys(said))
    numbers = [record[-1] for record in distinct if isinstance(record[-1], Decimal)]
    if group[0].coded and len(set(numbers)) == 1 and numbers[0] > 1:
        # Nobody holds more than one post: each row repeats the number of the whole post.
        return numbers[0]
    if numbers:
        return sum(numbers, Decimal(0))
    return known.headcount if known else Decimal(1)


def refuse_late_changes(planner: PostPlanner, plan: Plan) -> None:
    """Mark the posts that are to change; refuse those that changed again after the day."""
    posts = {folded(post.code): post for post in plan.posts}
    kept: list[PostPlan] = []
    for post in plan.posts:
        post.changes = _differs(post, posts, plan.outside)
        known = post.known
        if post.changes and known and known.running and known.latest > plan.day:
            header = planner.sheet.headers.get("post_code", "post_code")
            for number in post.rows:
                planner.refused.add(number)
                reason = _("The post changes again after this day.")
                refuse(planner.report, number, header, reason, post.code)
        else:
            kept.append(post)
    plan.posts = kept


def count(plan: Plan, report: Report) -> None:
    """Count what happens to posts."""
    tally = report.tally("post")
    tally.closed = len(plan.close_posts)
    for post in plan.posts:
        if post.known is None or not post.known.running:
            tally.created += 1
        elif post.changes:
            tally.changed += 1
        else:
            tally.unchanged += 1


def _differs(post: PostPlan, posts: dict[str, PostPlan], outside: dict[str, int]) -> bool:
    known, above = post.known, folded(post.superior or "")
    if known is None:
        return True
    planned = posts.get(above)
    superior = (planned.known.pk if planned.known else 0) if planned else outside.get(above)
    unit = post.node.known.pk if post.node.known else 0
    return (known.title, known.unit, known.superior, known.heads, known.level, known.headcount) != (
        post.title,
        unit,
        superior,
        post.heads,
        post.level,
        post.headcount,
    )
