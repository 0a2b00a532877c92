"""What a message is: a frozen, typed struct that owns its topic, its quality of service and its size.

Knows how a message becomes bytes and finds its address; knows no single message.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, ClassVar

import msgspec

from contract.ids import CenterId
from contract.topics import Topic, TopicFilter, TopicTemplate

Text = Annotated[str, msgspec.Meta(max_length=2000)]
"""A sentence or name for people, NFC, any language."""

Utc = Annotated[datetime, msgspec.Meta(tz=True)]
"""An aware moment; written in UTC."""

KIB = 1024


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """Base of everything that crosses the broker."""

    TOPIC: ClassVar[TopicTemplate]
    RETAIN: ClassVar[bool] = False
    MAX_BYTES: ClassVar[int] = 16 * KIB

    def topic(self, center: CenterId, **slots: str) -> Topic:
        """Where this message goes; slots not given are read from its own fields."""
        values: dict[str, str] = {"center": center, **slots}
        for slot in self.TOPIC.slot_names:
            if slot not in values:
                values[slot] = getattr(self, slot)
        return self.TOPIC.fill(values)

    @classmethod
    def filter(cls, center: CenterId, **slots: str) -> TopicFilter:
        """The subscription that receives this kind of message."""
        return cls.TOPIC.filter({"center": center, **slots})

    def encode(self) -> bytes:
        """JSON, UTF-8.

        Raises:
            OversizedError: more than MAX_BYTES; nothing that large may be published.
        """
        payload = _encoder.encode(self)
        if len(payload) > self.MAX_BYTES:
            raise OversizedError(
                f"{type(self).__name__} has {len(payload)} bytes, at most {self.MAX_BYTES} may be sent"
            )
        return payload


class OversizedError(ValueError):
    """A message larger than its kind may be."""


_encoder = msgspec.json.Encoder()


def encode_part(part: Any) -> bytes:
    """JSON bytes of a part of a message (a stored answer, a journal line)."""
    return _encoder.encode(part)
