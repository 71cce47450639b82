"""Bounds of what bodies about cards may say."""

from typing import Annotated

from pydantic import StringConstraints

from dutyline.toolkit.rest.shapes import Strict

Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]


class Nothing(Strict):
    """A step that needs nothing said."""
