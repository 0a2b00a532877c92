"""How the center's machines are: a page for staff, `/health` and `/metrics` for machines."""
