"""Use cases: one a file, each a short function from a command and a unit of work to an answer."""
