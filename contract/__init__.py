"""The vocabulary every process shares: topics, messages, ticket words, settings shapes, clock, broker client.

Holds no business rule and nothing that one process alone uses.
"""
