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

router = Router()
# What has a word where others have a number stands first.
for part in (together, exports, writing, versions, deciding, mine, coverage):
    router.add_router("", part.router)
