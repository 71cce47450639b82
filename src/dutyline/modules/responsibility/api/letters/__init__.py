"""Responsibility letters through the API; what only a person does at a screen has no route."""
