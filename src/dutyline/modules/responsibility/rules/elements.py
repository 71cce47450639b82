"""What no published card may lack."""

from collections.abc import Mapping

from dutyline.modules.responsibility.models import LANGUAGES, Part

ELEMENTS = (Part.SCOPE, Part.ASSESSMENT)
"""The parts Art. 22 of the Work Safety Law asks for, beside the responsible person."""


def parts_missing(words: Mapping[str, str]) -> list[Part]:
    """Return which of the elements stand in no language; `words` are columns such as `scope_en`."""
    return [
        part
        for part in ELEMENTS
        if not any(words.get(f"{part}_{language}", "").strip() for language in LANGUAGES)
    ]
