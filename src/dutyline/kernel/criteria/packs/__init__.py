"""Reads packs: folders of YAML files, strictly, every complaint with its file and line."""
