"""What a display knows: the newest state of each kind, kept over a restart.

Knows epochs and revisions (ARCHITECTURE §3.4) and a file; knows nothing of what is drawn from it.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import TypeVar

import msgspec

from contract.states import (
    BoardState,
    CatalogueState,
    CounterState,
    DeviceSettingsState,
    HubState,
    LineState,
    NoticesState,
    RecordsState,
    State,
)

log = logging.getLogger(__name__)

S = TypeVar("S", bound=State)


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """One consistent set of states, all of one epoch; None: never heard."""

    hub: HubState | None = None
    line: LineState | None = None
    board: BoardState | None = None
    counter: CounterState | None = None
    """The display's own counter."""
    catalogue: CatalogueState | None = None
    settings: DeviceSettingsState | None = None
    records: RecordsState | None = None
    notices: NoticesState | None = None

    def with_state(self, state: State) -> Known:
        """Known together with this state, or unchanged where the state is older than what is known.

        A state of another epoch replaces all that was known.
        """
        name = _FIELDS[type(state)]
        kept = self if state.epoch == self.epoch else Known()
        old: State | None = getattr(kept, name)
        if old is not None and state.revision < old.revision:
            return self
        return msgspec.structs.replace(kept, **{name: state})

    def corrected_by(self, state: State) -> Known:
        """Known with this state whatever its revision: what the broker had kept was not the hub's word."""
        kept = self if state.epoch == self.epoch else Known()
        return msgspec.structs.replace(kept, **{_FIELDS[type(state)]: state})

    @property
    def epoch(self) -> str | None:
        """The epoch all of it is of; None while nothing is known."""
        return next(
            (state.epoch for name in _FIELDS.values() if (state := getattr(self, name)) is not None), None
        )


_FIELDS: dict[type[State], str] = {
    HubState: "hub",
    LineState: "line",
    BoardState: "board",
    CounterState: "counter",
    CatalogueState: "catalogue",
    DeviceSettingsState: "settings",
    RecordsState: "records",
    NoticesState: "notices",
}


class KnownFile:
    """The last good copy in the device's data folder."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._saved: Known | None = None

    def load(self) -> Known:
        """What was known when last saved; nothing where the file is missing or spoilt."""
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=Known)
        except FileNotFoundError:
            return Known()
        except (OSError, msgspec.DecodeError) as error:
            log.warning("the last good states cannot be read, starting with none: %s", error)
            return Known()

    def save(self, known: Known) -> None:
        """Write it, whole or not at all; nothing is written where nothing changed.

        Raises:
            OSError: disk full or gone.
        """
        if known == self._saved:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        part = self._path.with_suffix(".part")
        with part.open("wb") as file:
            file.write(msgspec.json.encode(known))
            file.flush()
            os.fsync(file.fileno())
        part.replace(self._path)
        self._saved = known
