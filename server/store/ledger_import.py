"""Reads an export into an empty ledger: all of it in one transaction, or nothing.

The file is judged first, from end to end; then it is read again and its days are written one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from sqlalchemy import Connection, inspect, literal, select
from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError

from contract.ids import CenterId
from server.domain.hall import Hall
from server.service.work import Recorded
from server.store import export_faults as faults
from server.store import ledger, tables
from server.store.backup_load import hub_is_stopped
from server.store.backup_size import ledger_file
from server.store.database import Database, UnusableDatabaseError, only_reading
from server.store.export_check import ExportCheck
from server.store.export_faults import Fault, ImportRefusedError
from server.store.projecting import ImpossibleStoryError, Projected, project
from server.store.sole_writer import AnotherWriterError

EVENTS_AT_ONCE = 1000


def import_ledger(url: str, file: Path, center: CenterId | None, now_us: int) -> Projected:
    """Check the file, then make a ledger of it: in an epoch of its own, as a restored one.

    `center` is the one this machine is set up for, where it is. A hub started on the ledger waits for the
    kiosks' journals before it gives numbers.

    Raises:
        ImportRefusedError: something is wrong with the file or the place; nothing was written.
        UnusableDatabaseError, NewerDatabaseError, OSError: see there; nothing was written.
    """
    try:
        _refuse_what_is_there(url)
        head = _checked(file, center)
        database = Database(url)
        database.open()
        try:
            with database.writing() as connection:
                return _load(connection, file, head, now_us)
        finally:
            database.close()
    except AnotherWriterError as error:
        raise ImportRefusedError(faults.hub_running()) from error
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", error)).splitlines()[0]
        raise UnusableDatabaseError(f"the database refused the export: {reason}") from error


def _refuse_what_is_there(url: str) -> None:
    path = ledger_file(url)
    if path is not None:
        path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    with hub_is_stopped(url):
        if path is None or path.exists():
            with only_reading(url) as connection:
                _refuse_rows(connection)


def _refuse_rows(connection: Connection) -> None:
    there = set(inspect(connection).get_table_names())
    for table in tables.metadata.sorted_tables:
        some = select(literal(1)).select_from(table).limit(1)
        if table.name in there and connection.execute(some).first() is not None:
            raise ImportRefusedError(faults.not_empty(table.name))


def _checked(file: Path, center: CenterId | None) -> bytes:
    """The hash it ends with."""
    check = ExportCheck(file)
    for _ in check.sound_events():
        pass
    found: list[Fault] = list(check.faults)
    if check.header is not None and center is not None and check.header.center != center:
        found.insert(0, faults.other_center(check.header.center, center))
    if found:
        raise ImportRefusedError(*found)
    return check.head.hash


def _load(connection: Connection, file: Path, head: bytes, now_us: int) -> Projected:
    _refuse_rows(connection)
    check = ExportCheck(file)
    hall = Hall(check.head)
    try:
        done = project(connection, hall, _appended(connection, check.sound_events()))
    except ImpossibleStoryError as error:
        raise ImportRefusedError(faults.impossible(error.seq, error.kind, repr(error.reason))) from error
    except (IntegrityError, DataError) as error:
        raise ImportRefusedError(
            faults.contradictory(hall.head.seq, str(error.orig).splitlines()[0])
        ) from error
    if check.header is None or check.faults or check.head.hash != head:
        raise ImportRefusedError(*check.faults, faults.changed_meanwhile())
    ledger.begin_behind(connection, check.header.center, check.head.seq, now_us)
    return done


def _appended(connection: Connection, events: Iterable[Recorded]) -> Iterator[Recorded]:
    """The same events, each in the ledger before or soon after it is told."""
    some: list[Recorded] = []
    for recorded in events:
        some.append(recorded)
        if len(some) == EVENTS_AT_ONCE:
            ledger.append(connection, some)
            some.clear()
        yield recorded
    ledger.append(connection, some)
