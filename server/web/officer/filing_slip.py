"""`POST /filing/slip/{kiosk}`: the checklist for filing online as a slip at a kiosk's printer.

For officers who have no printer at their counter. It says what `/filing/checklist` says, in the ticket's
language, and nothing of the visit.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from flask import Blueprint, Response, abort, request

from contract.commands import NoteFiling
from contract.filing_slip import FilingPart, FilingSlip
from contract.ids import DeviceId, ReasonId, TicketId
from contract.words import Language, Outcome
from server.config.filing_help import MOST_THINGS
from server.config.shapes import CenterConfig
from server.service.permission import may
from server.web import security
from server.web.console.reading import Said, as_json
from server.web.console.troubles import device_name
from server.web.console_hub import ConsoleHub
from server.web.filing_words import checklist, closing
from server.web.kiosk_slips import UNKNOWN_KIOSK, SlipSaid, known_kiosk, send_slip, slip_sentence
from server.web.say import Say

INSTEAD = ("in danh mục khổ A5", "print the checklist on A5")


class _Wanted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whose checklist: the ticket gives the language alone."""

    ticket: TicketId
    missing: Annotated[tuple[ReasonId, ...], msgspec.Meta(max_length=MOST_THINGS)]


def filing_slips(hub: ConsoleHub) -> Blueprint:
    """For whoever may note what was missing."""
    pages = Blueprint("filing_slips", __name__)

    @pages.before_request
    def only_who_helps() -> None:
        if not may(security.signed_in().asker, NoteFiling):
            abort(403)

    @pages.post("/filing/slip/<kiosk>")
    def slip(kiosk: str) -> Response:
        wanted = _wanted()
        known, language = known_kiosk(hub.slips, kiosk), _language(hub, wanted.ticket)
        if language is None or not hub.config().filing_help.missing:
            abort(404)
        if known is None:
            return as_json(Said(Outcome.REFUSED, security.say()(*UNKNOWN_KIOSK), "unknown-kiosk"), 404)
        return as_json(_sent(hub, known, filing_slip(hub.config(), wanted.missing, language)))

    return pages


def filing_slip(config: CenterConfig, missing: tuple[ReasonId, ...], language: Language) -> FilingSlip:
    """What stands on it: about these things, or about all where none is named."""
    say = Say(language)
    parts = (FilingPart(title=part.title, lines=part.lines) for part in checklist(config, missing, say))
    return FilingSlip(language=language, parts=tuple(parts), closing=closing(config, say))


def _wanted() -> _Wanted:
    try:
        return msgspec.json.decode(request.get_data(cache=False), type=_Wanted)
    except msgspec.DecodeError:
        abort(400)


def _language(hub: ConsoleHub, ticket: TicketId) -> Language | None:
    """The one the ticket was taken in; None: there is no such ticket today."""
    with hub.writer.reading() as hall:
        known = hall.tickets.get(ticket)
        return known.language if known is not None else None


def _sent(hub: ConsoleHub, kiosk: DeviceId, slip: FilingSlip) -> Said:
    word, say = send_slip(hub.slips, kiosk, slip), security.say()
    outcome = Outcome.DONE if word.said is SlipSaid.PRINTED else Outcome.REFUSED
    told = slip_sentence(word, device_name(hub.config(), kiosk, say), INSTEAD, say)
    return Said(outcome, told, None if outcome is Outcome.DONE else word.said)
