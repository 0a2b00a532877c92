"""A ticket's story as its page shows it: rows, the bar, the sum, the marks. Pure: a story in, texts out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from contract.words import ClockTrust, PeriodKind
from server.domain.instant import EPOCH
from server.reports.definitions import ENDINGS, FLAGS, Definition
from server.reports.seen import Stretch
from server.reports.story import BESIDE, Story, Told, Visit
from server.reports.units import QUALITY, Ending, Flag, Measure
from server.web.manager.durations import span
from server.web.manager.story_sentences import sentence
from server.web.manager.story_sum import Segment, Term, bar_of, terms_of, whole_of
from server.web.manager.story_words import KINDS, ORIGINS, TRUSTS, StoryWords


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event."""

    seq: int
    at: str
    who: str
    what: str
    taken_back_by: int | None
    is_beside: bool
    """Of the hub, not of the ticket itself."""
    doubt: str
    """Where the hub's clock could not be believed; else empty."""


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """One period."""

    number: int
    kind: PeriodKind
    name: str
    service: str
    since: str
    until: str
    spent: str
    counter: str
    officer: str
    is_estimated: bool
    is_running: bool


@dataclass(frozen=True, slots=True)
class Noted:
    """A flag or ending in the words of the definitions."""

    name: str
    means: str
    is_doubt: bool


@dataclass(frozen=True, slots=True)
class StoryView:
    """The page."""

    facts: tuple[tuple[str, str], ...]
    ending: Noted
    noted: tuple[Noted, ...]
    events: tuple[EventRow, ...]
    periods: tuple[PeriodRow, ...]
    bar: tuple[Segment, ...]
    terms: tuple[Term, ...]
    whole: Term | None
    within_hours: str
    is_by_hand: bool
    is_running: bool


def view_of(story: Story, words: StoryWords) -> StoryView:
    """Everything the page says."""
    visit = story.visit
    stretches = visit.stretches if visit is not None else ()
    return StoryView(
        facts=tuple(_facts(story, words)),
        ending=_noted(ENDINGS[_ending(visit)], words, is_doubt=False),
        noted=tuple(_flags(visit, words)),
        events=tuple(_event(item, words) for item in story.told),
        periods=tuple(_period(at, part, words) for at, part in enumerate(stretches, 1)),
        bar=tuple(bar_of(stretches)),
        terms=tuple(terms_of(stretches, words)),
        whole=_whole(visit, words),
        within_hours=_within_hours(visit),
        is_by_hand=visit is not None and visit.seen.is_by_hand,
        is_running=visit is not None and visit.is_running,
    )


# --- facts and marks ----------------------------------------------------------------------------------


def _facts(story: Story, words: StoryWords) -> Iterator[tuple[str, str]]:
    say = words.say
    if story.visit is not None:
        seen = story.visit.seen
        services = dict.fromkeys(
            (seen.first_service, *(part.service for part in seen.stretches), seen.service)
        )
        yield say("Nhóm thủ tục", "Service"), " → ".join(words.names.service(known) for known in services)
        if seen.procedure is not None:
            yield say("Thủ tục", "Procedure"), words.names.procedure(seen.procedure) or ""
        if seen.priority is not None:
            yield say("Diện ưu tiên", "Priority"), words.names.priority(seen.priority) or ""
        yield say("Số có từ đâu", "Where from"), words.both(ORIGINS[seen.origin])
        yield say("Lấy số lúc", "Taken at"), words.at(EPOCH + timedelta(microseconds=seen.arrived_us))
    trusts = dict.fromkeys(item.event.trust for item in story.told)
    yield say("Đồng hồ hệ thống", "The hub's clock"), ", ".join(words.both(TRUSTS[trust]) for trust in trusts)


def _ending(visit: Visit | None) -> Ending:
    return visit.fact.ending if visit is not None else Ending.NOT_PLACED


def _flags(visit: Visit | None, words: StoryWords) -> Iterator[Noted]:
    for flag in visit.flags if visit is not None else ():
        if flag is not Flag.CALLED:
            yield _noted(FLAGS[flag], words, is_doubt=flag in QUALITY)


def _noted(known: Definition, words: StoryWords, *, is_doubt: bool) -> Noted:
    return Noted(words.both(known.name), words.say(known.means_vi, known.means_en), is_doubt)


# --- rows ---------------------------------------------------------------------------------------------


def _event(item: Told, words: StoryWords) -> EventRow:
    event = item.event
    return EventRow(
        seq=event.seq,
        at=words.at(event.at),
        who=words.who(event),
        what=sentence(event, words),
        taken_back_by=item.taken_back_by,
        is_beside=isinstance(event, BESIDE),
        doubt=words.both(TRUSTS[event.trust]) if event.trust is ClockTrust.UNTRUSTED else "",
    )


def _period(number: int, part: Stretch, words: StoryWords) -> PeriodRow:
    since, until = (words.at(EPOCH + timedelta(microseconds=us)) for us in (part.start_us, part.end_us))
    return PeriodRow(
        number=number,
        kind=part.kind,
        name=words.both(KINDS[part.kind]),
        service=words.names.service(part.service),
        since=since,
        until=until,
        spent=span(part.us),
        counter=words.counter(part.counter),
        officer=words.officer(part.officer),
        is_estimated=part.is_estimated,
        is_running=part.is_running,
    )


def _whole(visit: Visit | None, words: StoryWords) -> Term | None:
    if visit is None or not visit.stretches or visit.seen.is_by_hand:
        return None
    return whole_of(visit.stretches, words)


def _within_hours(visit: Visit | None) -> str:
    us = visit.fact.times_us.get(Measure.WAITING_OPEN) if visit is not None else None
    return span(us) if us is not None else ""
