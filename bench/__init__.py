"""Measures Dutyline against hand-written SQL for the same rows, and against its own goals."""
