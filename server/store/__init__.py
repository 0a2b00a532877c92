"""Where it is kept: ledger, projections, answers, accounts, papers; SQLite or PostgreSQL by URL."""
