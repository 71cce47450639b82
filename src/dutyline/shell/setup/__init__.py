"""Pages for setting up: people and accounts, roles, duties, criteria, the organisation."""
