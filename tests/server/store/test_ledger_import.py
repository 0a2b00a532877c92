"""An export becomes the same ledger again, on either database; what was done to it is named and refused."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from sqlalchemy import select

from contract import commands as c
from contract.events import EpochBegun
from contract.ids import CenterId
from contract.words import Outcome, Taking
from server.store import tables
from server.store.database import Database, only_reading
from server.store.export_faults import ImportRefusedError
from server.store.ledger_import import import_ledger
from server.store.verify import verify
from tests.support.exported import (
    chained_anew,
    edited,
    events_of,
    exported,
    long_export,
    put,
    with_heads_anew,
    with_payload,
)
from tests.support.hub import ANH, BINH, KIOSK, MANAGER, SmallHub, small_hub
from tests.support.wandering import Wandering

CENTER = CenterId("23134")
NOW_US = 1_795_000_000_000_000
PROJECTIONS = [
    table
    for table in tables.metadata.sorted_tables
    if table.name not in ("ledger", "event", "answer", "account", "session", "sign_in_failure")
]


@pytest.fixture(scope="module")
def wandered(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The ledger of days at random: every event, several boots, restores and clocks gone wrong."""
    folder = tmp_path_factory.mktemp("wandered")
    with small_hub(folder) as hub:
        hub.open_day()
        hub.sit("1", ANH)
        hub.sit("2", BINH)
        Wandering(hub, 5).walk(700)
        hub.do(c.ConfirmClock, MANAGER, seen=hub.now())
        hub.close_day()
        return hub.url


@pytest.fixture(scope="module")
def lines(wandered: str) -> list[bytes]:
    """Its export."""
    return exported(wandered)


@pytest.fixture
def fresh(tmp_path: Path) -> str:
    """A SQLite ledger that is not there yet."""
    return f"sqlite:///{tmp_path / 'new' / 'ledger.sqlite'}"


Refused = Callable[[Iterable[bytes]], list[tuple[str, int | None, int | None]]]


@pytest.fixture
def refused(fresh: str, tmp_path: Path) -> Refused:
    """What is found wrong with these lines; nothing is written."""

    def codes(lines: Iterable[bytes]) -> list[tuple[str, int | None, int | None]]:
        file = put(tmp_path / "bad.jsonl", lines)
        with pytest.raises(ImportRefusedError) as found:
            import_ledger(fresh, file, CENTER, NOW_US)
        for fault in found.value.faults:
            assert fault.vi.endswith(".")
            assert fault.en.endswith(".")
        assert_holds_nothing(fresh)
        return [(fault.code, fault.line, fault.seq) for fault in found.value.faults]

    return codes


def assert_holds_nothing(url: str) -> None:
    database = Database(url)
    database.open()
    with database.reading() as connection:
        for table in tables.metadata.sorted_tables:
            assert connection.execute(select(table)).all() == [], table.name
    database.close()


def rows_of(url: str) -> dict[str, set[tuple[object, ...]]]:
    with only_reading(url) as connection:
        return {table.name: set(map(tuple, connection.execute(select(table)))) for table in PROJECTIONS}


# --- there and back ---


def test_the_ledger_comes_back_event_for_event_and_figure_for_figure(
    url: str, wandered: str, lines: list[bytes], tmp_path: Path
) -> None:
    done = import_ledger(url, put(tmp_path / "out.jsonl", lines), CENTER, NOW_US)

    with only_reading(url) as connection:
        findings = verify(connection)
    assert findings.wrong == []
    assert (findings.events, findings.days, findings.tickets) == (done.events, done.days, done.tickets)
    assert exported(url)[1:] == lines[1:]
    assert rows_of(url) == rows_of(wandered)
    assert len(rows_of(url)["period"]) > 100


def test_from_one_database_to_the_other_and_back_it_stays_the_same(
    url: str, fresh: str, lines: list[bytes], tmp_path: Path
) -> None:
    import_ledger(url, put(tmp_path / "out.jsonl", lines), CENTER, NOW_US)

    import_ledger(fresh, put(tmp_path / "again.jsonl", exported(url)), CENTER, NOW_US)

    assert exported(fresh)[1:] == lines[1:]
    assert rows_of(fresh) == rows_of(url)


def test_a_hub_started_on_it_begins_an_epoch_and_waits_for_the_journals(
    url: str, lines: list[bytes], tmp_path: Path
) -> None:
    before = json.loads(lines[0])
    import_ledger(url, put(tmp_path / "out.jsonl", lines), CENTER, NOW_US)

    hub = SmallHub(url, tmp_path).start()
    try:
        assert hub.identity.epoch != before["epoch"]
        assert hub.identity.published_seq == before["last_seq"], "what was published once is not again"
        begun = {"before": before["epoch"], "awaits": hub.rules.kiosks}
        hub.writer.run(lambda work, _: work.record(EpochBegun, **begun)).result(10)
        answer = hub.ask(hub.make(c.ReserveTicket, service="ho-tich"), KIOSK)
        assert (answer.outcome, answer.code) in {
            (Outcome.REFUSED, Taking.AWAITING_JOURNALS),
            (Outcome.REFUSED, Taking.NO_DAY),
        }
        assert hub.findings().wrong == []
    finally:
        hub.stop()


def test_an_open_day_is_read_in_as_well(url: str, fresh: str, tmp_path: Path) -> None:
    with small_hub(tmp_path, url) as hub:
        hub.open_day()
        hub.take()
        lines = exported(url)

    done = import_ledger(fresh, put(tmp_path / "out.jsonl", lines), CENTER, NOW_US)

    assert (done.days, done.tickets) == (1, 1)
    assert rows_of(fresh) == rows_of(url)


def test_a_ledger_without_events_is_one_too(url: str, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    with small_hub(empty) as hub:
        lines = exported(hub.url)

    assert import_ledger(url, put(tmp_path / "out.jsonl", lines), CENTER, NOW_US).events == 0
    assert exported(url)[1:] == lines[1:]


# --- tampering ---


def at(lines: list[bytes], kind: str) -> int:
    """The place of the first event of that kind."""
    return next(place for place, line in enumerate(lines) if json.loads(line).get("kind") == kind)


def test_a_changed_payload_is_named_with_line_and_seq(lines: list[bytes], refused: Refused) -> None:
    place = at(lines, "ticket/called")

    def other_counter(payload: dict[str, object]) -> None:
        payload["counter"] = "2" if payload["counter"] == "1" else "1"

    changed = [*lines[:place], with_payload(lines[place], other_counter), *lines[place + 1 :]]

    assert refused(changed) == [("changed-event", place + 1, place)]


def test_a_changed_hash_is_named_and_the_event_behind_it_too(lines: list[bytes], refused: Refused) -> None:
    found = refused([*lines[:9], edited(lines[9], hash="0" * 64), *lines[10:]])

    assert found == [("changed-event", 10, 9), ("changed-event", 11, 10)]


@pytest.mark.parametrize(("field", "value"), [("seq", 99_999), ("epoch", "another")])
def test_a_line_that_says_something_else_than_its_payload_is_named(
    lines: list[bytes], refused: Refused, field: str, value: object
) -> None:
    found = refused([*lines[:-2], edited(lines[-2], **{field: value}), lines[-1]])

    assert ("line-differs", len(lines) - 1) in [(code, line) for code, line, _ in found]


def test_a_missing_line_is_named(lines: list[bytes], refused: Refused) -> None:
    found = refused([*lines[:20], *lines[21:]])

    assert found[0] == ("missing-events", 21, 21)
    assert {code for code, _, _ in found} == {"missing-events", "wrong-footer"}


def test_a_repeated_line_is_named(lines: list[bytes], refused: Refused) -> None:
    found = refused([*lines[:20], lines[19], *lines[20:]])

    assert found == [("repeated-event", 21, 19), ("wrong-footer", len(lines) + 1, None)]


def test_lines_in_another_order_are_named(lines: list[bytes], refused: Refused) -> None:
    found = refused([*lines[:20], lines[21], lines[20], *lines[22:]])

    assert found == [("missing-events", 21, 21), ("out-of-order", 22, 20)]


def test_a_file_cut_off_between_lines_is_named(lines: list[bytes], refused: Refused) -> None:
    assert ("truncated", 50, 49) in refused(lines[:50])
    assert refused(lines[:-1])[0][0] == "truncated"


def test_a_file_cut_off_in_a_line_is_named(lines: list[bytes], refused: Refused) -> None:
    found = refused([*lines[:49], lines[49][:40]])

    assert found == [("truncated", 50, 48)]


def test_a_line_of_something_else_is_named(lines: list[bytes], refused: Refused) -> None:
    found = refused([*lines[:20], b"{}\n", *lines[20:]])
    instead = refused([*lines[:20], b"\xff\xfe\n", *lines[21:]])

    assert [(code, line) for code, line, _ in found] == [("unreadable-line", 21)]
    assert [code for code, _, _ in instead] == ["unreadable-line", "wrong-footer"]


def test_lines_behind_the_footer_are_named(lines: list[bytes], refused: Refused) -> None:
    assert refused([*lines, lines[-1], lines[-2]]) == [("after-the-end", len(lines) + 1, None)]


@pytest.mark.parametrize("first", [b"", b"Kinh gui\n", b"{}\n", b'{"format":"gpx","version":1}\n', b"\xff\n"])
def test_another_file_is_no_export(refused: Refused, first: bytes) -> None:
    assert refused([first]) == [("not-an-export", 1, None)]


def test_a_newer_format_asks_for_newer_software(lines: list[bytes], refused: Refused) -> None:
    assert refused([edited(lines[0], version=2), *lines[1:]]) == [("newer-format", 1, None)]


def test_a_header_that_lacks_something_is_named(lines: list[bytes], refused: Refused) -> None:
    header = json.loads(lines[0])
    del header["center"]

    assert refused([json.dumps(header).encode() + b"\n", *lines[1:]]) == [("bad-header", 1, None)]
    assert refused([edited(lines[0], last_seq=7), *lines[1:]]) == [("bad-header", 1, None)]


def test_an_unknown_kind_is_named(lines: list[bytes], refused: Refused) -> None:
    found = refused([*lines[:9], edited(lines[9], kind="ticket/forgotten"), *lines[10:]])

    assert found == [("unknown-kind", 10, 9)]


def test_a_payload_that_is_no_event_of_its_kind_is_named_though_the_chain_fits(
    lines: list[bytes], refused: Refused
) -> None:
    place = at(lines, "ticket/called")
    forged = [
        *lines[:place],
        with_payload(lines[place], lambda payload: payload.pop("counter")),
        *lines[place + 1 :],
    ]

    assert refused(chained_anew(forged))[0] == ("bad-payload", place + 1, place)


def test_a_kind_that_does_not_know_its_payload_is_named_though_the_chain_fits(
    lines: list[bytes], refused: Refused
) -> None:
    place = at(lines, "ticket/unserved")
    by_hand = [*lines[:place], edited(lines[place], kind="ticket/served-by-hand"), *lines[place + 1 :]]

    assert refused(by_hand) == [("bad-payload", place + 1, place)]


def test_a_forger_who_chains_everything_anew_is_caught_by_the_days_heads(
    lines: list[bytes], refused: Refused
) -> None:
    place = at(lines, "ticket/confirmed")
    forged = [*lines]
    forged[place] = with_payload(lines[place], lambda payload: payload.update(fate="on-screen"))

    found = refused(chained_anew(forged))

    assert found
    assert {code for code, _, _ in found} == {"wrong-day-head"}


def test_a_story_that_cannot_have_happened_is_refused_and_nothing_stays(refused: Refused) -> None:
    lines = list(long_export(days=3, tickets=2))
    started = [place for place, line in enumerate(lines) if b"service-started" in line]
    place = started[-1]
    swapped = with_payload(lines[place], lambda payload: payload.update(kind="ticket/no-show"))
    lines[place] = edited(swapped, kind="ticket/no-show")

    found = refused(with_heads_anew(lines))

    assert found == [("impossible-event", None, place + 1)], "who did not come cannot be finished"


def test_a_changed_kind_is_refused_although_its_fields_fit(refused: Refused) -> None:
    lines = list(long_export(days=1, tickets=1))
    place = next(at for at, line in enumerate(lines) if b"service-started" in line)
    lines[place] = edited(lines[place], kind="ticket/no-show")

    assert {code for code, _, _ in refused(lines)} == {"bad-payload"}


def test_two_tickets_with_one_number_are_refused(refused: Refused) -> None:
    lines = list(long_export(days=1, tickets=2))
    double = [
        with_payload(line, lambda payload: payload.update(number="A001"))
        if json.loads(line).get("kind") == "ticket/reserved"
        else line
        for line in lines
    ]
    del double[-2]
    header = edited(double[0], last_seq=len(double) - 2)

    found = refused(chained_anew([header, *double[1:]]))

    assert [code for code, _, _ in found] == ["contradictory-events"]


def test_a_damaged_file_lists_a_hundred_faults_at_most(lines: list[bytes], refused: Refused) -> None:
    zeroed = [edited(line, hash="0" * 64) for line in lines[1:-1]]

    assert len(refused([lines[0], *zeroed, lines[-1]])) <= 101


# --- the place ---


def codes_of(url: str, file: Path, center: CenterId | None = CENTER) -> list[str]:
    with pytest.raises(ImportRefusedError) as found:
        import_ledger(url, file, center, NOW_US)
    return [fault.code for fault in found.value.faults]


def test_a_ledger_that_is_not_empty_is_left_alone(url: str, lines: list[bytes], tmp_path: Path) -> None:
    file = put(tmp_path / "out.jsonl", lines)
    with small_hub(tmp_path, url) as hub:
        hub.open_day()
    before = exported(url)

    assert codes_of(url, file) == ["ledger-not-empty"]
    assert exported(url) == before


def test_a_running_hub_is_left_alone(hub: SmallHub, lines: list[bytes], tmp_path: Path) -> None:
    before = hub.seq

    assert codes_of(hub.url, put(tmp_path / "out.jsonl", lines)) == ["hub-running"]
    assert hub.seq == before
    assert hub.findings().wrong == []


def test_another_centers_export_is_refused(fresh: str, lines: list[bytes], tmp_path: Path) -> None:
    file = put(tmp_path / "out.jsonl", lines)

    assert codes_of(fresh, file, CenterId("00001")) == ["other-center"]
    assert import_ledger(fresh, file, None, NOW_US).events == len(events_of(lines))


def test_a_long_import_holds_a_fraction_of_its_file_in_memory(url: str, tmp_path: Path) -> None:
    short = put(tmp_path / "short.jsonl", long_export(days=5, tickets=100))
    long = put(tmp_path / "long.jsonl", long_export(days=20, tickets=100))
    short_kib = imported_kib(f"sqlite:///{tmp_path / 'short' / 'ledger.sqlite'}", short)

    long_kib = imported_kib(url, long)

    assert long_kib < 1.25 * short_kib
    assert long_kib < long.stat().st_size / 1024


def imported_kib(url: str, file: Path) -> float:
    tracemalloc.start()
    try:
        import_ledger(url, file, CENTER, NOW_US)
        return tracemalloc.get_traced_memory()[1] / 1024
    finally:
        tracemalloc.stop()
