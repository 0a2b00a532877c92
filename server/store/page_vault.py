"""Scanned pages of records on disk, encrypted: `record-papers/<document>/<name>` in the hub's data folder.

AES-256-GCM with a key of its own; each file is bound to its record, its document and its name, so that none
can be passed off as another's. Knows files and keys; knows nothing of rows, of who may look, or of what is
on a page.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from contract.ids import DocumentId, RecordId, is_spelled
from server.store.whole_file import key_in, sync_folder, write_whole

FOLDER = "record-papers"
KEY = "record-papers.key"
PDF = "pdf"
"""Name of the finished document beside its pages."""
NONCE_BYTES = 12
_FORMAT = b"\x01"
"""First byte of every file: which way it is encrypted."""
_DIGESTING = b"motcua record page digest 1"
"""The key for hashes is made of the vault's by this word, so that neither is used for two things."""


class NotInVaultError(LookupError):
    """No such file, or damaged, or another's."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where a document's files belong."""

    record: RecordId
    document: DocumentId

    def bound(self, name: str) -> bytes:
        """What a file's encryption is bound to."""
        return f"{self.record}/{self.document}/{name}".encode()


def small(number: int) -> str:
    """Name of a page's thumbnail."""
    return f"{number}.small"


def fine(number: int) -> str:
    """Name of what a page is told apart by (server/scans/likeness.py)."""
    return f"{number}.fine"


def files_of(number: int) -> tuple[str, str, str]:
    """Names of all files of a page."""
    return str(number), small(number), fine(number)


class PageVault:
    """All files kept now. Thread-safe as files are: nothing here is remembered."""

    def __init__(self, data_dir: Path) -> None:
        """Makes the folder, where the disk lets it, and the first time the key.

        Raises:
            KeyFileError: the key file has the wrong length.
        """
        self.folder = data_dir / FOLDER
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(OSError):
            self.folder.mkdir(mode=0o700, exist_ok=True)
        self.key_file = data_dir / KEY
        self.has_new_key = not self.key_file.exists()
        """Nothing that was kept before can be opened."""
        key = key_in(self.key_file)
        self._cipher = AESGCM(key)
        self._digesting = hmac.digest(key, _DIGESTING, hashlib.sha256)

    @property
    def is_here(self) -> bool:
        """Whether pages can be kept."""
        return True

    def digest(self, content: bytes) -> str:
        """A keyed hash: says whether two pages are the same file, and nothing to whoever lacks the key."""
        return hmac.new(self._digesting, content, hashlib.sha256).hexdigest()

    def keep(self, shelf: Shelf, files: dict[str, bytes]) -> None:
        """Write these files; they are on the disk when this returns."""
        folder = self._folder_of(shelf.document)
        is_fresh = not folder.is_dir()
        folder.mkdir(mode=0o700, exist_ok=True)
        for name, content in files.items():
            nonce = secrets.token_bytes(NONCE_BYTES)
            sealed = self._cipher.encrypt(nonce, content, shelf.bound(name))
            write_whole(folder / name, _FORMAT + nonce + sealed)
        sync_folder(folder)
        if is_fresh:
            sync_folder(self.folder)

    def open(self, shelf: Shelf, name: str) -> bytes:
        """One file, decrypted.

        Raises:
            NotInVaultError: see there.
        """
        try:
            stored = (self._folder_of(shelf.document) / name).read_bytes()
            nonce, sealed = stored[1 : 1 + NONCE_BYTES], stored[1 + NONCE_BYTES :]
            return self._cipher.decrypt(nonce, sealed, shelf.bound(name))
        except (FileNotFoundError, NotADirectoryError, InvalidTag, ValueError) as error:
            raise NotInVaultError(f"{name} of document {shelf.document}") from error

    def names(self, document: DocumentId) -> frozenset[str]:
        """What is kept for a document."""
        folder = self._folder_of(document)
        return frozenset(file.name for file in folder.iterdir()) if folder.is_dir() else frozenset()

    def drop(self, document: DocumentId, *names: str) -> None:
        """Erase single files; those that are not there are gone already."""
        folder = self._folder_of(document)
        if folder.is_dir():
            for name in names:
                (folder / name).unlink(missing_ok=True)
            sync_folder(folder)
            if not any(folder.iterdir()):
                self._erase(folder)

    def drop_page(self, document: DocumentId, number: int) -> None:
        """Erase a page with its thumbnail, and the PDF that shows it."""
        self.drop(document, *files_of(number), PDF)

    def erase(self, document: DocumentId) -> None:
        """Erase all of a document."""
        folder = self._folder_of(document)
        if folder.is_dir():
            self._erase(folder)

    def documents(self) -> frozenset[DocumentId]:
        """Documents that have a folder here."""
        return frozenset(
            DocumentId(file.name)
            for file in self.folder.iterdir()
            if is_spelled(file.name) and file.is_dir()  # a disk of its own has a lost+found
        )

    def _erase(self, folder: Path) -> None:
        shutil.rmtree(folder)
        sync_folder(self.folder)

    def _folder_of(self, document: DocumentId) -> Path:
        if not is_spelled(document):
            raise ValueError(f"{document!r} is no document id")
        return self.folder / document
