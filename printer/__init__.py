"""The slip on paper: what stands on it, how it becomes ESC/POS, and whether it really came out.

Knows nothing of tickets in the ledger, of screens, or of the emulator in ``hardware``.
"""
