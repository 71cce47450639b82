"""Every component once, in its states, at `/_ui/`."""
