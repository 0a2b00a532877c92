"""Backup and restore: a whole center in one file, made while it runs, and brought back."""
