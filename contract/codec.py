"""From topic and bytes to a typed message, or to a reason why not.

Knows the whole vocabulary; knows nothing of connections.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from contract.answers import Answer
from contract.commands import COMMANDS
from contract.devices import DeviceState
from contract.events import EVENTS
from contract.ids import CenterId
from contract.message import Message
from contract.states import STATES

ALL_MESSAGES: tuple[type[Message], ...] = (*COMMANDS, Answer, *EVENTS, *STATES, DeviceState)
"""The whole vocabulary, in the order of docs/topics.md."""


class Unreadable(StrEnum):
    """Why bytes on a topic are no message; counted under these names."""

    UNKNOWN_TOPIC = "unknown-topic"
    OVERSIZED = "oversized"
    MALFORMED = "malformed"
    MISADDRESSED = "misaddressed"


class UnreadableError(ValueError):
    """A payload that is refused, with the reason."""

    def __init__(self, reason: Unreadable, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Received:
    """A message and the address it came to."""

    message: Message
    center: CenterId
    slots: dict[str, str]
    """The topic's levels by name, `device` among them; `center` left out."""
    is_retained: bool = False
    """The broker kept it from before: true perhaps, but no sign that its sender lives."""


class Codec:
    """Reads messages of the vocabulary it was given."""

    def __init__(self, vocabulary: Iterable[type[Message]] = ALL_MESSAGES) -> None:
        self._by_literals: dict[
            tuple[int, str, str], list[tuple[type[Message], msgspec.json.Decoder[Message]]]
        ] = {}
        for kind in vocabulary:
            entry = (kind, msgspec.json.Decoder(kind))
            self._by_literals.setdefault(_key(kind), []).append(entry)

    def read(self, topic: str, payload: bytes) -> Received:
        """The message that these bytes are.

        Raises:
            UnreadableError: unknown topic, too large, not of the topic's shape, or a payload that names
                another device or counter than its topic.
        """
        levels = topic.split("/")
        kind, decoder, values = self._find(topic, levels)
        if len(payload) > kind.MAX_BYTES:
            raise UnreadableError(Unreadable.OVERSIZED, f"{len(payload)} bytes, at most {kind.MAX_BYTES}")
        try:
            message = decoder.decode(payload)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise UnreadableError(Unreadable.MALFORMED, str(error)) from error
        center = CenterId(values.pop("center"))
        for slot, value in values.items():
            if getattr(message, slot, value) != value:
                raise UnreadableError(
                    Unreadable.MISADDRESSED, f"{slot} {getattr(message, slot)!r} on {topic}"
                )
        return Received(message, center, values)

    def _find(
        self, topic: str, levels: list[str]
    ) -> tuple[type[Message], msgspec.json.Decoder[Message], dict[str, str]]:
        if len(levels) >= 5:
            for last in (levels[-1], "+"):
                for kind, decoder in self._by_literals.get((len(levels), levels[3], last), ()):
                    values = kind.TOPIC.read(levels)
                    if values is not None:
                        return kind, decoder, values
        raise UnreadableError(Unreadable.UNKNOWN_TOPIC, topic[:200])


def _key(kind: type[Message]) -> tuple[int, str, str]:
    levels, slots = kind.TOPIC.levels, kind.TOPIC.slots
    return len(levels), levels[3], "+" if slots[-1] else levels[-1]
