"""People who work here, their signed-in browsers, and failures to sign in."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Integer, String, Table, Text

from server.store.table import metadata

account = Table(
    "account",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("login", String(64), nullable=False, unique=True),
    Column("name", String(120), nullable=False),
    Column("roles", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("is_closed", Boolean, nullable=False),
    Column("created_us", BigInteger, nullable=False),
)
"""People who work here. Names live here and nowhere in the ledger; `roles` is a JSON list of role ids."""

session = Table(
    "session",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("account", String(64), nullable=False, index=True),
    Column("csrf", String(64), nullable=False),
    Column("created_us", BigInteger, nullable=False),
    Column("seen_us", BigInteger, nullable=False),
)
"""Signed-in browsers; the cookie itself is not stored."""

sign_in_failure = Table(
    "sign_in_failure",
    metadata,
    Column("login", String(64), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("last_us", BigInteger, nullable=False),
)
"""Throttles guessing, per login; erased by a success."""
