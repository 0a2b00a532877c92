"""Makes the searchable PDF of scanned documents, one after the other, in the background.

A thread that waits for a child process of low priority. Nothing of how far it is need survive: what was
wanted is wanted still after a restart, and begun anew.
"""

from __future__ import annotations

import logging
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from contract.ids import DocumentId
from server.scans.not_a_picture import NotAPictureError
from server.scans.ocr import Ocr, OcrError, OcrFailure, missing_programs
from server.scans.pieces import make_in_pieces
from server.scans.private_folder import MEMORY_FOLDER, private_folder
from server.store.page_vault import NotInVaultError
from server.store.pdf_shelf import PdfShelf, Waiting
from server.store.writer import LedgerUnwritableError

log = logging.getLogger(__name__)

LOOK_EVERY_S = 2.0
AFTER_TROUBLE_S = 60.0


@dataclass(frozen=True, slots=True)
class Progress:
    """What is being made now."""

    document: DocumentId
    page: int
    """Begun last; 0: none yet."""
    pages: int


class PdfKeeper:
    """Started with the hub, stopped with it."""

    def __init__(
        self,
        shelf: PdfShelf,
        data_dir: Path,
        is_wanted: Callable[[], bool],
        look_every_s: float = LOOK_EVERY_S,
        after_trouble_s: float = AFTER_TROUBLE_S,
    ) -> None:
        self._shelf = shelf
        self._data_dir = data_dir
        self._is_wanted = is_wanted
        self._look_every_s = look_every_s
        self._after_trouble_s = after_trouble_s
        self._stopping = threading.Event()
        self._ocr: Ocr | None = None
        self._has_no_folder = False
        self._thread = threading.Thread(target=self._run, name="searchable PDFs", daemon=True)
        self.progress: Progress | None = None
        """What is being made now."""

    @property
    def missing(self) -> tuple[str, ...]:
        """Programs, and the folder in memory, without which nothing can be made."""
        if not self._is_wanted():
            return ()
        return (*missing_programs(), *((str(MEMORY_FOLDER),) if self._has_no_folder else ()))

    def start(self) -> None:
        """Make what waits, and from now on whatever comes."""
        self._thread.start()

    def stop(self) -> None:
        """End at once; what was being made is begun anew at the next start."""
        self._stopping.set()
        if self._ocr is not None:
            self._ocr.stop()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        try:
            folder = private_folder(self._data_dir)
        except OSError:
            log.exception("no private folder: no searchable PDF is made")
            self._has_no_folder = True
            return
        self._ocr = Ocr(folder)
        try:
            self._work(folder, self._ocr)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _work(self, folder: Path, ocr: Ocr) -> None:
        wait_s = 0.0
        while not self._stopping.wait(wait_s):
            wait_s = self._look_every_s
            if not self._is_wanted() or missing_programs():
                continue
            try:
                waiting = self._shelf.next_waiting()
                if waiting is not None:
                    self._make(waiting, folder, ocr)
                    wait_s = 0.0
            except Exception:
                log.exception("a searchable PDF could not be made; the next try is in %s s", AFTER_TROUBLE_S)
                wait_s = self._after_trouble_s
            finally:
                self.progress = None

    def _make(self, waiting: Waiting, folder: Path, ocr: Ocr) -> None:
        document = waiting.document
        work = folder / document.id
        work.mkdir(mode=0o700)
        try:
            self._shelf.keep(document, self._made(waiting, work, ocr))
        except OcrError as error:
            if error.failure is OcrFailure.STOPPED:
                return
            log.error("the PDF of document %s could not be made: %s", document.id, error)
            self._shelf.give_up(document, error.failure)
        except (NotAPictureError, NotInVaultError) as error:
            log.error("the PDF of document %s could not be made: %s", document.id, error)
            self._shelf.give_up(document, "page-damaged")
        except LedgerUnwritableError as error:
            log.error("the PDF of document %s could not be kept: %s", document.id, error)
            self._stopping.wait(self._after_trouble_s)
        finally:
            shutil.rmtree(work, ignore_errors=True)

    def _made(self, waiting: Waiting, work: Path, ocr: Ocr) -> bytes:
        pages = len(waiting.pages)

        def begun(page: int) -> None:
            self.progress = Progress(waiting.document.id, page, pages)

        begun(0)
        title = f"{waiting.record.reference} {waiting.document.paper}"
        pixels = [page.width * page.height for page in waiting.pages]
        return make_in_pieces(ocr, work, self._contents(waiting), pixels, title, begun).read_bytes()

    def _contents(self, waiting: Waiting) -> Iterator[tuple[bytes, int]]:
        for page in self._shelf.contents(waiting):
            if self._stopping.is_set():
                raise OcrError(OcrFailure.STOPPED)
            yield page
