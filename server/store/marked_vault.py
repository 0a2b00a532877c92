"""A page vault that is bound to its ledger: where its mark is not seen, nothing is kept and nothing erased.

Asks for the mark at each change, since a disk may be gone at any moment: before it, and after a page was
written. Knows marks; when the vault is
opened is decided by `server.vault_keeper`.
"""

from __future__ import annotations

from pathlib import Path

from contract.ids import DocumentId
from server.service.page_vault_words import VaultAwayError
from server.store.page_vault import NotInVaultError, PageVault, Shelf
from server.store.vault_mark import LedgerName, MarkIs, VaultMark, key_check
from server.store.whole_file import key_in


class MarkedVault(PageVault):
    """Shut until it is opened: what a crash left must be tidied before the first page comes."""

    def __init__(self, data_dir: Path, ledger: LedgerName) -> None:
        """As `PageVault`; writes no mark."""
        super().__init__(data_dir)
        self.mark = VaultMark(self.folder, data_dir, ledger, key_check(key_in(self.key_file)))
        self._is_open = False

    @property
    def is_here(self) -> bool:
        """Whether pages can be kept."""
        return self._is_open and self.mark.state is MarkIs.OURS

    @property
    def is_open(self) -> bool:
        """Whether it was tidied since it was last seen away."""
        return self._is_open

    def open_up(self) -> None:
        """It was tidied: pages may come."""
        self._is_open = True

    def shut(self) -> None:
        """It is not at hand."""
        self._is_open = False

    def keep(self, shelf: Shelf, files: dict[str, bytes]) -> None:
        """As `PageVault`; raises `VaultAwayError`."""
        if not self.is_here:
            raise VaultAwayError
        try:
            super().keep(shelf, files)
        except OSError as error:
            self._demand_mark(error)
            raise
        if self.mark.state is not MarkIs.OURS:
            super().drop(shelf.document, *files)  # they were written under the mount point
            self._demand_mark()

    def open(self, shelf: Shelf, name: str) -> bytes:
        """As `PageVault`; raises `VaultAwayError` where all are missing."""
        try:
            return super().open(shelf, name)
        except NotInVaultError as error:
            self._demand_mark(error)
            raise

    def drop(self, document: DocumentId, *names: str) -> None:
        """As `PageVault`; raises `VaultAwayError`: nothing is told to be erased that is elsewhere."""
        self._demand_mark()
        super().drop(document, *names)

    def erase(self, document: DocumentId) -> None:
        """As `drop`."""
        self._demand_mark()
        super().erase(document)

    def _demand_mark(self, cause: Exception | None = None) -> None:
        if self.mark.state is not MarkIs.OURS:
            self.shut()
            raise VaultAwayError from cause
