"""Who works in a simulated center says so by name, and nobody can sign in."""

from __future__ import annotations

from sqlalchemy import select

from server.simulate.profile import LARGE
from server.store import tables
from server.store.accounts import all_accounts
from server.store.database import only_reading
from tests.server.simulate.made_ledger import MadeLedger


def test_every_account_says_that_it_is_simulated(week: MadeLedger) -> None:
    with only_reading(week.url) as connection:
        accounts = all_accounts(connection)

    assert len(accounts) == LARGE.officers + 2
    assert all("mô phỏng" in account.name for account in accounts)
    assert [account.name for account in accounts if account.login == "mo-phong-can-bo-03"] == [
        "Cán bộ mô phỏng 03"
    ]


def test_every_password_was_another_and_is_kept_as_a_hash(week: MadeLedger) -> None:
    with only_reading(week.url) as connection:
        kept = list(connection.scalars(select(tables.account.c.password_hash)))

    assert len(set(kept)) == len(kept)
    assert all(one.startswith("$argon2id$") for one in kept)


def test_whoever_sat_at_a_counter_has_an_account(week: MadeLedger) -> None:
    with only_reading(week.url) as connection:
        known = {account.id for account in all_accounts(connection)}

    assert {row.officer for row in week.periods if row.officer} <= known
