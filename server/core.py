"""The heart of a hub: settings, configuration, ledger and the one writer; no door is open yet.

The running hub and the command line (while the hub is stopped) open the same core.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from contract.clock import Clock, local_time
from contract.events import ConfigurationAccepted, EpochBegun, HubStarted
from contract.file_trouble import trouble_of
from contract.ids import CenterId, Epoch
from contract.words import ClockTrust
from server.backup.contents import LISTS
from server.backup.finishing import finish_restore
from server.broker.devices import KnownDevices
from server.broker.mosquitto_conf import Listener, Tls
from server.broker.site import BrokerSite
from server.config.center_rules import center_rules
from server.config.check import check
from server.config.csv_table import WrongTableError
from server.config.hub import HubSettings
from server.config.known import Known
from server.config.report import report
from server.config.shapes import CenterConfig
from server.domain.center import CenterRules
from server.domain.hubtime import HubTime
from server.lists.in_force import ListText
from server.lists.keeper import ListKeeper
from server.service.accounts import grants_of
from server.service.passwords import PasswordKeeper
from server.service.register_number import unsure_after_restore
from server.service.skip_numbers import GIVEN_BY_HAND, skip_numbers
from server.service.work import Work
from server.store import ledger
from server.store.account_book import AccountBook
from server.store.backup_size import ledger_file
from server.store.database import Database, UnusableDatabaseError, reading_plainly
from server.store.ledger import WrongCenterError
from server.store.schema import NewerDatabaseError
from server.store.sole_writer import AnotherWriterError
from server.store.writer import LedgerUnwritableError, Writer

log = logging.getLogger(__name__)

VERSION = "0.1.0"


class HubStartError(Exception):
    """The hub cannot start; the text says what to mend."""


CANNOT_OPEN = (
    HubStartError,
    AnotherWriterError,
    NewerDatabaseError,
    UnusableDatabaseError,
    WrongCenterError,
    LedgerUnwritableError,
    OSError,
)
"""What `Core` raises where it cannot begin; each text is for the person at the machine."""


class Core:
    """Opened by `open`, closed by `close`."""

    def __init__(self, settings: HubSettings, clock: Clock, trust: Callable[[], ClockTrust]) -> None:
        self.settings = settings
        self.data_dir = Path(settings.data_dir)
        self._clock = clock
        self._trust = trust
        finish_restore(settings)
        self.lists = _lists(self.data_dir, _today(clock))
        text = configuration_text(Path(settings.config_path))
        config = self._accepted(text)
        self._rules = self._made_rules(config, text)
        self._configs: dict[str, CenterConfig] = {self._rules.sha256: config}
        self._in_force: Callable[[], CenterRules] = lambda: self._rules
        self.center: CenterId = self._rules.center
        self.database = Database(settings.ledger_url)
        self.published_seq = 0

    @property
    def config(self) -> CenterConfig:
        """The configuration in force: it changes in the same moment as the writer's rules."""
        return self._configs[self._in_force().sha256]

    @property
    def rules(self) -> CenterRules:
        """The same as the hub works by it."""
        return self._in_force()

    @property
    def known(self) -> Known:
        """Procedures in force, communes and holidays."""
        return self.lists.known

    @property
    def site(self) -> BrokerSite:
        """The broker's files."""
        settings = self.settings
        tls = None
        if settings.broker_certificate and settings.broker_key:
            tls = Tls(Path(settings.broker_certificate), Path(settings.broker_key))
        return BrokerSite(
            self.center,
            self.data_dir / "broker",
            (Listener(host=settings.broker_listen, port=settings.broker_port, tls=tls),),
            group=settings.broker_group,
            pid_file=Path(settings.broker_pid_file) if settings.broker_pid_file else None,
        )

    @property
    def ledger_folder(self) -> Path:
        """Whose disk must not fill up."""
        file = ledger_file(self.settings.ledger_url)
        return file.parent if file else self.data_dir

    def devices(self) -> KnownDevices:
        """The registry of devices, read again when it changes."""
        return KnownDevices(self.site.registry_file)

    def accounts(self) -> AccountBook:
        """The people who work here."""
        return AccountBook(self.writer, self.database, lambda: grants_of(self.config.roles), PasswordKeeper())

    def open(self) -> None:
        """Take the ledger, bring it up to date, and write down the start and a changed configuration.

        Raises:
            AnotherWriterError, NewerDatabaseError, UnusableDatabaseError, WrongCenterError: see there.
        """
        self.data_dir.mkdir(mode=0o750, parents=True, exist_ok=True)
        self.database.open()
        try:
            with reading_plainly(), self.database.writing() as connection:
                identity = ledger.identity(connection, self.center, time.time_ns() // 1000)
                hall = ledger.load_hall(connection, identity.epoch)
                before = ledger.last_epoch(connection)
                accepted = ledger.accepted_configuration(connection)
                accepted_lists = ledger.accepted_lists(connection)
                latest = ledger.latest_instant(connection)
        except BaseException:
            self.database.close()
            raise
        self.published_seq = identity.published_seq
        self.time = HubTime(self._clock, self._trust, latest)
        self.writer = Writer(self.database, hall, self._rules, self.time)
        self.writer.start()
        self._in_force = lambda: self.writer.rules
        restored_from = before if before != identity.epoch else None
        try:
            self.writer.run(lambda work, _: _write_start(work, self._rules, accepted, restored_from)).result()
            self.lists.write_start(self.writer, accepted_lists)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Finish what is queued and give the ledger back."""
        self.writer.stop()
        self.database.close()

    def reload(self) -> str:
        """Accept the configuration file as it is now, whole or not at all; returns what to tell the person.

        Raises:
            HubStartError: it is wrong; the center goes on with the old one.
        """
        text = configuration_text(Path(self.settings.config_path))
        config = self._accepted(text)
        rules = self._made_rules(config, text)
        if rules.center != self.center:
            raise HubStartError(
                f"Tệp này là của trung tâm {rules.center}, máy chủ này là của {self.center}.\n"
                f"The file is center {rules.center}'s, this hub is {self.center}'s. (wrong-center)"
            )
        if rules.sha256 == self.writer.rules.sha256:
            return "Cấu hình không có gì thay đổi. / The configuration has not changed."

        def accept(work: Work, _connection: object) -> None:
            work.record(ConfigurationAccepted, sha256=rules.sha256, text=text)
            self.writer.change_rules(rules)

        self._configs[rules.sha256] = config
        self.writer.run(accept).result()
        return "Cấu hình mới đã có hiệu lực. / The new configuration is in force."

    def accept_list(self, new: ListText, before: str) -> str:
        """Put a reviewed list in force, rules made of it included; returns what to tell the person.

        Raises:
            What `ListKeeper.accept` raises; nothing has changed then.
        """
        told = self.lists.accept(self.writer, new, before)
        rules = self._made_rules(self.config, self.rules.text)
        self.writer.run(lambda _work, _connection: self.writer.change_rules(rules)).result()
        return told

    def _made_rules(self, config: CenterConfig, text: str) -> CenterRules:
        return center_rules(config, self.known.holidays, text, self.known.procedures)

    def _accepted(self, text: str) -> CenterConfig:
        result = check(text, self.known)
        if result.config is None or result.errors:
            raise HubStartError(report(self.settings.config_path, result))
        return result.config


def _lists(data_dir: Path, today: date) -> ListKeeper:
    try:
        return ListKeeper(data_dir, today)
    except WrongTableError as error:
        folder = data_dir / LISTS
        raise HubStartError(
            f"{error}\nDanh sách trong {folder} bị hỏng: sửa tệp, hoặc xóa tệp để dùng danh sách đi kèm.\n"
            f"A list in {folder} is damaged: mend the file, or remove it to go back to the shipped list. "
            "(list-damaged)"
        ) from error


def _write_start(work: Work, rules: CenterRules, accepted: str | None, restored_from: Epoch | None) -> None:
    if restored_from is not None:
        unsure_from = unsure_after_restore(work)
        work.record(EpochBegun, before=restored_from, awaits=rules.kiosks, register_from=unsure_from)
        skip_numbers(work, GIVEN_BY_HAND)
    work.record(HubStarted, version=VERSION)
    if accepted != rules.sha256:
        work.record(ConfigurationAccepted, sha256=rules.sha256, text=rules.text)


def configuration_text(path: Path) -> str:
    """The center's configuration as it stands in its file; raises `HubStartError`."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        why = trouble_of(error)
        raise HubStartError(
            f"Không đọc được cấu hình {path}: {why.vi}.\n"
            f"The configuration {path} cannot be read: {why.en}. ({why.code})"
        ) from error
    except UnicodeDecodeError as error:
        raise HubStartError(
            f"Cấu hình {path} không phải UTF-8; hãy lưu tệp ở dạng UTF-8.\n"
            f"The configuration {path} is not UTF-8; save the file as UTF-8. (not-utf-8)"
        ) from error


def _today(clock: Clock) -> date:
    return local_time(clock.read().utc).date()
