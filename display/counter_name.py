"""A counter's name in two parts: the word, and the number that can be read from far.

Pure; the catalogue is law, an unknown counter is shown by its id.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from contract.ids import CounterId
from contract.states import CatalogueState

_NUMBERED = re.compile(r"^(\D+?)(?:\s+số)?\s+(\d{1,3})$")


@dataclass(frozen=True, slots=True)
class CounterName:
    """`Quầy` and `3`; a name without a number has an empty one."""

    word: str
    number: str

    @property
    def whole(self) -> str:
        """`Quầy 3`."""
        return f"{self.word} {self.number}".strip()


def counter_name(counter: CounterId, catalogue: CatalogueState | None) -> CounterName:
    """The counter's name as citizens see it."""
    cards = catalogue.counters if catalogue else ()
    name = next((card.name_vi for card in cards if card.counter == counter), f"Quầy {counter}")
    numbered = _NUMBERED.match(name.strip())
    return CounterName(numbered[1], numbered[2]) if numbered else CounterName(name.strip(), "")
