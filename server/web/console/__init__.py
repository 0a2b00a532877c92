"""The officer's page: what it shows, what can be done from it, and how that is said."""
