"""What each event means for the hall's notices. They outlive the day: a new day clears none of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from contract import events as e
from server.domain.hall import Hall
from server.domain.instant import Instant
from server.domain.notice import KnownNotice


def _published(hall: Hall, event: e.NoticePublished, _at: Instant) -> None:
    hall.set("notices", {event.notice: _written(event), **hall.notices})


def _edited(hall: Hall, event: e.NoticeEdited, _at: Instant) -> None:
    if event.notice not in hall.notices:
        raise LookupError(f"there is no notice {event.notice} to edit")
    hall.put(hall.notices, event.notice, _written(event))


def _withdrawn(hall: Hall, event: e.NoticeWithdrawn, _at: Instant) -> None:
    known = hall.notices[event.notice]
    hall.put(
        hall.notices,
        event.notice,
        msgspec.structs.replace(
            known,
            is_withdrawn=True,
            changed_at=event.at,
            changed_by=event.officer,
            last_seq=event.seq,
        ),
    )


def _ordered(hall: Hall, event: e.NoticesOrdered, _at: Instant) -> None:
    named = {notice: hall.notices[notice] for notice in event.notices}
    hall.set("notices", {**named, **{id_: one for id_, one in hall.notices.items() if id_ not in named}})


def _written(event: e.NoticePublished | e.NoticeEdited) -> KnownNotice:
    return KnownNotice(
        id=event.notice,
        content=event.content,
        changed_at=event.at,
        changed_by=event.officer,
        last_seq=event.seq,
    )


NOTICE_TELLERS: dict[type[e.Event], Callable[[Hall, Any, Instant], None]] = {
    e.NoticePublished: _published,
    e.NoticeEdited: _edited,
    e.NoticeWithdrawn: _withdrawn,
    e.NoticesOrdered: _ordered,
}
