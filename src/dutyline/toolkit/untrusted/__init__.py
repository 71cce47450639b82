"""Handle bytes that strangers send: tell their kind, weigh archives, decode in a child."""
