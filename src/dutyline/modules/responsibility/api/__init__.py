"""The API of responsibility."""

from ninja import Router

router = Router(tags=["responsibility"])
