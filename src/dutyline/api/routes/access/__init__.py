"""Routes of access: oneself, tokens, accounts, roles."""

from ninja import Router

from dutyline.api.routes.access import accounts, grants, me, roles, tokens

router = Router()
for part in (me, tokens, accounts, roles, grants):
    router.add_router("", part.router)

__all__ = ["router"]
