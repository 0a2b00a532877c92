"""Where messages live: topic templates and concrete topics that cannot be wrong.

A `TopicTemplate` is written once, in the message that owns it; a `Topic` can only be made by filling
one. Wildcards, empty levels and foreign characters cannot get in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NewType

from contract.ids import is_spelled

Topic = NewType("Topic", str)
"""A concrete topic: made by `TopicTemplate.fill` alone."""

TopicFilter = NewType("TopicFilter", str)
"""A subscription: made by `TopicTemplate.filter` alone."""

ROOT = ("motcua", "v1", "{center}")
_LITERAL = re.compile(r"[a-z0-9][a-z0-9-]*")
_SLOT = re.compile(r"\{([a-z]+)\}")


class IllegalTopicError(ValueError):
    """A template or a level that may not be part of a topic."""


@dataclass(frozen=True, slots=True)
class TopicTemplate:
    """`motcua/v1/{center}/…`: literal levels and named slots."""

    text: str
    levels: tuple[str, ...] = field(init=False, repr=False, compare=False)
    slots: tuple[str | None, ...] = field(init=False, repr=False, compare=False)
    """Per level the slot's name, or None for a literal."""

    def __post_init__(self) -> None:
        levels = tuple(self.text.split("/"))
        if levels[:3] != ROOT or len(levels) < 5:
            raise IllegalTopicError(
                f"{self.text}: a topic begins with {'/'.join(ROOT)} and has five levels or more"
            )
        slots = tuple(_slot_of(level, self.text) for level in levels)
        object.__setattr__(self, "levels", levels)
        object.__setattr__(self, "slots", slots)

    @property
    def slot_names(self) -> tuple[str, ...]:
        """The slots in order, `center` first."""
        return tuple(slot for slot in self.slots if slot)

    def fill(self, values: Mapping[str, str]) -> Topic:
        """The concrete topic.

        Raises:
            IllegalTopicError: a slot has no value, or one that is no identifier.
        """
        return Topic(
            "/".join(
                self._level(level, slot, values) for level, slot in zip(self.levels, self.slots, strict=True)
            )
        )

    def filter(self, values: Mapping[str, str]) -> TopicFilter:
        """The subscription: slots without a value become `+`."""
        filled = (
            self._level(level, slot, values) if slot is None or slot in values else "+"
            for level, slot in zip(self.levels, self.slots, strict=True)
        )
        return TopicFilter("/".join(filled))

    def read(self, levels: list[str]) -> dict[str, str] | None:
        """The slots' values of a concrete topic's levels, or None where the topic is another's."""
        if len(levels) != len(self.levels):
            return None
        values: dict[str, str] = {}
        for own, slot, given in zip(self.levels, self.slots, levels, strict=True):
            if slot is None:
                if own != given:
                    return None
            elif is_spelled(given):
                values[slot] = given
            else:
                return None
        return values

    @staticmethod
    def _level(level: str, slot: str | None, values: Mapping[str, str]) -> str:
        if slot is None:
            return level
        value = values.get(slot)
        if value is None or not is_spelled(value):
            raise IllegalTopicError(f"{{{slot}}} cannot be {value!r}")
        return value


def _slot_of(level: str, text: str) -> str | None:
    slot = _SLOT.fullmatch(level)
    if slot is None and not _LITERAL.fullmatch(level):
        raise IllegalTopicError(f"{text}: the level {level!r} is neither a word nor a {{slot}}")
    return slot.group(1) if slot else None
