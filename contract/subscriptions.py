"""Who in a process wants which messages, and which topics its broker must be asked for because of that.

Knows kinds of messages and slots of topics; knows no broker.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from contract.codec import Received
from contract.message import Message
from contract.topics import TopicFilter

M = TypeVar("M", bound=Message)
Handler = Callable[[M, Received], None]
Unsubscribe = Callable[[], None]


@dataclass(frozen=True, slots=True, eq=False)
class _Subscription:
    handler: Handler[Any]
    slots: Mapping[str, str]

    def wants(self, received: Received) -> bool:
        return all(received.slots.get(slot) == value for slot, value in self.slots.items())


class Subscriptions:
    """Kept across connections; changed and read from any thread."""

    def __init__(self) -> None:
        self._by_kind: dict[type[Message], list[_Subscription]] = {}
        self._wanted: Counter[TopicFilter] = Counter()
        self._lock = threading.Lock()

    @property
    def topics(self) -> list[TopicFilter]:
        """All that somebody wants."""
        with self._lock:
            return list(self._wanted)

    def add(self, kind: type[M], handler: Handler[M], slots: Mapping[str, str]) -> Unsubscribe:
        """Messages of that kind with these slots are for this handler from now on."""
        subscription = _Subscription(handler, slots)
        with self._lock:
            self._by_kind.setdefault(kind, []).append(subscription)

        def unsubscribe() -> None:
            with self._lock:
                self._by_kind[kind].remove(subscription)

        return unsubscribe

    def handlers_of(self, received: Received) -> Iterator[Handler[Any]]:
        """Those it is for; who unsubscribes meanwhile still gets this one."""
        for subscription in tuple(self._by_kind.get(type(received.message), ())):
            if subscription.wants(received):
                yield subscription.handler

    def want(self, topics: TopicFilter) -> None:
        """One more wants these topics."""
        with self._lock:
            self._wanted[topics] += 1

    def want_no_more(self, topics: TopicFilter) -> bool:
        """One less; whether it was the last."""
        with self._lock:
            self._wanted[topics] -= 1
            is_last = self._wanted[topics] == 0
            if is_last:
                del self._wanted[topics]
        return is_last
