"""The story's data: one language of it, as the chapters read it."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from dutyline.kernel.registry import Words

HERE = Path(__file__).resolve().parent / "story"
ENGLISH, CHINESE = "en", "zh-hans"
LANGUAGES = (ENGLISH, CHINESE)
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def chapter(name: str) -> Any:
    """Return one file of the story; it is shared, so nobody changes it."""
    return yaml.load((HERE / f"{name}.yaml").read_text(), LOADER)  # noqa: S506 - a safe loader


def in_language(words: Words, language: str) -> Any:
    """Return words in a language of the story."""
    return words["zh" if language == CHINESE else "en"]


def names(language: str) -> Mapping[str, str]:
    """Return the names of everybody by key."""
    return {key: in_language(words, language) for key, words in chapter("people").items()}
