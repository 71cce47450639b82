"""Tells the demo: half a year of a chemical enterprise that never was, through operations only.

`story/` holds who, where and what in both languages; `opening` begins it, `telling` goes on with
it day by day, `stage` is what the chapters of modules play on (`Manifest.demo`).
"""
