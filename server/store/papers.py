"""Scanned pages on disk, encrypted: `papers/<ticket>/<n>` in the hub's data folder.

AES-256-GCM with one key per installation; each page is bound to its ticket and its place, so that none can be
passed off as another's. Knows files and keys; knows nothing of tickets' states or who may look.
"""

from __future__ import annotations

import os
import secrets
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from contract.ids import TicketId, is_spelled

KEY_BYTES = 32
NONCE_BYTES = 12
_FORMAT = b"\x01"
"""First byte of every page: which way it is encrypted."""


class PaperKeyError(Exception):
    """The key file is broken: pages kept under it are lost, and the operator must know."""


class NoSuchPageError(LookupError):
    """No such page, or one that does not belong there."""


class Papers:
    """All pages kept now. Thread-safe; adding is one at a time."""

    def __init__(self, data_dir: Path) -> None:
        """Makes the folder and, the first time, the key.

        Raises:
            PaperKeyError: the key file has the wrong length.
        """
        self._folder = data_dir / "papers"
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._cipher = AESGCM(_key_in(data_dir / "papers.key"))
        self._adding = threading.Lock()

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
        held = [self.open_page(ticket, number) for number in range(1, self.pages_of(ticket) + 1)]
        fresh = [page for page in dict.fromkeys(pages) if page not in held]
        folder = self._folder_of(ticket)
        folder.mkdir(mode=0o700, exist_ok=True)
        numbers = tuple(range(len(held) + 1, len(held) + len(fresh) + 1))
        for number, page in zip(numbers, fresh, strict=True):
            _write_whole(folder / str(number), self._sealed(ticket, number, page))
        _sync_folder(folder)
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

    def take_back(self, ticket: TicketId, numbers: Sequence[int]) -> None:
        """Erase these pages again: what they came with could not be written down."""
        for number in numbers:
            (self._folder_of(ticket) / str(number)).unlink(missing_ok=True)

    def erase(self, ticket: TicketId) -> int:
        """Erase all pages of the ticket; returns how many there were."""
        count = self.pages_of(ticket)
        folder = self._folder_of(ticket)
        if folder.is_dir():
            shutil.rmtree(folder)
            _sync_folder(self._folder)
        return count

    def tickets(self) -> tuple[TicketId, ...]:
        """Tickets that have a folder here."""
        return tuple(sorted(TicketId(file.name) for file in self._folder.iterdir() if file.is_dir()))

    def _folder_of(self, ticket: TicketId) -> Path:
        if not is_spelled(ticket):
            raise ValueError(f"{ticket!r} is no ticket id")
        return self._folder / ticket

    def _sealed(self, ticket: TicketId, number: int, page: bytes) -> bytes:
        nonce = secrets.token_bytes(NONCE_BYTES)
        return _FORMAT + nonce + self._cipher.encrypt(nonce, page, _place(ticket, number))


def _place(ticket: TicketId, number: int) -> bytes:
    return f"{ticket}/{number}".encode()


def _key_in(path: Path) -> bytes:
    """The key; made at the first run, readable by the hub alone."""
    if not path.exists():
        _write_whole(path, secrets.token_bytes(KEY_BYTES))
        _sync_folder(path.parent)
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise PaperKeyError(f"{path} holds {len(key)} bytes instead of {KEY_BYTES}; restore it from a backup")
    return key


def _write_whole(path: Path, content: bytes) -> None:
    """The file is there whole or not at all, also after a power cut."""
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
