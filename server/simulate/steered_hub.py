"""A whole hub without doors whose time passes when told: real core, real rules, real ledger.

Knows how a command is filled in, carried out and taken back, and how a machine goes down and comes back.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from contract import commands as c
from contract.answers import Result
from contract.clock import SteeredClock
from contract.ids import CounterId, TicketId, new_command_id
from contract.words import ClockTrust
from server.config.hub import HubSettings
from server.core import Core
from server.domain.center import CenterRules
from server.domain.hall import Hall
from server.domain.refusal import Refusal
from server.domain.ticket import Ticket
from server.service.asker import Asker
from server.store.job import Commit
from server.store.one_after_another import OneAfterAnother


class HubIsDownError(Exception):
    """Asked while the machine is off, or outside of `together`: a mistake of the simulation."""


class SteeredHub:
    """Time is seconds after `midnight`, as it truly passes; the hub's own clock may be wrong."""

    def __init__(self, url: str, folder: Path, text: str, midnight: datetime) -> None:
        config = folder / "center.toml"
        config.write_text(text, encoding="utf-8")
        self._settings = HubSettings(config_path=str(config), data_dir=str(folder), database_url=url)
        self.midnight = midnight
        self.clock = SteeredClock(midnight, boot_id="simulated-1")
        self.trust = ClockTrust.RTC
        self.refused: Tally[str] = Tally()
        """Codes of what the hub would not do."""
        self.commits: list[Callable[[Commit], None]] = []
        """Told of every commit."""
        self._boots = 1
        self._passed = timedelta(0)
        self._core: Core | None = None
        self._now: OneAfterAnother | None = None

    # --- the machine ---

    def start(self) -> Core:
        """Begin to work; raises what `Core.open` raises."""
        core = Core(self._settings, self.clock, lambda: self.trust)
        core.open()
        core.writer.listen(lambda commit, _: self._tell(commit))
        self._core = core
        return core

    def stop(self) -> None:
        """Nothing is left to write; the ledger counts as published, so that no hub tells it all again."""
        core, self._core = self._core, None
        if core is None:
            return
        with core.writer.reading() as hall:
            core.writer.has_published(hall.head.seq)
        core.close()

    def boot(self, trust: ClockTrust, lag_s: float) -> None:
        """The machine comes back, believing its clock or not, which is late by that much."""
        self._boots += 1
        self.clock.reboot(f"simulated-{self._boots}", self.true_utc - timedelta(seconds=lag_s))
        self.trust = trust
        self.start()

    @property
    def is_up(self) -> bool:
        """Whether the machine runs."""
        return self._core is not None

    # --- time ---

    @property
    def true_utc(self) -> datetime:
        """What a right clock shows."""
        return self.midnight + self._passed

    @property
    def second(self) -> float:
        """Seconds after midnight."""
        return self._passed.total_seconds()

    def pass_to(self, second: float) -> None:
        """Time goes on to then; never back."""
        step = max(timedelta(0), timedelta(seconds=second) - self._passed)
        self.clock.pass_time(step.total_seconds())
        self._passed += step

    def begin_day(self, midnight: datetime) -> None:
        """Seconds count from another midnight; time passes to it if it is later than now."""
        step = midnight - self.true_utc
        self.clock.pass_time(max(0.0, step.total_seconds()))
        self._passed = max(timedelta(0), -step)
        self.midnight = midnight

    # --- asking ---

    def together(self, live: Callable[[], None]) -> None:
        """Whatever is done in there is one transaction of the ledger."""
        if self._core is None:
            raise HubIsDownError
        core = self._core

        def live_as(hub: OneAfterAnother) -> None:
            self._now = hub
            try:
                live()
            finally:
                self._now = None

        core.writer.run(lambda work, lines: live_as(OneAfterAnother(work, lines, core.time))).result()

    def do(self, kind: type[c.Command], asker: Asker, **fields: Any) -> Result | None:
        """Ask as the asker would now; `ticket` becomes what they see of it. None: refused, and counted."""
        hub = self._hub()
        fields.setdefault("command_id", new_command_id())
        if issubclass(kind, c.LiveCommand):
            fields["asked_at"] = hub.now().utc
        if "seen" in kind.__struct_fields__ and "ticket" in fields:
            fields["seen"] = self.seen(fields.pop("ticket"))
        try:
            return hub.do(kind(**fields), asker)
        except Refusal as refusal:
            self.refused[str(refusal.code)] += 1
            return None

    def turn(self) -> None:
        """One turn of the hub's clockwork."""
        self._hub().turn()

    # --- looking ---

    @property
    def hall(self) -> Hall:
        """As the last command left it."""
        return self._hub().hall

    @property
    def rules(self) -> CenterRules:
        """The accepted configuration."""
        return self._hub().rules

    def now(self) -> datetime:
        """What the hub believes."""
        return self._hub().now().utc

    def seen(self, ticket: TicketId) -> c.SeenTicket:
        """What a person sees of the ticket."""
        return c.SeenTicket(ticket=ticket, state=self.hall.tickets[ticket].state)

    def ticket_at(self, counter: CounterId) -> Ticket | None:
        """Who is called to or served at the counter."""
        return self.hall.ticket_at(self.hall.counter(counter))

    def _hub(self) -> OneAfterAnother:
        if self._now is None:
            raise HubIsDownError
        return self._now

    def _tell(self, commit: Commit) -> None:
        for listener in self.commits:
            listener(commit)
