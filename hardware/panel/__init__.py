"""The officer's call panel: five buttons and a lamp pair at a counter.

Knows presses, lamps and what the hub last said of its counter; decides nothing that the hub decides.
"""
