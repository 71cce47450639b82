"""The runner of sweeps, backup and restore."""
