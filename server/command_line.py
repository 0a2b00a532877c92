"""`motcua`: what the person who installs and keeps a center types. Reads arguments, decides nothing."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec

from contract.clock import LOCAL, clock_of
from contract.message import Text
from contract.settings import SettingsError
from contract.words import DeviceKind
from server import chores as c
from server.audit.verbs import add_export_verbs
from server.backup.verbs import add_backup_verbs
from server.broker import commands as devices
from server.clock_trust import trust_in
from server.config.csv_table import WrongTableError
from server.config.hub import HubSettings, read_hub_settings
from server.core import CANNOT_OPEN, VERSION, Core
from server.lists.checking import check_file
from server.lists.verbs import add_list_verbs
from server.local_door import ask_running_hub
from server.page_verbs import add_page_verbs, say_how_pages_are
from server.record_verbs import add_record_verbs
from server.report_verbs import add_report_verbs, wait_until_made
from server.reports.keeper import ReportKeeper
from server.reports.record_keeper import RecordKeeper
from server.simulate.verb import add_simulate_verb
from server.store.database import only_reading
from server.store.verify import verify
from server.told import told

DEFAULT_SETTINGS = Path("/etc/motcua/hub.toml")

Action = Callable[[argparse.Namespace], int]


def main(arguments: list[str] | None = None) -> int:
    """Exit status 0 done, 1 refused or wrong, 2 cannot be read."""
    chosen = _parser().parse_args(arguments)
    try:
        action: Action = chosen.action
        return action(chosen)
    except (*CANNOT_OPEN, SettingsError, WrongTableError, msgspec.ValidationError) as error:
        print(told(error), file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="motcua", description="Keeps a Motcua center.")
    parser.add_argument("--settings", type=Path, default=DEFAULT_SETTINGS, help="the hub's settings (TOML)")
    groups = parser.add_subparsers(title="commands", required=True)
    _config(groups.add_parser("config", help="the center's configuration"))
    _device(groups.add_parser("device", help="devices and their passwords"))
    _account(groups.add_parser("account", help="people who work here"))
    _ledger(groups.add_parser("ledger", help="the ledger"))
    _clock(groups.add_parser("clock", help="the hub's time"))
    _day(groups.add_parser("day", help="the business day"))
    add_backup_verbs(groups, _settings, VERSION)
    add_report_verbs(groups, lambda chosen: _core(chosen).database.url, _remake)
    records = add_record_verbs(groups, lambda chosen: _core(chosen).rules.records, _moment)
    add_page_verbs(records, _do)
    add_simulate_verb(groups)
    add_list_verbs(groups, _settings, _do)
    return parser


def _config(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(required=True)
    check = verbs.add_parser("check", help="name every mistake with its line and a suggestion")
    check.add_argument("file", type=Path)
    check.set_defaults(action=lambda chosen: _check(chosen))
    reload = verbs.add_parser("reload", help="let the running hub accept the file as it is now")
    reload.set_defaults(action=lambda chosen: _do(chosen, c.ReloadConfiguration()))


def _device(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(required=True)
    add = verbs.add_parser("add", help="add a device; its password is made and shown once")
    add.add_argument("device")
    add.add_argument("--kind", required=True, choices=[kind.value for kind in DeviceKind])
    add.add_argument("--counter", help="for a panel or counter display")
    add.add_argument("--password-file", type=Path, help="write the password there instead of showing it")
    add.set_defaults(action=_add_device)
    listing = verbs.add_parser("list", help="all devices")
    listing.set_defaults(action=lambda chosen: _said(devices.list_devices(_core(chosen).site)))
    remove = verbs.add_parser("remove", help="remove a device; it is cut off at once")
    remove.add_argument("device")
    remove.set_defaults(action=lambda chosen: _said(devices.remove_device(_core(chosen).site, chosen.device)))


def _account(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(required=True)
    add = verbs.add_parser("add", help="add an account; without --ask its password is made and shown once")
    add.add_argument("login")
    add.add_argument("--name", required=True, help="the person's name")
    add.add_argument("--role", action="append", required=True, help="a role of the configuration; repeatable")
    add.add_argument("--ask", action="store_true", help="type the password instead")
    add.set_defaults(action=_add_account)
    changed = verbs.add_parser("password", help="a new password; all its browsers are signed out")
    changed.add_argument("login")
    changed.add_argument("--ask", action="store_true", help="type the password instead")
    changed.set_defaults(
        action=lambda chosen: _do(chosen, c.NewPassword(login=chosen.login, password=_typed(chosen)))
    )
    closing = verbs.add_parser("close", help="no signing in any more; the name stays for what it did")
    closing.add_argument("login")
    closing.set_defaults(action=lambda chosen: _do(chosen, c.CloseAccount(login=chosen.login)))
    listing = verbs.add_parser("list", help="everybody")
    listing.set_defaults(action=lambda chosen: _do(chosen, c.ListAccounts()))


def _ledger(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(required=True)
    checked = verbs.add_parser("verify", help="check the chain and rebuild every figure from the events")
    checked.set_defaults(action=_verify)
    add_export_verbs(verbs, _settings, VERSION)
    again = verbs.add_parser(
        "issue-without-journals", help="after a restore: give numbers although a kiosk's journal is missing"
    )
    again.add_argument("--reason", required=True, help="why; it goes into the ledger")
    again.set_defaults(
        action=lambda chosen: _do(chosen, c.IssueAgain(reason=msgspec.convert(chosen.reason, Text)))
    )


def _clock(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(required=True)
    show = verbs.add_parser("show", help="what time the hub believes it is, and why")
    show.set_defaults(action=lambda chosen: _do(chosen, c.ShowClock()))
    confirm = verbs.add_parser("confirm", help="vouch for the hub's time; look at a right clock first")
    confirm.add_argument("time", type=_moment, help="the right time now, local: 2026-11-23T07:05")
    confirm.set_defaults(action=_confirm)


def _day(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(required=True)
    opening = verbs.add_parser("open", help="open the business day by hand")
    opening.set_defaults(action=lambda chosen: _do(chosen, c.OpenTheDay()))
    closing = verbs.add_parser("close", help="close the business day by hand")
    closing.set_defaults(action=lambda chosen: _do(chosen, c.CloseTheDay()))


# --- actions ------------------------------------------------------------------------------------------


def _settings(chosen: argparse.Namespace) -> HubSettings:
    return read_hub_settings(chosen.settings)


def _core(chosen: argparse.Namespace) -> Core:
    settings = _settings(chosen)
    clock = clock_of(settings.clock_file)
    return Core(settings, clock, trust_in(clock))


def _do(chosen: argparse.Namespace, chore: c.AnyChore) -> int:
    """Through the running hub, or on the core itself where none is running."""
    report = ask_running_hub(Path(_settings(chosen).data_dir), chore)
    if report is None:
        core = _core(chosen)
        core.open()
        try:
            report = c.do_chore(core, chore)
        finally:
            core.close()
    print(report.text, file=sys.stderr if report.exit_code else sys.stdout)
    return report.exit_code


def _check(chosen: argparse.Namespace) -> int:
    return check_file(chosen.file, chosen.settings)


def _add_device(chosen: argparse.Namespace) -> int:
    kind = DeviceKind(chosen.kind)
    return _said(
        devices.add_device(_core(chosen).site, chosen.device, kind, chosen.counter, chosen.password_file)
    )


def _add_account(chosen: argparse.Namespace) -> int:
    chore = c.AddAccount(
        login=chosen.login, name=chosen.name, roles=tuple(chosen.role), password=_typed(chosen)
    )
    return _do(chosen, chore)


def _typed(chosen: argparse.Namespace) -> str | None:
    return getpass.getpass("Mật khẩu / Password: ") if chosen.ask else None


def _said(said: devices.Said) -> int:
    print(said.text, file=sys.stderr if said.exit_code else sys.stdout)
    return said.exit_code


def _verify(chosen: argparse.Namespace) -> int:
    with only_reading(_core(chosen).database.url) as connection:
        findings = verify(connection)
    for wrong in findings.wrong:
        print(wrong)
    verdict_vi, verdict = ("nguyên vẹn", "sound") if findings.is_sound else ("BỊ HỎNG", "DAMAGED")
    print(f"Nhật ký {verdict_vi}: {findings.events} sự kiện, {findings.days} ngày, {findings.tickets} phiếu")
    print(f"{verdict}: events {findings.events}, days {findings.days}, tickets {findings.tickets}")
    print(f"head {findings.head}")
    are_pages_sound = say_how_pages_are(_settings(chosen))
    return 0 if findings.is_sound and are_pages_sound else 1


def _remake(chosen: argparse.Namespace, days: tuple[date, ...]) -> None:
    """A running hub forgets them and makes them again by itself; else it is done here."""
    report = ask_running_hub(Path(_settings(chosen).data_dir), c.RemakeFigures(days=days))
    core = _core(chosen)
    if report is not None:
        wait_until_made(core.database.url)
        return
    core.open()
    try:
        c.do_chore(core, c.RemakeFigures(days=days))
        ReportKeeper(core.writer, core.database).catch_up()
        RecordKeeper(core.writer, core.database).catch_up()
    finally:
        core.close()


def _moment(text: str) -> datetime:
    """Local unless it names its own offset; raises `ValueError`, which argparse puts in a sentence."""
    seen = datetime.fromisoformat(text)
    return (seen if seen.tzinfo else seen.replace(tzinfo=LOCAL)).astimezone(UTC)


def _confirm(chosen: argparse.Namespace) -> int:
    return _do(chosen, c.ConfirmHubClock(seen=chosen.time))


if __name__ == "__main__":
    sys.exit(main())
