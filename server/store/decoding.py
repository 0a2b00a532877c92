"""Events from their stored bytes."""

from __future__ import annotations

import msgspec

from contract.events import EVENTS, Event

_decoders = {kind.kind(): msgspec.json.Decoder(kind) for kind in EVENTS}


def decode(kind: str, payload: bytes) -> Event:
    """An event from its stored bytes; raises `KeyError` or `msgspec.DecodeError` where they are no event."""
    return _decoders[kind].decode(payload)
