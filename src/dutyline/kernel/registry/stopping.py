"""Says that this process is to end, so that a sweep that takes minutes may break off."""

import threading

stopping = threading.Event()
"""Set by the worker that is told to stop; whoever reads it leaves the rest for the next start."""
