"""The one writer: commands that arrive together are carried out and committed together.

Each command is taken back alone if it is refused (the hall's own mark, decision 0005); answers go out after
the commit; a failed commit answers *error* to all and stores none.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import Connection, NestedTransaction
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from contract.answers import Answer
from contract.commands import Command, HandIn, MarkTimes
from contract.events import DayOpened, RecordEvent
from contract.ids import CommandId
from contract.words import Outcome
from server.domain.center import CenterRules
from server.domain.hall import Hall
from server.domain.hubtime import HubTime
from server.domain.instant import Instant
from server.domain.refusal import Refusal
from server.service.asker import HUB, Asker
from server.service.permission import may
from server.service.use_cases import carry_out
from server.service.work import Work
from server.store import ledger
from server.store.answering import done, given_before, not_written, refused
from server.store.batch import abandoned_by, moved_series
from server.store.database import Database
from server.store.job import Beside, Commit, Job, Respond, Task
from server.store.job_queue import JobQueue
from server.store.records import StoredRecords, put_records
from server.store.stored_periods import StoredPeriods

log = logging.getLogger(__name__)

T = TypeVar("T")
Listener = Callable[[Commit, Hall], None]


class LedgerUnwritableError(Exception):
    """The ledger could not be written; nothing was done."""


class Writer:
    """Owns the hall. Everything that changes goes through its queue."""

    def __init__(self, database: Database, hall: Hall, rules: CenterRules, time: HubTime) -> None:
        self._database = database
        self._hall = hall
        self._rules = rules
        self._time = time
        self._queue = JobQueue()
        self._lock = threading.RLock()
        self._listeners: list[Listener] = []
        self._published_seq: int | None = None
        self._is_in_doubt = False
        """Whether the last commit failed: what it wrote may stand or not."""
        self._stored_periods = StoredPeriods(hall)
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self.turns = 0
        """Batches done so far, written or not."""
        self.corrections = 0
        """How often something of a day other than the open one may have changed."""
        self.is_writing = True
        """Whether the last batch that had something to write was written."""

    # --- asking ---

    def submit(self, command: Command, asker: Asker, respond: Respond, beside: Beside | None = None) -> None:
        """Carry a command out; `respond` gets the answer after the commit, on the writer's thread."""
        self._queue.put(Job(asker, command=command, respond=respond, beside=beside))

    def ask(self, command: Command, asker: Asker, beside: Beside | None = None) -> Future[Answer]:
        """The same with a future."""
        future: Future[Answer] = Future()
        self.submit(command, asker, future.set_result, beside)
        return future

    def run(self, task: Task[T], asker: Asker = HUB) -> Future[T]:
        """Do something else in a transaction of the ledger: clockwork, accounts, papers, configuration."""
        future: Future[T] = Future()
        self._queue.put(Job(asker, task=task, future=future))
        return future

    def listen(self, listener: Listener) -> None:
        """Tell this listener of every commit, in order, on the writer's thread, under the lock."""
        self._listeners.append(listener)

    @contextmanager
    def reading(self) -> Iterator[Hall]:
        """The hall, still while it is read."""
        with self._lock:
            yield self._hall

    @property
    def rules(self) -> CenterRules:
        """The accepted configuration."""
        return self._rules

    def change_rules(self, rules: CenterRules) -> None:
        """Work by other rules from the next command on; call it inside a task, where it is recorded."""
        self._rules = rules

    @property
    def queue_length(self) -> int:
        """How much waits to be done."""
        return len(self._queue)

    def now(self) -> Instant:
        """Hub time."""
        return self._time.now(self._hall)

    def has_published(self, seq: int) -> None:
        """Events up to there reached the broker; written down with the next commit."""
        self._published_seq = seq

    # --- life ---

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def stop(self) -> None:
        """Do what is queued, then end."""
        self._queue.end()
        self._thread.join()

    def _run(self) -> None:
        while True:
            batch = self._queue.next_batch()
            if batch is None:
                break
            self._do(batch)
            self.turns += 1
        self._do([])
        self._fail(self._queue.left_over())

    # --- one batch ---

    def _do(self, batch: list[Job]) -> None:
        with self._lock:
            commit, rules = Commit(), self._rules
            try:
                with self._database.writing() as connection:
                    if self._is_in_doubt:
                        self._look_again(connection)
                    self._carry_out(batch, connection, commit)
                    self._write(batch, connection, commit)
            except Exception as error:  # noqa: BLE001 - whatever it is, all are told and the writer lives on
                self._rules = rules
                self._give_up(batch, error)
                return
            self._settle(commit)
            self._respond(batch)
            for listener in self._listeners:
                self._guarded(listener, commit, self._hall)

    def _settle(self, commit: Commit) -> None:
        self.corrections += bool(commit.past_days(self._hall.day))
        self._hall.settle()
        self._stored_periods.add(commit)
        if any(isinstance(item.event, DayOpened) for item in commit.recorded):
            self._stored_periods = StoredPeriods(self._hall)
        if commit.recorded or commit.published_seq is not None:
            self.is_writing = True
        if self._published_seq == commit.published_seq:
            self._published_seq = None

    def _give_up(self, batch: list[Job], error: Exception) -> None:
        if isinstance(error, (SQLAlchemyError, OSError)):
            log.error("the ledger could not be written: %s", error)
        else:
            log.error("a batch could not be written", exc_info=error)
        self.is_writing = False
        self._is_in_doubt = True
        self.corrections += 1
        self._hall.back_to(0)
        self._hall.settle()
        self._fail(batch)

    def _look_again(self, connection: Connection) -> None:
        """A commit that failed may stand all the same (a line lost to PostgreSQL): the ledger is right."""
        stored = ledger.head(connection, self._hall.head.epoch)
        if stored.hash != self._hall.head.hash:
            log.warning("the last commit stands at %d, not at %d", stored.seq, self._hall.head.seq)
            self._hall = ledger.load_hall(connection, self._hall.head.epoch)
            self._stored_periods = StoredPeriods(self._hall)
        self._is_in_doubt = False

    def _carry_out(self, batch: list[Job], connection: Connection, commit: Commit) -> None:
        ids = [job.command.command_id for job in batch if job.command is not None]
        known = ledger.stored_answers(connection, ids)
        for job in batch:
            if job.command is None:
                self._do_task(job, connection, commit)
                continue
            stored = known.get(job.command.command_id)
            if stored is None:
                self._do_command(job, job.command, connection, commit)
                answer = job.answer
                if answer is not None and answer.outcome is not Outcome.ERROR:
                    known[job.command.command_id] = ledger.StoredAnswer(job.asker.name, answer.encode())
                self._refuse_abandoned(job, connection, known)
            else:
                job.answer = given_before(stored, job.asker, job.command.command_id)
                job.is_repeat = True

    def _do_command(self, job: Job, command: Command, connection: Connection, commit: Commit) -> None:
        mark = self._hall.mark()
        work = Work(self._hall, self._rules, self._time.now(self._hall), job.asker, command.command_id)
        if isinstance(command, HandIn):
            known = ledger.tokens_known(connection, command.tickets, self._hall.last_day)
            work.known_tokens = known | commit.unplaced_tokens
        elif isinstance(command, MarkTimes):
            work.past_ticket = ledger.past_ticket(connection, command.ticket)
        work.records = StoredRecords(connection)
        work.has_beside = job.beside is not None
        try:
            result = carry_out(command, work)
            self._write_beside(job, work, connection)
            job.answer = done(command.command_id, result)
        except Refusal as refusal:
            self._hall.back_to(mark)
            job.answer = refused(command.command_id, refusal)
        except Exception:
            self._hall.back_to(mark)
            log.exception("%s of %s failed", type(command).__name__, job.asker.name)
            job.answer = not_written(command.command_id)
        else:
            commit.recorded += work.recorded

    def _write_beside(self, job: Job, work: Work, connection: Connection) -> None:
        """What a command wrote at once is taken back alone, whatever goes wrong with it."""
        events = [item.event for item in work.recorded]
        if job.beside is None and not any(isinstance(event, RecordEvent) for event in events):
            return
        with connection.begin_nested():
            put_records(connection, events)
            if job.beside is not None:
                job.beside(connection, events)

    def _do_task(self, job: Job, connection: Connection, commit: Commit) -> None:
        mark = self._hall.mark()
        work = Work(self._hall, self._rules, self._time.now(self._hall), job.asker, None)
        savepoint = connection.begin_nested()
        try:
            job.result = job.task(work, connection) if job.task else None
            self._write_beside(job, work, connection)
        except IntegrityError as error:
            self._take_back(job, savepoint, mark, error)
        except SQLAlchemyError:
            raise
        except Exception as error:  # noqa: BLE001 - it goes to whoever asked for the task
            self._take_back(job, savepoint, mark, error)
        else:
            savepoint.commit()
            commit.recorded += work.recorded

    def _take_back(self, job: Job, savepoint: NestedTransaction, mark: int, error: Exception) -> None:
        savepoint.rollback()
        self._hall.back_to(mark)
        job.failure = error

    def _refuse_abandoned(
        self, job: Job, connection: Connection, known: dict[CommandId, ledger.StoredAnswer]
    ) -> None:
        """A command its kiosk gave up on and that has not come yet is answered before it arrives."""
        wanted = [command for command in abandoned_by(job.command) if command not in known]
        if job.command is None or not wanted or not may(job.asker, type(job.command)):
            return
        stored = ledger.stored_answers(connection, wanted)
        wanted = [command for command in wanted if command not in stored]
        refusal = Refusal("abandoned", "Máy lấy số đã bỏ yêu cầu này.", "The kiosk gave up on this command.")
        at_us = self._time.now(self._hall).utc_us
        answers = [(command, job.asker.name, at_us, refused(command, refusal).encode()) for command in wanted]
        ledger.put_answers(connection, answers)
        for command, asker, _, payload in answers:
            known[command] = ledger.StoredAnswer(asker, payload)

    def _write(self, batch: list[Job], connection: Connection, commit: Commit) -> None:
        ledger.append(connection, commit.recorded)
        ledger.put_tickets(connection, self._stored_periods.changed(self._hall, commit))
        ledger.put_unplaced(connection, commit.unplaced)
        ledger.put_times_marks(connection, commit.times_marked)
        ledger.forget_sheets(connection, commit.past_days(self._hall.day))
        ledger.put_series(connection, moved_series(commit, self._hall))
        at_us = self._time.now(self._hall).utc_us
        ledger.put_answers(
            connection,
            (
                (job.answer.command_id, job.asker.name, at_us, job.answer.encode())
                for job in batch
                if job.answer is not None and not job.is_repeat and job.answer.outcome is not Outcome.ERROR
            ),
        )
        commit.published_seq = self._published_seq
        if commit.published_seq is not None:
            ledger.mark_published(connection, commit.published_seq)

    # --- after the transaction ---

    def _respond(self, batch: list[Job]) -> None:
        for job in batch:
            if job.future is not None:
                if job.failure is not None:
                    job.future.set_exception(job.failure)
                else:
                    job.future.set_result(job.result)
            elif job.respond is not None and job.answer is not None:
                self._guarded(job.respond, job.answer)

    def _fail(self, batch: list[Job]) -> None:
        for job in batch:
            if job.command is not None:
                job.answer = not_written(job.command.command_id)
            else:
                job.failure = LedgerUnwritableError("the ledger could not be written; nothing was done")
        self._respond(batch)

    def _guarded(self, call: Callable[..., None], *arguments: object) -> None:
        try:
            call(*arguments)
        except Exception:
            log.exception("a listener of the writer failed")
