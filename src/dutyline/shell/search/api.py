"""The site's search for programs: the same sources and rights as its page."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field, StringConstraints

from dutyline.kernel.access.callers import actor_of
from dutyline.shell.search.views import groups_of
from dutyline.toolkit.search.words import MAX_LENGTH

router = Router()
Words = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_LENGTH)
]


class SearchAsked(Schema):
    """What is looked for."""

    words: Words = Field(description="every one of them has to be found")


class Hit(Schema):
    """Something found, with the address of its page."""

    title: str
    note: str
    url: str


class FoundGroup(Schema):
    """What was found of one kind; `more` says that there is more than is shown."""

    kind: str
    label: str
    items: list[Hit]
    more: bool


class Found(Schema):
    """What was found, by kind; kinds without a hit are left out."""

    groups: list[FoundGroup]


@router.get("/search", response=Found, summary="Search the site")
def search(request: HttpRequest, asked: Query[SearchAsked]) -> Found:
    """Look for words in everything the caller may see; a few hits of each kind."""
    words = " ".join(asked.words.replace("\0", " ").split())
    groups = groups_of(actor_of(request), words) if words else []
    return Found(
        groups=[
            FoundGroup(
                kind=group.key,
                label=str(group.label),
                items=[
                    Hit(title=str(lead.title), note=str(lead.note), url=lead.url)
                    for lead in group.leads
                ],
                more=group.is_cut,
            )
            for group in groups
        ]
    )
