"""The two ways to another service, kept apart in words: served here and on, or wrong from the start."""

from __future__ import annotations

from contract.ids import ServiceId
from server.web.console.action import Action, Asks, Fields
from server.web.say import Say


def transfer(
    service: ServiceId | None, fields: Fields, say: Say, *, key: str | None = None, why_not: str | None = None
) -> Action:
    """This part is done; the citizen goes on to another service."""
    return Action(
        verb="transfer",
        label=say("Chuyển nhóm tiếp theo", "On to next service"),
        key=key,
        why_not=why_not,
        asks=Asks.SERVICE,
        question=say("Đã phục vụ ở đây: chuyển tiếp đến nhóm nào?", "Served here: on to which service?"),
        fields=fields,
        except_service=service,
    )


def redirect(
    service: ServiceId | None, fields: Fields, say: Say, *, key: str | None = None, why_not: str | None = None
) -> Action:
    """The citizen chose the wrong service and was not served yet."""
    return Action(
        verb="redirect",
        label=say("Chuyển đúng nhóm", "To the right service"),
        key=key,
        why_not=why_not,
        asks=Asks.SERVICE,
        question=say(
            "Chưa phục vụ, lấy nhầm nhóm: chuyển đến nhóm nào?",
            "Wrong service, not served yet: which is right?",
        ),
        fields=fields,
        except_service=service,
    )
