"""Help with filing online in words: names of what may be missing, and the checklist's lines. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from server.config.shapes import CenterConfig, MissingThing
from server.web.say import Say


@dataclass(frozen=True, slots=True)
class Part:
    """A heading of the checklist and the lines with a box each."""

    title: str
    lines: tuple[str, ...]


def thing_names(config: CenterConfig, say: Say) -> dict[str, str]:
    """By id, in the order of the keys."""
    return {thing.id: say(thing.name_vi, thing.name_en) for thing in config.filing_help.missing}


def checklist(config: CenterConfig, missing: Iterable[str], say: Say) -> tuple[Part, ...]:
    """What to do about these, then what stands on every list; nothing named: about all of them."""
    wanted = set(missing)
    things = [thing for thing in config.filing_help.missing if thing.id in wanted]
    parts = [_part(thing, say) for thing in (things or config.filing_help.missing)]
    always = _either(config.filing_help.always_vi, config.filing_help.always_en, say)
    parts.append(Part(say("Lần sau đến nộp trực tuyến", "When you come to file online"), always))
    return tuple(part for part in parts if part.lines)


def closing(config: CenterConfig, say: Say) -> str:
    """The last sentence of the checklist."""
    vi, en = config.filing_help.closing_vi, config.filing_help.closing_en
    return say(vi, en or vi)


def _part(thing: MissingThing, say: Say) -> Part:
    return Part(say(thing.name_vi, thing.name_en), _either(thing.todo_vi, thing.todo_en, say))


def _either(vi: Sequence[str], en: Sequence[str], say: Say) -> tuple[str, ...]:
    """Vietnamese, unless English is wanted and was written."""
    return tuple(en if say("", "en") and en else vi)
