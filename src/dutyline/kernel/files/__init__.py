"""Attachments by hash, served by permission."""
