"""Every tag and filter of the components; `README.md` lists them with their parameters."""

from django.template import Library

from dutyline.toolkit.ui.tags import actions, blocks, charts, lines, lists, once, tables, words

register = Library()
for family in (actions, blocks, charts, lines, lists, once, tables, words):
    register.tags.update(family.register.tags)
    register.filters.update(family.register.filters)
