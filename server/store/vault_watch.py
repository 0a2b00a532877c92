"""Whether the page vault is this ledger's and at hand; marks it where that is certain, asks where it is not.

Knows marks and rows. Changes nothing but the mark.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from contract.events import EpochBegun, RecordPapersReceived
from contract.ids import DocumentId
from server.domain.refusal import Refusal
from server.service.health import VaultStands
from server.store import tables
from server.store.database import Database
from server.store.marked_vault import MarkedVault
from server.store.page_vault import NotInVaultError, PageVault
from server.store.record_pages import document_of, page_numbers
from server.store.vault_mark import MarkIs

TRIED = 5
"""Pages that are opened to see whether the key fits: one of them may be damaged."""

Promised = dict[DocumentId, list[int]]


class VaultWatch:
    """Thread-safe as files are."""

    def __init__(self, vault: MarkedVault, database: Database) -> None:
        self._vault = vault
        self._database = database

    def look(self) -> VaultStands:
        """How it stands; a folder that is surely this ledger's gets its mark."""
        mark = self._vault.mark
        match mark.state:
            case MarkIs.OURS:
                return self._of_ours()
            case MarkIs.LEFT_BEHIND:
                return VaultStands.AWAY
            case MarkIs.OTHER_KEY:
                return VaultStands.OTHER_KEY
            case MarkIs.ANOTHERS:
                stands = self._of_anothers()
            case MarkIs.MISSING:
                stands = VaultStands.AWAY if mark.was_made else self._of_unmarked()
        if stands is VaultStands.HERE:
            mark.begin()
        return stands

    def _of_ours(self) -> VaultStands:
        """Where most pages are missing before it is opened, a person is asked: it may be an old copy."""
        mark = self._vault.mark
        if not self._vault.is_open and not mark.may_lack_pages:
            with self._database.reading() as connection:
                if not _has_most(self._vault, page_numbers(connection)):
                    return VaultStands.AWAY
        mark.remember()
        return VaultStands.HERE

    def _of_anothers(self) -> VaultStands:
        """Empty, and made before a restore put this ledger in the other's place: it is taken over."""
        with self._database.reading() as connection:
            is_restored = not page_numbers(connection) or _none_came_since_the_restore(connection)
        may_begin = is_restored and not self._vault.documents()
        return VaultStands.HERE if may_begin else VaultStands.ANOTHERS

    def _of_unmarked(self) -> VaultStands:
        """New; of the time before marks; of a new machine after a restore; or an empty mount point."""
        with self._database.reading() as connection:
            promised = page_numbers(connection)
            if not self._vault.documents():
                is_lost = self._vault.has_new_key and _none_came_since_the_restore(connection)
                return VaultStands.HERE if is_lost or not promised else VaultStands.AWAY
            there = list(_there(self._vault, promised))
            if there and not any(self._opens(connection, *page) for page in there[:TRIED]):
                return VaultStands.OTHER_KEY
        is_most = promised and _has_most(self._vault, promised)
        return VaultStands.HERE if is_most else VaultStands.AWAY

    def _opens(self, connection: Connection, document: DocumentId, number: int) -> bool:
        known = document_of(connection, document)
        try:
            return known is not None and bool(PageVault.open(self._vault, known.shelf, str(number)))
        except NotInVaultError:
            return False


def accept_loss(vault: MarkedVault, database: Database) -> int:
    """A person says that the pages are gone: the folder is marked; how many pages were promised.

    The hub then says of those without a file that they are lost. Raises `Refusal`.
    """
    with database.reading() as connection:
        promised = page_numbers(connection)
    match vault.mark.state:
        case MarkIs.OURS if vault.mark.may_lack_pages or _has_most(vault, promised):
            raise _is_here()
        case MarkIs.ANOTHERS | MarkIs.OTHER_KEY if vault.documents():
            raise _holds_pages()
    vault.mark.begin()
    return sum(map(len, promised.values()))


def _has_most(vault: PageVault, promised: Promised) -> bool:
    """At least half of the pages have their file."""
    return sum(map(len, promised.values())) <= 2 * sum(1 for _ in _there(vault, promised))


def _there(vault: PageVault, promised: Promised) -> Iterator[tuple[DocumentId, int]]:
    for document in vault.documents() & promised.keys():
        names = vault.names(document)
        yield from ((document, number) for number in promised[document] if str(number) in names)


def _none_came_since_the_restore(connection: Connection) -> bool:
    """Whether the ledger was restored, and no page was kept since: the key of those before is not here."""
    event = tables.event.c
    restored = select(func.max(event.seq)).where(event.kind == EpochBegun.kind())
    seq = connection.execute(restored).scalar_one_or_none()
    if seq is None:
        return False
    since = select(event.seq).where(event.kind == RecordPapersReceived.kind(), event.seq > seq).limit(1)
    return connection.execute(since).first() is None


def _is_here() -> Refusal:
    return Refusal(
        "page-vault-here",
        "Kho trang quét đang mở bình thường: không có gì để xác nhận là mất.",
        "The page vault is at hand: there is nothing to be given up.",
    )


def _holds_pages() -> Refusal:
    return Refusal(
        "page-vault-holds-pages",
        "Thư mục record-papers đang có trang của sổ cái hoặc khóa khác: hãy chuyển chúng đi nơi khác trước.",
        "The folder record-papers holds pages of another ledger or key: move them elsewhere first.",
    )
