"""What can be printed of a record now, and what not and why: its forms, and its slip at each kiosk."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request

from contract.ids import DeviceId
from contract.record_slip import RecordSlipKind
from contract.record_words import RecordState
from server.domain.record import Record
from server.forms.facts import Form
from server.forms.offered import is_offered, size_of, wanted_now
from server.web import security
from server.web.console_hub import ConsoleHub
from server.web.kiosk_slips import KIOSK_GONE, SlipSaid, SlipWord, slip_sentence
from server.web.records.printed_words import (
    FORMS,
    INSTEAD,
    NO_SLIP,
    NOT_YET,
    REFUSAL_SLIP,
    SLIP,
    WITHDRAWN,
)
from server.web.records.slip_facts import has_slip, slip_kind
from server.web.records.words import STATES
from server.web.say import Say


@dataclass(frozen=True, slots=True)
class FormOffer:
    """One button; quiet with its reason where the form has nothing to tell."""

    form: Form
    label: str
    size: str
    why_not: str | None
    is_first: bool
    """The one that the applicant is given as things stand."""


@dataclass(frozen=True, slots=True)
class SlipOffer:
    """One kiosk's button; quiet with its reason."""

    kiosk: DeviceId
    label: str
    why_not: str | None


@dataclass(frozen=True, slots=True)
class OnPaper:
    """The row of buttons, always the same ones in the same order."""

    forms: tuple[FormOffer, ...]
    slips: tuple[SlipOffer, ...]
    said: str
    """What became of the slip that was just asked for."""
    is_well: bool


def on_paper(hub: ConsoleHub, record: Record) -> OnPaper:
    """For the record's page that is asked for."""
    say = security.say()
    slips = slip_offers(record, hub.slips.kiosks(), say)
    word = request.args.get("slip", "")
    said = SlipSaid(word) if word in set(SlipSaid) else None
    fault = request.args.get("fault", "")
    kiosk = next((offer.kiosk for offer in slips if offer.kiosk == request.args.get("kiosk")), "kiosk")
    return OnPaper(
        form_offers(record, say),
        slips,
        slip_sentence(SlipWord(said, fault), kiosk, INSTEAD, say) if said is not None else "",
        said is SlipSaid.PRINTED,
    )


def form_offers(record: Record, say: Say) -> tuple[FormOffer, ...]:
    """All forms."""
    wanted = wanted_now(record)
    return tuple(
        FormOffer(
            form,
            say(*FORMS[form]),
            size_of(form),
            None if is_offered(form, record) else say(*_nothing_to_tell(form, record)),
            form is wanted,
        )
        for form in Form
    )


def _nothing_to_tell(form: Form, record: Record) -> tuple[str, str]:
    if record.state is RecordState.VOID:
        return STATES[RecordState.VOID]
    is_withdrawn = record.state is RecordState.WITHDRAWN
    return WITHDRAWN if form is Form.RECEIPT and is_withdrawn else NOT_YET[form]


def slip_offers(record: Record, kiosks: tuple[tuple[DeviceId, bool], ...], say: Say) -> tuple[SlipOffer, ...]:
    """Every configured kiosk."""
    label = say(*(SLIP if slip_kind(record) is RecordSlipKind.RECEIPT else REFUSAL_SLIP))
    is_there = has_slip(record)
    return tuple(
        SlipOffer(kiosk, label, say(*NO_SLIP) if not is_there else None if is_here else say(*KIOSK_GONE))
        for kiosk, is_here in kiosks
    )
