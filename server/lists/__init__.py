"""Reference lists a center shows: procedures, and the centers of the province; reviewed, accepted, kept.

Knows which list is in force and what a new one changes; knows nothing of pages and of the ledger's tables.
"""
