"""`motcua procedures` and `motcua centers`: export, import after a review, history.

Reads arguments, decides nothing.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from contract.clock import clock_of, local_time
from contract.words import ReferenceList
from server.audit.kept_file import whole_file
from server.chores import AcceptList, AnyChore
from server.config.communes import read_communes
from server.config.csv_table import WrongTableError
from server.config.hub import HubSettings
from server.core import configuration_text
from server.lists.in_force import kept_text, lists_in_force
from server.lists.review import review
from server.store.database import only_reading
from server.store.ledger import list_events

SettingsOf = Callable[[argparse.Namespace], HubSettings]
Do = Callable[[argparse.Namespace, AnyChore], int]

_HELP = {
    ReferenceList.PROCEDURES: "the catalogue of procedures",
    ReferenceList.CENTERS: "addresses and telephone numbers of the province's centers",
}


class Groups(Protocol):
    """Where argparse takes groups of verbs."""

    def add_parser(self, name: str, *, help: str) -> argparse.ArgumentParser:  # noqa: A002 - argparse's word
        """A new group."""
        ...


def add_list_verbs(groups: Groups, settings_of: SettingsOf, do: Do) -> None:
    """Both groups (docs/catalogue.md)."""
    for which in ReferenceList:
        _add_verbs(groups.add_parser(which, help=_HELP[which]), which, settings_of, do)


def _add_verbs(group: argparse.ArgumentParser, which: ReferenceList, settings_of: SettingsOf, do: Do) -> None:
    verbs = group.add_subparsers(required=True)
    out = verbs.add_parser("export", help="the list as a CSV file for a spreadsheet")
    out.add_argument("--to", type=Path, help="a file; left out: standard output")
    out.add_argument("--force", action="store_true", help="replace the file if it is there")
    out.add_argument("--sha256", help="an earlier text, as the ledger names it; left out: the one in force")
    out.set_defaults(action=lambda chosen: _export(chosen, which, settings_of(chosen)))
    into = verbs.add_parser("import", help="say what a file would change; with --yes put it in force")
    into.add_argument("file", type=Path)
    decided = into.add_mutually_exclusive_group()
    decided.add_argument("--review", action="store_true", help="only say it, as without --yes")
    decided.add_argument("--yes", action="store_true", help="put it in force")
    into.set_defaults(action=lambda chosen: _import(chosen, which, settings_of(chosen), do))
    past = verbs.add_parser("history", help="which text was in force since when, as the ledger says")
    past.set_defaults(action=lambda _chosen: _history(which, settings_of(_chosen)))


def _export(chosen: argparse.Namespace, which: ReferenceList, settings: HubSettings) -> int:
    data_dir = Path(settings.data_dir)
    if chosen.sha256:
        text = kept_text(data_dir, which, chosen.sha256)
    else:
        text = lists_in_force(data_dir, read_communes()).text_of(which).text
    if text is None:
        print("Không có bản này ở đây. / There is no such text here.", file=sys.stderr)
        return 1
    if chosen.to is None:
        print(text, end="")
        return 0
    try:
        with whole_file(chosen.to.absolute(), replaces=chosen.force) as file:
            file.write(text.encode("utf-8-sig"))  # else Excel takes it for Windows-1252
    except FileExistsError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _import(chosen: argparse.Namespace, which: ReferenceList, settings: HubSettings, do: Do) -> int:
    today = local_time(clock_of(settings.clock_file).read().utc).date()
    configuration = configuration_text(Path(settings.config_path))
    try:
        found = review(chosen.file, which, Path(settings.data_dir), configuration, today)
    except WrongTableError as error:
        print("Không nhập gì cả. / Nothing was imported.", file=sys.stderr)
        print(error, file=sys.stderr)
        return 1
    for line in found.lines:
        print(line)
    if not chosen.yes:
        print("Chưa nhập. Đồng ý thì chạy lại với --yes. / Not imported yet: if you agree, add --yes.")
        return 0
    return do(chosen, AcceptList(which=which, text=found.new.text, before=found.before))


def _history(which: ReferenceList, settings: HubSettings) -> int:
    with only_reading(settings.ledger_url) as connection:
        events = [event for event in list_events(connection) if event.which is which]
    for event in events:
        origin = "đi kèm phần mềm / shipped" if event.is_shipped else "đã nhập / imported"
        text = kept_text(Path(settings.data_dir), which, event.sha256)
        kept = "" if text is not None else "; KHÔNG CÒN VĂN BẢN / TEXT MISSING"
        print(f"{local_time(event.at):%Y-%m-%d %H:%M:%S} {event.sha256} {event.rows} ({origin}{kept})")
    return 0
