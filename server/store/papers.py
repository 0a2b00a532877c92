"""Scanned pages on disk, encrypted: `papers/<ticket>/<n>` in the hub's data folder.

AES-256-GCM with one key per installation; each page is bound to its ticket and its place, so that none can be
passed off as another's. Knows files and keys; knows nothing of tickets' states or who may look.
"""

from __future__ import annotations

import secrets
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from contract.ids import TicketId, is_spelled
from server.store.whole_file import key_in, sync_folder, write_whole

NONCE_BYTES = 12
_FORMAT = b"\x01"
"""First byte of every page: which way it is encrypted."""


class NoSuchPageError(LookupError):
    """No such page, or one that does not belong there."""


class Papers:
    """All pages kept now. Thread-safe; adding is one at a time."""

    def __init__(self, data_dir: Path) -> None:
        """Makes the folder and, the first time, the key.

        Raises:
            KeyFileError: the key file has the wrong length.
        """
        self._folder = data_dir / "papers"
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._cipher = AESGCM(key_in(data_dir / "papers.key"))
        self._adding = threading.Lock()
        self._digests: dict[TicketId, dict[int, str]] = {}

    @contextmanager
    def adding(self) -> Iterator[None]:
        """Nobody else adds meanwhile: numbers of pages stay in order, and memory holds one upload."""
        with self._adding:
            yield

    def keep(self, ticket: TicketId, pages: Sequence[bytes]) -> tuple[int, ...]:
        """Add these pages behind those kept before; returns their numbers, from 1 on.

        A page that is already there, byte by byte, is not kept twice: a kiosk that heard no answer may send
        the same pages again.
        """
        held = [self.open_page(ticket, number) for number in self._numbers(ticket)]
        fresh = [page for page in dict.fromkeys(pages) if page not in held]
        folder = self._folder_of(ticket)
        folder.mkdir(mode=0o700, exist_ok=True)
        numbers = tuple(range(len(held) + 1, len(held) + len(fresh) + 1))
        for number, page in zip(numbers, fresh, strict=True):
            write_whole(folder / str(number), self._sealed(ticket, number, page))
        sync_folder(folder)
        return numbers

    def pages_of(self, ticket: TicketId) -> int:
        """How many pages are kept for the ticket."""
        return sum(1 for file in self._folder_of(ticket).glob("[0-9]*") if file.name.isdigit())

    def open_page(self, ticket: TicketId, number: int) -> bytes:
        """One page, decrypted.

        Raises:
            NoSuchPageError: not there, or damaged, or another's.
        """
        try:
            stored = (self._folder_of(ticket) / str(number)).read_bytes()
            nonce, sealed = stored[1 : 1 + NONCE_BYTES], stored[1 + NONCE_BYTES :]
            return self._cipher.decrypt(nonce, sealed, _place(ticket, number))
        except (FileNotFoundError, NotADirectoryError, InvalidTag, ValueError) as error:
            raise NoSuchPageError(f"page {number} of ticket {ticket}") from error

    def digests_of(self, ticket: TicketId, digest: Callable[[bytes], str]) -> Mapping[int, str]:
        """A hash of each page by number, made once, gone with the page; empty of one that is damaged."""
        known = self._digests.get(ticket, {})
        if len(known) == self.pages_of(ticket):
            return known
        with self._adding:
            known = {number: self._digest(ticket, number, digest) for number in self._numbers(ticket)}
            self._digests[ticket] = known
        if not self.pages_of(ticket):
            self._digests.pop(ticket, None)
        return known

    def take_back(self, ticket: TicketId, numbers: Sequence[int]) -> None:
        """Erase these pages again: what they came with could not be written down."""
        self._digests.pop(ticket, None)
        for number in numbers:
            (self._folder_of(ticket) / str(number)).unlink(missing_ok=True)

    def erase(self, ticket: TicketId) -> int:
        """Erase all pages of the ticket; returns how many there were."""
        count = self.pages_of(ticket)
        self._digests.pop(ticket, None)
        folder = self._folder_of(ticket)
        if folder.is_dir():
            shutil.rmtree(folder)
            sync_folder(self._folder)
        return count

    def tickets(self) -> tuple[TicketId, ...]:
        """Tickets that have a folder here."""
        return tuple(sorted(TicketId(file.name) for file in self._folder.iterdir() if file.is_dir()))

    def _numbers(self, ticket: TicketId) -> range:
        return range(1, self.pages_of(ticket) + 1)

    def _digest(self, ticket: TicketId, number: int, digest: Callable[[bytes], str]) -> str:
        known = self._digests.get(ticket, {}).get(number)
        if known is not None:
            return known
        try:
            return digest(self.open_page(ticket, number))
        except NoSuchPageError:
            return ""

    def _folder_of(self, ticket: TicketId) -> Path:
        if not is_spelled(ticket):
            raise ValueError(f"{ticket!r} is no ticket id")
        return self._folder / ticket

    def _sealed(self, ticket: TicketId, number: int, page: bytes) -> bytes:
        nonce = secrets.token_bytes(NONCE_BYTES)
        return _FORMAT + nonce + self._cipher.encrypt(nonce, page, _place(ticket, number))


def _place(ticket: TicketId, number: int) -> bytes:
    return f"{ticket}/{number}".encode()
