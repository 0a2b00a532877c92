"""The lists as pages show them: made once for what is in force and the day, and again when either changes."""

from __future__ import annotations

from datetime import date

from server.config.center_directory import CenterDirectory
from server.core import Core
from server.lists.in_force import Lists
from server.web.public.procedure_shelf import ProcedureShelf, shelf_of


class ShownLists:
    """Asked by every page; two threads that ask at once may both make it, and it is the same."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._shelf = self._made_shelf()
        self._directory = self._made_directory()

    def procedures(self) -> ProcedureShelf:
        """Of today."""
        shelf = self._shelf
        if shelf.procedures is not self._core.known.procedures or shelf.day != self._today():
            shelf = self._shelf = self._made_shelf()
        return shelf

    def centers(self) -> CenterDirectory:
        """All, with what is known of them."""
        made_of, directory = self._directory
        if made_of is not self._core.lists.now:
            self._directory = _, directory = self._made_directory()
        return directory

    def _made_shelf(self) -> ProcedureShelf:
        return shelf_of(self._core.known.procedures, self._today())

    def _made_directory(self) -> tuple[Lists, CenterDirectory]:
        lists = self._core.lists.now
        return lists, CenterDirectory(self._core.known.communes, lists.contacts)

    def _today(self) -> date:
        return self._core.writer.now().local_day
