"""The words of the story are in its language, citations too."""

import re
from collections.abc import Iterator

from dutyline.modules.inspections.demo.book import dangers, words

NUMBER = re.compile(r"(GB|GBZ|GB/T|AQ/T|TSG|SOP)[ -][A-Z0-9.-]+(, [0-9.]+)?|5S")
"""A standard or procedure by its number reads the same in every language."""


def citations() -> Iterator[object]:
    yield from (danger.clause for danger in dangers())
    yield from (item["clause"] for each in words("checklists") for item in each["items"])
    yield from (each["clause"] for each in words("headlines"))


def test_what_is_no_number_is_cited_in_both_languages():
    cited = list(citations())
    assert len(cited) > 150
    assert [
        each
        for each in cited
        if not (NUMBER.fullmatch(each) if isinstance(each, str) else each.keys() == {"en", "zh"})
    ] == []
