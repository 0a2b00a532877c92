"""The checklist for filing online as a thermal slip: what was missing, and what to do about it.

Configured words alone: there is no field for a person, a visit or a number, and never one.
"""

from __future__ import annotations

import msgspec

from contract.message import Text
from contract.words import Language


class FilingPart(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was missing, and a line with a box for each thing to do about it."""

    title: Text
    lines: tuple[Text, ...]


class FilingSlip(msgspec.Struct, frozen=True, kw_only=True, tag="filing"):
    """What stands on it; the kiosk adds the center's name, the hotline and the time."""

    language: Language
    """Of the words below, and of what the kiosk adds."""
    parts: tuple[FilingPart, ...]
    closing: Text = ""
