"""Sample words in both languages: they are data to look at, not messages of the product."""

from django.utils.translation import get_language


def say(english: str, chinese: str) -> str:
    """Return the sample in the language of the page."""
    return chinese if (get_language() or "").startswith("zh") else english
