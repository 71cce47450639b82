"""The runner of sweeps and errands, the health of the system, backup and restore."""
