"""Adding, changing and closing accounts, and what of it is in the ledger."""

from __future__ import annotations

from typing import Literal

import pytest
from argon2 import PasswordHasher, extract_parameters
from sqlalchemy import select

from contract.events import AccountChanged
from contract.ids import ServiceId
from server.domain.refusal import Refusal
from server.service.accounts import asker_of, grants_of
from server.service.asker import Role
from server.service.passwords import PasswordKeeper
from server.store import accounts, tables
from server.store.account_book import AccountBook
from server.store.ledger import decode
from tests.support.open_center import OpenCenter


def test_a_password_is_made_where_none_is_typed(book: AccountBook, center: OpenCenter) -> None:
    handed = book.add("lan", "Nguyễn Thị Lan", ["can-bo"])

    assert len(handed.password) >= 16
    with center.database.reading() as connection:
        kept = accounts.password_hash_of(connection, "lan")
    assert kept is not None
    assert handed.password not in kept
    assert kept.startswith("$argon2id$")


def test_two_made_passwords_differ(book: AccountBook) -> None:
    one, other = book.add("lan", "Lan", ["can-bo"]), book.add("minh", "Minh", ["can-bo"])
    assert one.password != other.password


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("short", "password-short"),
        ("aaaaaaaaaaaa", "password-easy"),
        ("Lan-2026-lan", "password-easy"),
        ("x" * 201, "password-long"),
    ],
)
def test_a_poor_password_is_refused(book: AccountBook, password: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        book.add("lan", "Lan", ["can-bo"], password)
    assert refused.value.code == code
    assert book.all() == ()


@pytest.mark.parametrize("login", ["", "a", "Lân", "lan anh", "-lan", "x" * 33, "lan'--"])
def test_a_login_that_nobody_could_type_is_refused(book: AccountBook, login: str) -> None:
    with pytest.raises(Refusal, match="login-misspelled"):
        book.add(login, "Lan", ["can-bo"])


def test_a_login_is_taken_once_and_stays_taken(book: AccountBook) -> None:
    book.add("lan", "Lan", ["can-bo"])
    book.close("lan")
    with pytest.raises(Refusal, match="login-taken"):
        book.add("LAN", "Lan khác", ["can-bo"])


def test_an_unknown_role_is_refused_with_the_known_ones(book: AccountBook) -> None:
    with pytest.raises(Refusal) as refused:
        book.add("lan", "Lan", ["can-bộ"])
    assert "can-bo" in refused.value.vi


def test_every_change_is_in_the_ledger_without_a_name(book: AccountBook, center: OpenCenter) -> None:
    account = book.add("lan", "Nguyễn Thị Lan", ["can-bo"]).account
    book.change_password("lan")
    book.change_roles("lan", ["quan-ly"])
    book.close("lan")

    with center.database.reading() as connection:
        rows = connection.execute(select(tables.event).order_by(tables.event.c.seq)).all()
    events = [decode(row.kind, bytes(row.payload)) for row in rows]
    changes = [event for event in events if isinstance(event, AccountChanged)]
    assert [event.change for event in changes] == ["added", "password", "roles", "closed"]
    assert {event.account for event in changes} == {account.id}
    assert all(b"Lan" not in bytes(row.payload) and b"lan" not in bytes(row.payload) for row in rows)


def test_a_refused_change_leaves_no_event(book: AccountBook, center: OpenCenter) -> None:
    with pytest.raises(Refusal, match="unknown-account"):
        book.change_password("nobody")
    with center.writer.reading() as hall:
        assert hall.head.seq == 0


def test_a_closed_account_has_no_roles_and_no_password(book: AccountBook, center: OpenCenter) -> None:
    book.add("lan", "Lan", ["can-bo"])
    closed = book.close("lan")
    with center.database.reading() as connection:
        kept = accounts.account_by_id(connection, closed.id)
        assert accounts.password_hash_of(connection, "lan") is None
    assert kept is not None
    assert asker_of(kept, grants_of(center.config.roles)).roles == frozenset()


def test_the_police_desk_is_restricted_to_its_service(book: AccountBook, center: OpenCenter) -> None:
    grants = grants_of(center.config.roles)
    police = asker_of(book.add("hung", "Hùng", ["cong-an"]).account, grants)
    both = asker_of(book.add("binh", "Bình", ["cong-an", "can-bo"]).account, grants)
    assert police.services == frozenset({ServiceId("cu-tru-can-cuoc")})
    assert both.services is None
    assert both.roles == frozenset({Role.OFFICER})


def test_a_role_that_left_the_configuration_gives_nothing(book: AccountBook) -> None:
    account = book.add("lan", "Lan", ["can-bo"]).account
    assert asker_of(account, {}).roles == frozenset()


def test_nobodys_password_never_matches(keeper: PasswordKeeper) -> None:
    kept = keeper.kept("đúng là mật khẩu này")
    assert keeper.matches("đúng là mật khẩu này", kept)
    assert not keeper.matches("mật khẩu khác hẳn", kept)
    assert not keeper.matches("đúng là mật khẩu này", None)
    assert not keeper.matches("đúng là mật khẩu này", "not a hash")


def test_comparing_with_nobodys_password_costs_what_a_real_one_costs() -> None:
    """Else the time of an answer would tell which logins exist."""
    hasher = PasswordHasher(time_cost=2, memory_cost=64, parallelism=2)
    asked: list[str | bytes] = []

    class Noting(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002 - argon2's name
            asked.append(hash)
            return super().verify(hash, password)

    keeper = PasswordKeeper(Noting(time_cost=2, memory_cost=64, parallelism=2))
    assert not keeper.matches("mật khẩu nào đó", None)
    assert extract_parameters(str(asked[0])) == extract_parameters(hasher.hash("một mật khẩu khác"))
