"""An export is the whole ledger, byte for byte, out of one moment, whatever is written meanwhile."""

from __future__ import annotations

import hashlib
import json
import tracemalloc
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from contract import commands as c
from server.store.backup_copy import NoLedgerError
from server.store.database import Database, only_reading
from server.store.ledger_export import UnreadableEventError, export_lines
from server.store.ledger_import import import_ledger
from tests.support.exported import MADE, events_of, exported, long_export, put
from tests.support.hub import SmallHub
from tests.support.tampering import take_guard_away


def test_anybody_can_hash_the_payloads_and_comes_to_the_head(hub: SmallHub) -> None:
    hub.take(priority="cao-tuoi")

    header, *events, footer = [json.loads(line) for line in exported(hub.url)]

    hash_ = bytes(32)
    for event in events:
        hash_ = hashlib.sha256(hash_ + event["payload"].encode()).digest()
        assert event["hash"] == hash_.hex()
    assert footer == {"events": hub.seq, "head": hash_.hex()}
    assert footer["head"] == hub.findings().head
    assert [event["seq"] for event in events] == list(range(1, hub.seq + 1))
    assert "SHA-256(previous hash bytes + payload bytes)" in header["chain"]


def test_the_header_says_whose_ledger_it_is_and_how_far_it_goes(hub: SmallHub) -> None:
    header = json.loads(exported(hub.url)[0])

    assert header.pop("chain")
    assert header == {
        "format": "motcua-ledger",
        "version": 1,
        "center": "23134",
        "epoch": hub.identity.epoch,
        "software": "1.2.3",
        "made_at": "2026-11-30T02:00:00Z",
        "first_seq": 1,
        "last_seq": hub.seq,
    }


def test_what_is_written_meanwhile_is_not_in_it(hub: SmallHub) -> None:
    before = hub.seq
    with only_reading(hub.url) as connection:
        lines = export_lines(connection, "1.2.3", MADE)
        header = json.loads(next(lines))
        hub.take()
        *events, footer = [json.loads(line) for line in lines]

    assert hub.seq > before
    assert header["last_seq"] == events[-1]["seq"] == footer["events"] == before


def test_letters_of_any_language_stay_the_bytes_that_were_hashed(hub: SmallHub) -> None:
    hub.sit()
    ticket = hub.take()
    hub.call()
    hub.at_counter(c.Cancel, ticket, reason='về “trước” \\ "đi" 😀\n')

    cancelled = next(event for event in events_of(exported(hub.url)) if event["kind"] == "ticket/cancelled")

    with hub.database.reading() as connection:
        stored = connection.execute(text("SELECT payload FROM event WHERE kind = 'ticket/cancelled'"))
        assert cancelled["payload"].encode() == bytes(stored.scalar_one())


def test_a_database_without_a_ledger_is_no_export(url: str) -> None:
    database = Database(url)
    database.open()
    database.close()

    with only_reading(url) as connection, pytest.raises(NoLedgerError):
        list(export_lines(connection, "1.2.3", MADE))


def test_bytes_that_are_no_text_are_named(hub: SmallHub) -> None:
    broken = "x'ff'" if hub.url.startswith("sqlite") else "'\\xff'"
    with hub.database.writing() as connection:
        changes = connection.begin_nested()
        take_guard_away(connection)
        connection.execute(text(f"UPDATE event SET payload = {broken} WHERE seq = 2"))  # noqa: S608 - above
        with pytest.raises(UnreadableEventError, match="event 2 cannot be read"):
            list(export_lines(connection, "1.2.3", MADE))
        changes.rollback()


def consumed_kib(lines: Iterable[bytes]) -> float:
    tracemalloc.start()
    try:
        for _ in lines:
            pass
        return tracemalloc.get_traced_memory()[1] / 1024
    finally:
        tracemalloc.stop()


def test_a_ledger_four_times_as_long_takes_no_more_memory(url: str, tmp_path: Path) -> None:
    file = put(tmp_path / "long.jsonl", long_export(days=20, tickets=100))
    import_ledger(url, file, None, 0)

    with only_reading(url) as connection:
        warm = consumed_kib(export_lines(connection, "1.2.3", MADE))
        lines = export_lines(connection, "1.2.3", MADE)
        quarter = consumed_kib(line for line, _ in zip(lines, range(2500), strict=False))
        whole = consumed_kib(export_lines(connection, "1.2.3", MADE))

    assert warm < 8 * 1024
    assert whole < 1.25 * quarter


def test_the_moment_it_was_made_is_the_hubs(hub: SmallHub) -> None:
    with only_reading(hub.url) as connection:
        line = next(export_lines(connection, "1.2.3", MADE + timedelta(microseconds=7)))

    assert json.loads(line)["made_at"] == "2026-11-30T02:00:00.000007Z"
