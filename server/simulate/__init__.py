"""Realistic ledgers, made through the real use cases with a jumping clock. No running hub imports it."""
