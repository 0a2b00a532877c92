"""Sentences of a number and its slip: given, printed, voided, and what happened without the hub."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from contract import events as e
from contract.words import SlipFate, VoidReason
from server.web.manager.story_words import FATES, NOT_PLACED, ORIGINS, VOIDS, StoryWords

Sentence = Callable[[Any, StoryWords], str]


# --- the number and its slip --------------------------------------------------------------------------


def _reserved(event: e.TicketReserved, words: StoryWords) -> str:
    told = words.say(f"Có số {event.number}", f"Number {event.number} was given")
    return f"{told}: {words.both(ORIGINS[event.origin])}, {_wanted(event, words)}."


def _wanted(event: e.TicketReserved | e.TicketHandedIn, words: StoryWords) -> str:
    parts = [words.names.service(event.service)]
    if event.procedure is not None:
        parts.append(words.names.procedure(event.procedure) or event.procedure)
    if event.priority is not None:
        name = words.names.priority(event.priority)
        parts.append(words.say(f"diện ưu tiên: {name}", f"priority: {name}"))
    return ", ".join(parts)


def _confirmed(event: e.TicketConfirmed, words: StoryWords) -> str:
    return _whole(words.both(FATES[event.fate]))


def _voided(event: e.TicketVoided, words: StoryWords) -> str:
    return words.say("Số bị bỏ, không ai cầm: ", "The number was voided, nobody has it: ") + (
        f"{words.both(VOIDS[event.reason])}."
    )


def _reprinted(_event: e.SlipReprinted, words: StoryWords) -> str:
    return words.say("In lại phiếu, có ghi “in lại”.", "The slip was printed again, marked as a copy.")


# --- without the hub ----------------------------------------------------------------------------------


def _handed_in(event: e.TicketHandedIn, words: StoryWords) -> str:
    slip = _slip(event.fate, event.void, words)
    return f"{_came_late(event, words)}: {_wanted(event, words)}; {words.taken(event.taken)}; {slip}."


def _came_late(event: e.TicketHandedIn, words: StoryWords) -> str:
    if event.lease is None:
        return words.say(
            "Máy lấy số nộp lại phiếu cấp trước khi hệ thống được khôi phục",
            "The kiosk handed in a slip from before the hub was restored",
        )
    return words.say(
        "Máy lấy số nộp phiếu đã cấp khi mất kết nối",
        "The kiosk handed in a slip issued while the hub was away",
    )


def _claimed(event: e.TicketClaimed, words: StoryWords) -> str:
    where, service = words.counter(event.counter), words.names.service(event.service)
    how = (
        words.say("quét mã trên phiếu", "the slip's code was scanned")
        if event.token_hash
        else words.say("nhập số trên phiếu", "the number was typed")
    )
    return words.say(
        f"Nhận phiếu giấy tại {where} ({service}; {how}) khi máy lấy số chưa nộp; bắt đầu phục vụ.",
        f"A paper slip was claimed at {where} ({service}; {how}), not handed in yet; service began.",
    )


def _claim_undone(event: e.TicketClaimUndone, words: StoryWords) -> str:
    where = words.counter(event.counter)
    return words.say(
        f"Hoàn tác việc nhận phiếu giấy tại {where}: nhầm số. Số này lại chờ người cầm phiếu.",
        f"The claim at {where} was undone: another number was meant. This one waits for its holder.",
    )


def _merged(event: e.TicketMerged, words: StoryWords) -> str:
    told = words.say(
        "Máy lấy số nộp phiếu đã nhận tại quầy, giờ lấy số nay đã rõ",
        "The kiosk handed in the slip that had been claimed; now its arrival is known",
    )
    return f"{told}: {words.taken(event.taken)}; {_slip(event.fate, event.void, words)}."


def _not_placed(event: e.TicketNotPlaced, words: StoryWords) -> str:
    told = words.say(
        "Máy lấy số nộp phiếu, nhưng không còn hàng cho phiếu này",
        "The kiosk handed in the slip, but there was no line for it",
    )
    why, service = words.both(NOT_PLACED[event.why]), words.names.service(event.service)
    slip = _slip(event.fate, event.void, words)
    return f"{told}: {why}; {service}; {words.taken(event.taken)}; {slip}."


def _slip(fate: SlipFate | None, void: VoidReason | None, words: StoryWords) -> str:
    if fate is not None:
        return words.both(FATES[fate])
    nobody = words.say("không ai cầm số này", "nobody has this number")
    return f"{nobody} ({words.both(VOIDS[void])})" if void is not None else nobody


def _whole(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


SLIP_SENTENCES: dict[type[e.Event], Sentence] = {
    e.TicketReserved: _reserved,
    e.TicketConfirmed: _confirmed,
    e.TicketVoided: _voided,
    e.SlipReprinted: _reprinted,
    e.TicketHandedIn: _handed_in,
    e.TicketClaimed: _claimed,
    e.TicketClaimUndone: _claim_undone,
    e.TicketMerged: _merged,
    e.TicketNotPlaced: _not_placed,
}
