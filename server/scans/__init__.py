"""Scanned pages as pictures: what they look like, whether they came before, a searchable PDF of them."""
