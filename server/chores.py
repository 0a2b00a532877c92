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
            return Report(_clock(core))
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
            return Report(f"Forgot what was kept of {len(days)} days.")
        case AcceptList(which=which, text=text, before=before):
            return Report(core.accept_list(ListText(which, text, is_shipped=False), before))
        case AcceptLostPages():
            return Report(_accept_lost_pages(core))
        case AddAccount(login=login, name=name, roles=roles, password=password):
            return _handed(
                "Added", core.accounts().add(login, name, roles, password, AT_THE_MACHINE), password
            )
        case NewPassword(login=login, password=password):
            return _handed(
                "Changed", core.accounts().change_password(login, password, AT_THE_MACHINE), password
            )
        case CloseAccount(login=login):
            return Report(f"Closed {core.accounts().close(login, AT_THE_MACHINE).login}.")
        case ListAccounts():
            return Report(
                "\n".join(_line(account) for account in core.accounts().all()) or "No accounts yet."
            )


def _accept_lost_pages(core: Core) -> str:
    with core.database.reading() as connection:
        vault = MarkedVault(core.data_dir, ledger_name(connection))
    promised = accept_loss(vault, core.database)
    return (
        f"The page vault begins anew; {promised} pages were promised. "
        "Those that are not in it are told to be lost within seconds, or when the hub starts."
    )


def _handed(verb: str, handed: Handed, typed: str | None) -> Report:
    told = "" if typed else f" The password, shown only now: {handed.password}"
    return Report(f"{verb} {_line(handed.account)}.{told}")


def _line(account: Account) -> str:
    closed = ", closed" if account.is_closed else ""
    return f"{account.login} ({account.name}; {', '.join(account.roles)}{closed})"


def _reload(core: Core) -> Report:
    try:
        return Report(core.reload())
    except HubStartError as error:
        return Report(
            f"{error}\nTrung tâm vẫn chạy với cấu hình cũ. / The center goes on with the old configuration.",
            1,
        )


def _ask(core: Core, command: Command, told: Callable[[Core], str]) -> Report:
    answer = core.writer.ask(command, AT_THE_MACHINE).result(timeout=30)
    if answer.outcome is not Outcome.DONE:
        return Report(f"{answer.message_vi}\n{answer.message_en} ({answer.code})", 1)
    return Report(told(core))


def _clock(core: Core) -> str:
    now = core.writer.now()
    why = {
        ClockTrust.UNTRUSTED: "not trusted: no RTC, no NTP, nobody has confirmed it",
        ClockTrust.RTC: "trusted: set from the RTC",
        ClockTrust.NTP: "trusted: synchronised by NTP",
        ClockTrust.PERSON: "trusted: confirmed by a person",
    }[now.trust]
    return f"{local_time(now.utc):%Y-%m-%d %H:%M:%S} (Asia/Ho_Chi_Minh), {why}"


def _issuing(_core: Core) -> str:
    return "Numbers are given again. The reason is in the ledger."


def _day(core: Core) -> str:
    with core.writer.reading() as hall:
        return f"The business day {hall.day} is open." if hall.day else "No business day is open."
