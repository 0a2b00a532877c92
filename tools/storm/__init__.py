"""The fault storm: a center of real processes, faults drawn at random, and the books compared at the end."""
