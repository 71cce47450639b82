"""Checks of source trees, each a function from a tree to what is wrong in it.

A tree is a folder like `src/dutyline`, so that a test can break a copy and see the check notice.
"""
