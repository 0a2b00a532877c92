"""From a JSON body to a command: the one place where the web door builds them.

Knows the contract's shapes; who may ask and whether it can be done is decided behind the writer.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from contract.commands import COMMANDS, Command, LiveCommand
from contract.message import Utc

VERBS: dict[str, type[Command]] = {kind.TOPIC.levels[-1]: kind for kind in COMMANDS}
"""`call-next` → `CallNext`: the last level of the command's topic."""


class UnreadableCommandError(ValueError):
    """The body is no such command; the text says why, for whoever writes the page."""


class UnknownVerbError(LookupError):
    """There is no such command."""


def _number(written: str) -> float | int:
    """JSON has one kind of number: 3.0 is 3."""
    number = float(written)
    return int(number) if number.is_integer() else number


_FIELDS = msgspec.json.Decoder(dict[str, Any], float_hook=_number)


def read_command(verb: str, body: bytes, now: datetime) -> Command:
    """The command in this body; a live one was asked when the page says, in hub time, and not after now.

    A press that lay on the way for too long is late, as it would be from a device.

    Raises:
        UnknownVerbError: no such command.
        UnreadableCommandError: not JSON, too large, or not of that command's shape.
    """
    kind = VERBS.get(verb)
    if kind is None:
        raise UnknownVerbError(verb)
    if len(body) > kind.MAX_BYTES:
        raise UnreadableCommandError(f"more than {kind.MAX_BYTES} bytes")
    try:
        fields = _FIELDS.decode(body)
        if issubclass(kind, LiveCommand):
            fields["asked_at"] = min(now, msgspec.convert(fields.get("asked_at", now), Utc))
        return msgspec.convert(fields, kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableCommandError(str(error)) from error
