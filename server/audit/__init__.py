"""The auditor's way in: the ledger as a file, out and in."""
