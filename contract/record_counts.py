"""What became of the records of one period, as displays show it: counts and configured reasons, nobody in it.

Knows how the counts hang together; knows nothing of how they are made.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec

from contract.message import Text

Records = Annotated[int, msgspec.Meta(ge=0)]


class RefusedFor(msgspec.Struct, frozen=True, kw_only=True):
    """How many were refused for one reason, at reception or later."""

    reason_vi: Text
    reason_en: Text
    records: Records


class RecordCounts(msgspec.Struct, frozen=True, kw_only=True):
    """The records handed over from `first` to `last`, both included: each counts exactly once."""

    first: date
    last: date
    early: Records = 0
    on_time: Records = 0
    late: Records = 0
    at_once: Records = 0
    """Returned in the same visit, where no date was promised."""
    ready: Records = 0
    """The result waits to be fetched."""
    in_process: Records = 0
    overdue: Records = 0
    """Of those in process."""
    supplement: Records = 0
    """Waiting for the applicant."""
    withdrawn: Records = 0
    stopped: Records = 0
    refused: tuple[RefusedFor, ...] = ()
    """The most frequent reason first."""

    @property
    def returned(self) -> int:
        """Fetched by who applied."""
        return self.early + self.on_time + self.late + self.at_once

    @property
    def refused_in_all(self) -> int:
        """Whatever the reason."""
        return sum(reason.records for reason in self.refused)

    @property
    def given_up(self) -> int:
        """By the applicant, or by the center with a notice."""
        return self.withdrawn + self.stopped

    @property
    def received(self) -> int:
        """All of them: every other count is a part of it."""
        going_on = self.ready + self.in_process + self.supplement
        return self.returned + going_on + self.refused_in_all + self.given_up
