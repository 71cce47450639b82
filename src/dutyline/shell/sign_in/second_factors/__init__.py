"""Second factors: codes of an app, passkeys and security keys, recovery codes."""
