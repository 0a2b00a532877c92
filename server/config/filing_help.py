"""Help with filing online as configured: what may be missing, and what the citizen is to do about it.

Knows what may be written; which services give this help stands at the services themselves.
"""

from __future__ import annotations

from msgspec import Struct

from server.config.words import Line, Name, Slug

MOST_THINGS = 8
"""One key each, 1 to 8."""
MOST_LINES = 12
"""About one thing: with all things the longest of them still is one message to a kiosk."""


class MissingThing(Struct, frozen=True, forbid_unknown_fields=True):
    """Something without which nobody can file online: a button for the officer, lines for the citizen."""

    id: Slug
    """Name of the thing in this file and in the ledger."""
    name_vi: Name
    """What the officer presses: "Định danh điện tử mức độ 2"."""
    name_en: Name
    """The same in English."""
    todo_vi: tuple[Line, ...] = ()
    """What the citizen is to do or bring, a line with a box each on the checklist; at most 12."""
    todo_en: tuple[Line, ...] = ()
    """The same in English."""


class FilingHelp(Struct, frozen=True, forbid_unknown_fields=True):
    """What officers note who help with filing online, and the checklist that citizens take along."""

    missing: tuple[MissingThing, ...] = ()
    """What may be missing, in the order of the keys; at most 8."""
    always_vi: tuple[Line, ...] = ()
    """What stands on every checklist, whatever was missing; at most 12 lines."""
    always_en: tuple[Line, ...] = ()
    """The same in English."""
    closing_vi: Line = ""
    """The last sentence of the checklist."""
    closing_en: Line = ""
    """The same in English."""
