"""Pure rules: what a value may be, and how a newer pack continues an older one."""
