"""The scan station at a counter: fetches what an officer wants scanned, brings it page by page.

Knows a scanner and the hub's three calls for it; knows nothing of records, and whose papers they are.
"""
