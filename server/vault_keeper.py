"""Looks again and again whether the page vault is at hand: opens it after tidying, or shuts it.

What is erased and what is lost is `RecordPaperErasure`'s; what a mark means is `VaultWatch`'s.
"""

from __future__ import annotations

import logging
import threading

from server.service.health import VaultStands
from server.service.page_vault_words import FINDINGS
from server.store.marked_vault import MarkedVault
from server.store.record_paper_erasure import RecordPaperErasure
from server.store.vault_watch import VaultWatch

log = logging.getLogger(__name__)

LOOK_EVERY_S = 3.0


class VaultKeeper:
    """Started with the hub, stopped with it."""

    def __init__(
        self,
        vault: MarkedVault,
        watch: VaultWatch,
        erasure: RecordPaperErasure,
        look_every_s: float = LOOK_EVERY_S,
    ) -> None:
        self._vault = vault
        self._watch = watch
        self._erasure = erasure
        self._look_every_s = look_every_s
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="page vault", daemon=True)
        self.stands = VaultStands.HERE
        """As last seen."""
        self._failed = ""
        """Why the last look came to nothing."""

    def start(self) -> None:
        """Look, tidy up what a crash left before any page comes, and go on looking."""
        self._try()
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def turn(self) -> None:
        """One look."""
        stands = self._watch.look()
        if stands is not VaultStands.HERE:
            self._vault.shut()
        elif not self._vault.is_open:
            self._erasure.start()
            self._vault.mark.renew()
            self._vault.open_up()
        self._tell(stands)

    def _tell(self, stands: VaultStands) -> None:
        before, self.stands = self.stands, stands
        if stands is before:
            return
        if stands is VaultStands.HERE:
            log.warning("the page vault is at hand again")
        else:
            finding = FINDINGS[stands]
            log.error("%s: %s %s", finding.code, finding.say_en, finding.do_en)

    def _run(self) -> None:
        while not self._stopping.wait(self._look_every_s):
            self._try()

    def _try(self) -> None:
        """A vault that cannot be read or marked is away, and stops nothing else; said once."""
        try:
            self.turn()
        except Exception as error:
            self._vault.shut()
            if str(error) != self._failed:
                log.exception("the page vault could not be looked at")
            self._failed = str(error)
            self._tell(VaultStands.AWAY)
        else:
            self._failed = ""
