"""Rectification: owner, deadline, proof, verification, escalation."""
