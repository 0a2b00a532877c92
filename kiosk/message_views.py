"""The screens that tell something and ask nothing: trouble, a refusal, notices, the guide on the way."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Trouble(StrEnum):
    """What went wrong, each a sentence with what to do next."""

    NO_ANSWER = "no-answer"
    HUB_ERROR = "hub-error"
    NUMBER_GIVEN_BACK = "number-given-back"
    CODE_UNKNOWN = "code-unknown"
    CODE_UNREADABLE = "code-unreadable"
    TICKET_ENDED = "ticket-ended"
    PAPERS_NOT_SENT = "papers-not-sent"
    READER_GONE = "reader-gone"


@dataclass(frozen=True, slots=True)
class InTrouble:
    """A plain sentence; never a code."""

    trouble: Trouble


@dataclass(frozen=True, slots=True)
class Refused:
    """The hub said no, in its own words."""

    message_vi: str
    message_en: str


@dataclass(frozen=True, slots=True)
class ReadNotices:
    """All notices, in full."""


class GuideCall(StrEnum):
    """How far the call for a guide has come."""

    ASKING = "asking"
    COMING = "coming"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide was called."""

    call: GuideCall
