"""Whether a scanned page is blurred, aslant, dark, cut off, blank or upside down, and what to do about it.

Knows one page's picture; knows nothing of scanners, records and what is done about it.
"""
