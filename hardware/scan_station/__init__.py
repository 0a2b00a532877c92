"""The scan station at a counter: fetches what an officer wants scanned, brings it, and what its reader reads.

Knows scanner, reader and the hub's calls for them; knows nothing of records, and whose papers they are.
"""
