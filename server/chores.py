"""What the command line asks of a hub, running or not: each a small message and a function that does it.

The running hub gets them through its local socket; while it is stopped the command line opens the core.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date, datetime

import msgspec

from contract.clock import local_time
from contract.commands import CloseDay, Command, ConfirmClock, IssueWithoutJournals, OpenDay
from contract.ids import DeviceId, new_command_id
from contract.message import Text
from contract.words import ClockTrust, Outcome, ReferenceList
from server.config.csv_table import WrongTableError
from server.core import Core, HubStartError
from server.domain.refusal import Refusal
from server.lists.in_force import ListText
from server.service.accounts import Account
from server.service.asker import Asker, Role
from server.store.account_book import Handed
from server.store.ledger import forget_sheets
from server.store.marked_vault import MarkedVault
from server.store.records import forget_record_sheets
from server.store.vault_mark import ledger_name
from server.store.vault_watch import accept_loss
from server.store.writer import LedgerUnwritableError
from server.told import told

log = logging.getLogger(__name__)

AT_THE_MACHINE = Asker(device=DeviceId("hub"), roles=frozenset({Role.ADMINISTRATOR}))
"""Whoever may run commands as the hub's user on its own machine; events name the machine."""


class Chore(msgspec.Struct, frozen=True, kw_only=True, tag=True, tag_field="do"):
    """Base of all chores."""


class ReloadConfiguration(Chore, frozen=True, kw_only=True):
    """Accept the configuration file as it is now."""


class ShowClock(Chore, frozen=True, kw_only=True):
    """What time the hub believes it is, and why."""


class ConfirmHubClock(Chore, frozen=True, kw_only=True):
    """A person vouches for the hub's time."""

    seen: datetime


class OpenTheDay(Chore, frozen=True, kw_only=True):
    """Open the business day by hand."""


class CloseTheDay(Chore, frozen=True, kw_only=True):
    """Close the business day by hand."""


class IssueAgain(Chore, frozen=True, kw_only=True):
    """After a restore: give numbers although a kiosk's journal is missing."""

    reason: Text


class RemakeFigures(Chore, frozen=True, kw_only=True):
    """Forget what is kept for reports of these days, and of the months, years and decades they lie in."""

    days: tuple[date, ...]


class AcceptList(Chore, frozen=True, kw_only=True):
    """Put a reviewed list in force."""

    which: ReferenceList
    text: str
    """CSV."""
    before: str
    """SHA-256 of the list it was compared with."""


class AcceptLostPages(Chore, frozen=True, kw_only=True):
    """Scanned pages of records are really gone: the page vault begins anew."""


class AddAccount(Chore, frozen=True, kw_only=True):
    """A new account; its password is made where none is given."""

    login: str
    name: str
    roles: tuple[str, ...]
    password: str | None = None


class NewPassword(Chore, frozen=True, kw_only=True):
    """Another password for an account."""

    login: str
    password: str | None = None


class CloseAccount(Chore, frozen=True, kw_only=True):
    """No signing in any more."""

    login: str


class ListAccounts(Chore, frozen=True, kw_only=True):
    """Everybody who works here."""


AnyChore = (
    ReloadConfiguration
    | ShowClock
    | ConfirmHubClock
    | OpenTheDay
    | CloseTheDay
    | IssueAgain
    | RemakeFigures
    | AcceptList
    | AcceptLostPages
    | AddAccount
    | NewPassword
    | CloseAccount
    | ListAccounts
)
"""Every chore there is."""


class Report(msgspec.Struct, frozen=True):
    """What to tell the person, and the exit status."""

    text: str
    exit_code: int = 0


def do_chore(core: Core, chore: AnyChore) -> Report:
    """Do it and say how it went."""
    try:
        return _do(core, chore)
    except Refusal as refusal:
        return Report(f"{refusal.vi}\n{refusal.en} ({refusal.code})", 1)
    except WrongTableError as error:
        return Report(str(error), 1)
    except (LedgerUnwritableError, OSError) as error:
        log.warning("%s was not done", type(chore).__name__, exc_info=True)
        return Report(told(error), 1)


def _do(core: Core, chore: AnyChore) -> Report:
    match chore:
        case ReloadConfiguration():
            return _reload(core)
        case ShowClock():
            return _clock(core)
        case ConfirmHubClock(seen=seen):
            return _ask(core, ConfirmClock(command_id=new_command_id(), seen=seen), _clock)
        case OpenTheDay():
            return _ask(core, OpenDay(command_id=new_command_id()), _day)
        case CloseTheDay():
            return _ask(core, CloseDay(command_id=new_command_id()), _day)
        case IssueAgain(reason=reason):
            return _ask(core, IssueWithoutJournals(command_id=new_command_id(), reason=reason), _issuing)
        case RemakeFigures(days=days):
            core.writer.run(lambda _work, connection: forget_sheets(connection, days)).result()
            core.writer.run(lambda _work, connection: forget_record_sheets(connection, days)).result()
            core.writer.corrections += 1
            return _both(
                f"Đã bỏ số liệu lưu sẵn của {len(days)} ngày.", f"Forgot what was kept of {len(days)} days."
            )
        case AcceptList(which=which, text=text, before=before):
            return Report(core.accept_list(ListText(which, text, is_shipped=False), before))
        case AcceptLostPages():
            return _accept_lost_pages(core)
        case AddAccount(login=login, name=name, roles=roles, password=password):
            return _handed(
                ("Đã thêm", "Added"),
                core.accounts().add(login, name, roles, password, AT_THE_MACHINE),
                password,
            )
        case NewPassword(login=login, password=password):
            return _handed(
                ("Đã đổi", "Changed"),
                core.accounts().change_password(login, password, AT_THE_MACHINE),
                password,
            )
        case CloseAccount(login=login):
            closed = core.accounts().close(login, AT_THE_MACHINE).login
            return _both(f"Đã đóng tài khoản {closed}.", f"Closed {closed}.")
        case ListAccounts():
            lines = [_line(account) for account in core.accounts().all()]
            return Report("\n".join(lines)) if lines else _both("Chưa có tài khoản nào.", "No accounts yet.")


def _both(vi: str, en: str) -> Report:
    """Done, and said in both languages, one below the other."""
    return Report(f"{vi}\n{en}")


def _accept_lost_pages(core: Core) -> Report:
    with core.database.reading() as connection:
        vault = MarkedVault(core.data_dir, ledger_name(connection))
    promised = accept_loss(vault, core.database)
    return _both(
        f"Kho trang quét bắt đầu lại từ đầu; nhật ký ghi là có {promised} trang. "
        "Trang nào không có trong kho sẽ bị ghi là đã mất trong vài giây, hoặc khi máy chủ khởi động.",
        f"The page vault begins anew; {promised} pages were promised. "
        "Those that are not in it are told to be lost within seconds, or when the hub starts.",
    )


def _handed(verb: tuple[str, str], handed: Handed, typed: str | None) -> Report:
    vi = en = f"{_line(handed.account)}."
    if not typed:
        vi += " Mật khẩu ở cuối dòng dưới, chỉ hiện lần này."
        en += f" The password, shown only now: {handed.password}"
    return _both(f"{verb[0]} {vi}", f"{verb[1]} {en}")


def _line(account: Account) -> str:
    closed = ", đã đóng / closed" if account.is_closed else ""
    return f"{account.login} ({account.name}; {', '.join(account.roles)}{closed})"


def _reload(core: Core) -> Report:
    try:
        return Report(core.reload())
    except HubStartError as error:
        return Report(
            f"{error}\nTrung tâm vẫn chạy với cấu hình cũ. / The center goes on with the old configuration.",
            1,
        )


def _ask(core: Core, command: Command, told: Callable[[Core], Report]) -> Report:
    answer = core.writer.ask(command, AT_THE_MACHINE).result(timeout=30)
    if answer.outcome is not Outcome.DONE:
        return Report(f"{answer.message_vi}\n{answer.message_en} ({answer.code})", 1)
    return told(core)


_WHY = {
    ClockTrust.UNTRUSTED: (
        "chưa tin được: không có RTC, không có NTP, chưa ai xác nhận",
        "not trusted: no RTC, no NTP, nobody has confirmed it",
    ),
    ClockTrust.RTC: ("tin được: lấy từ RTC", "trusted: set from the RTC"),
    ClockTrust.NTP: ("tin được: đồng bộ qua NTP", "trusted: synchronised by NTP"),
    ClockTrust.PERSON: ("tin được: có người xác nhận", "trusted: confirmed by a person"),
}


def _clock(core: Core) -> Report:
    now = core.writer.now()
    (vi, en), local = _WHY[now.trust], local_time(now.utc)
    return _both(
        f"{local:%H:%M:%S ngày %d/%m/%Y} (giờ Việt Nam), {vi}",
        f"{local:%Y-%m-%d %H:%M:%S} (Asia/Ho_Chi_Minh), {en}",
    )


def _issuing(_core: Core) -> Report:
    return _both(
        "Đã cấp số trở lại. Lý do được ghi vào nhật ký.",
        "Numbers are given again. The reason is in the ledger.",
    )


def _day(core: Core) -> Report:
    with core.writer.reading() as hall:
        if hall.day is None:
            return _both("Không có ngày làm việc nào đang mở.", "No business day is open.")
        return _both(f"Ngày làm việc {hall.day:%d/%m/%Y} đang mở.", f"The business day {hall.day} is open.")
