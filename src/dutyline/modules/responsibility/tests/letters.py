"""Letters that tests stand on: cards of the plant in force, a round of Resin, its verbs by name."""

from datetime import date, datetime, timedelta
from typing import Any

from dutyline.kernel.criteria.models import CatalogueItem, Origin
from dutyline.kernel.criteria.shelf import changing
from dutyline.kernel.criteria.tests.packs import give_values
from dutyline.modules.responsibility.models import Letter, LetterRound, LetterSignature
from dutyline.modules.responsibility.operations import draft_card
from dutyline.modules.responsibility.operations.letters import (
    Setup,
    countersign,
    follow_round,
    generate_letters,
    open_round,
    set_up_round,
    sign_letter,
)
from dutyline.modules.responsibility.operations.letters.following import Followed
from dutyline.modules.responsibility.operations.letters.shared import standing_of
from dutyline.modules.responsibility.operations.together import (
    approve_all,
    ask_review_of_all,
    publish_all,
)
from dutyline.modules.responsibility.rules.letters import state_of
from dutyline.modules.responsibility.tests.desk import AT, TODAY, Desk

YEAR = TODAY.year
POSTS = (
    "resin_principal",
    "safety_manager",
    "workshop_head",
    "team_leader_a",
    "operator_a",
    "operator_b",
    "team_leader_b",
)
LINES = (
    ("opening", "For {year} {post} of {unit} signs with {superior}", "{year}年度{post}责任书"),
    ("promise", "I carry out my safety duties", "履行安全职责"),
    ("terms", "Assessed by what was done", "按完成情况考核"),
    ("closing", "A successor signs anew", "继任者另行签订"),
)


class Letters:
    """The verbs of letters by the names of people, on the day of the desk unless said."""

    def __init__(self, here: Desk) -> None:
        """Put every card of Resin in force, but that of team B's leader if left out."""
        self.here = here
        self.at, self.day = AT, TODAY
        give_values(
            {
                "responsibility.letter_sign_days": 30,
                "responsibility.letter_remind_days": 3,
                "responsibility.step_up_minutes": 5,
                "responsibility.way_in_hours": 72,
                "responsibility.paper_checks_per_hour": 30,
            }
        )
        with changing():
            for position, (section, english, chinese) in enumerate(LINES):
                CatalogueItem.objects.create(
                    kind="letter_line",
                    key=section,
                    label_en=english,
                    label_zh=chinese,
                    data={"section": section},
                    position=position,
                    origin=Origin.PACK,
                    pack="toy",
                    rank=1,
                    valid_from=date(2000, 1, 1),
                )

    def cards(self, *names: str) -> None:
        """Put the cards of some posts in force, of all without names."""
        by = self.here.plant.by
        words = {f"{part}_en": f"The {part}" for part in ("scope", "assessment")}
        for name in names or POSTS:
            post = getattr(self.here.plant.posts, name)
            post.refresh_from_db()
            draft = draft_card(by=by, post=post, on=self.day, at=self.at)
            for column, said in words.items():
                setattr(draft, column, getattr(draft, column) or said)
            draft.save()
        path = self.here.plant.units.resin.path
        ask_review_of_all(by=by, path=path, at=self.at)
        approve_all(by=by, path=path, at=self.at)
        together = publish_all(by=by, path=path, valid_from=self.day, at=self.at)
        # Nobody answers for a vacant post whose line is vacant; not so in the plant.
        assert together.refused == [] or not names

    def set_up(self, **more: Any) -> LetterRound:
        """Return the round of Resin as Chen set it up: Ma of Coatings signs with Zhao."""
        said: dict[str, Any] = {
            "language": "both",
            "due_days": 7,
            "partner_person": self.person("ma"),
            "partner_for": "the committee",
        }
        return set_up_round(
            by=self.here.actor("chen"),
            unit=self.here.plant.units.resin,
            year=YEAR,
            setup=Setup(**said | more),
            on=self.day,
            at=self.at,
        )

    def generated(self, **more: Any) -> LetterRound:
        """Return the round with its letters."""
        self.cards()
        row = self.set_up(**more)
        generate_letters(by=self.here.actor("chen"), letters=row, on=self.day, at=self.at)
        row.refresh_from_db()
        return row

    def opened(self, **more: Any) -> LetterRound:
        """Return the round open for signing."""
        row = self.generated(**more)
        open_round(by=self.here.actor("chen"), letters=row, on=self.day, at=self.at)
        row.refresh_from_db()
        return row

    def person(self, name: str) -> Any:
        """Return a person as he is."""
        person = getattr(self.here.plant.people, name)
        person.refresh_from_db()
        return person

    def of(self, name: str, post: str = "") -> Letter:
        """Return the running letter of a person, of one post if he has several."""
        rows = Letter.objects.running().filter(person=self.person(name))
        if post:
            rows = rows.filter(post=getattr(self.here.plant.posts, post))
        return rows.select_related("text", "post__unit", "round", "person", "superior").get()

    def sign(self, name: str, post: str = "", /, **more: Any) -> LetterSignature:
        """Return the signature of a person under his own letter."""
        letter = self.of(name, post)
        said: dict[str, Any] = {
            "by": self.here.actor(name, self.day),
            "letter": letter,
            "text": letter.text.number,
            "name": letter.person.name,
            "confirmed_at": self.at - timedelta(minutes=1),
            "on": self.day,
            "at": self.at,
        }
        return sign_letter(**said | more)

    def countersign(self, name: str, /, *others: str, **more: Any) -> list[LetterSignature]:
        """Return the signatures of a superior under letters of his people."""
        said: dict[str, Any] = {
            "by": self.here.actor(name, self.day),
            "letters": [self.of(each) for each in others],
            "name": self.person(name).name,
            "confirmed_at": self.at,
            "on": self.day,
            "at": self.at,
        }
        return countersign(**said | more)

    def down(self, *names: str) -> None:
        """Let people sign one after the other."""
        for name in names:
            self.sign(name)

    def follow(self, on: date | None = None, at: datetime | None = None) -> Followed:
        """Return what the sweep of a day did."""
        row = LetterRound.objects.select_related("unit").get()
        return follow_round(by=self.here.plant.by, letters=row, on=on or self.day, at=at or self.at)

    def states(self) -> dict[str, str]:
        """Return how the running letters stand, by personnel number."""
        rows = Letter.objects.running().select_related("person").order_by("id")
        return {str(row.person.number): str(state_of(standing_of(row))) for row in rows}
