"""Routes of duties: what posts owe, what came due, what was shown for it."""

from ninja import Router

from dutyline.api.routes.duties import boards, decay, definitions, obligations, owing, people

router = Router()
for part in (definitions, owing, obligations, people, boards, decay):
    router.add_router("", part.router)

__all__ = ["router"]
