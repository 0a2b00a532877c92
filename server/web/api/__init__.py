"""REST under `/api/v1`: the same commands as on the broker, the states, procedures, tickets and papers."""
