"""Pure rules of tickets, lines, counters, days and time. No clock, no database, no network."""
