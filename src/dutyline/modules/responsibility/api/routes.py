"""Every route of responsibility as one router."""

from ninja import Router

from dutyline.modules.responsibility.api import (
    coverage,
    deciding,
    exports,
    mine,
    together,
    versions,
    writing,
)
from dutyline.modules.responsibility.api.budget import routes as budget
from dutyline.modules.responsibility.api.goals import acting as goals
from dutyline.modules.responsibility.api.letters import letters, rounds, templates

router = Router()
# What has a word where others have a number stands first.
for part in (
    together,
    exports,
    writing,
    versions,
    deciding,
    mine,
    coverage,
    goals,
    budget,
    rounds,
    letters,
    templates,
):
    router.add_router("", part.router)
