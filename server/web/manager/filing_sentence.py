"""What was said of a visit that was helped with filing online, as one sentence of its story."""

from __future__ import annotations

from contract.events import FilingNoted
from server.web.filing_words import thing_names
from server.web.manager.story_words import StoryWords


def filing_said(event: FilingNoted, words: StoryWords) -> str:
    """Both answers; what was not said is said to be so."""
    return f"{_missing(event, words)} {_filed(event, words)}"


def _missing(event: FilingNoted, words: StoryWords) -> str:
    if event.missing is None:
        return words.say("Còn thiếu gì: chưa ghi.", "What was missing: not said.")
    if not event.missing:
        return words.say("Không thiếu gì.", "Nothing was missing.")
    names = thing_names(words.config, words.say)
    listed = ", ".join(names.get(thing, thing) for thing in event.missing)
    return words.say(f"Còn thiếu: {listed}.", f"Missing: {listed}.")


def _filed(event: FilingNoted, words: StoryWords) -> str:
    if event.filed is None:
        return words.say("Đã nộp hay chưa: chưa ghi.", "Filed or not: not said.")
    return words.say("Đã nộp.", "Filed.") if event.filed else words.say("Chưa nộp.", "Not filed.")
