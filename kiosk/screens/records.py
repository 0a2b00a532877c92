"""Looking a record up: two questions with keys, and the answer as steps and a sentence."""

from __future__ import annotations

import math

from contract.record_look_up import Degree
from kiosk.keyboard import Layout
from kiosk.screens.brush import Brush
from kiosk.screens.keys import paint_keys
from kiosk.screens.scene import Act, Align, Box, Face, Steps, Style, Tone, lines_height
from kiosk.views import AskRecordCode, AskRecordKey, NotFound, RecordFound, RecordNotFound

_STEPS = (Degree.RECEIVED, Degree.IN_PROCESS, Degree.READY, Degree.RETURNED)
_REACHED = {Degree.RECEIVED: 1, Degree.IN_PROCESS: 2, Degree.AWAITS_APPLICANT: 2, Degree.READY: 3,
            Degree.RETURNED: 4}  # fmt: skip
"""How many of the steps; a record that ended without a result has none."""


def paint_ask_code(brush: Brush, view: AskRecordCode) -> None:
    """Which record?"""
    has_reader = brush.flow.stage.equipment.has_reader
    hint = brush.say("look_up.code_or_reader" if has_reader else "look_up.code_hint")
    _question(brush, brush.say("look_up.code"), hint, view.typed)


def paint_ask_key(brush: Brush, view: AskRecordKey) -> None:
    """The second part, for codes that anybody could count up; said why where it is usually not asked for."""
    hint = brush.say("look_up.key_hint")
    if view.wait_s:
        wait = _wait_in_words(brush, view.wait_s)
        hint = brush.say("look_up.key_meanwhile_hint", wait=wait, desk=brush.desk_name)
    _question(brush, "", hint, view.typed)
    upper, lower = _header(brush, leaves=True).rows(2, 0)
    brush.text(upper, brush.say("look_up.key"), face=Face.BOLD, align=Align.MIDDLE, most=1)
    _code(brush, lower, view.code)


def paint_found(brush: Brush, view: RecordFound) -> None:
    """How far it has come, as large as can be."""
    degree, m = view.found.degree, brush.m
    body = _home_below(brush, brush.frame("", leaves=False))
    _code(brush, _header(brush, leaves=False), view.found.code)
    headline = brush.say(f"look_up.{degree}")
    lines = brush.breaker.even_lines(headline, m.act_px, body.w, face=Face.BOLD)
    head, body = body.top_part(lines_height(len(lines), m.act_px), m.mm(2))
    tone = Tone.CALL if degree is Degree.OVER else Tone.PRIMARY
    brush.text(head, headline, m.act_px, face=Face.BOLD, tone=tone, align=Align.MIDDLE)
    if degree in _REACHED:
        body = _steps(brush, _REACHED[degree], body)
    said = brush.say(f"look_up.{degree}_do", desk=brush.desk_name)
    brush.text(body, said, _size_that_fits(brush, said, body), align=Align.MIDDLE)


def paint_not_found(brush: Brush, view: RecordNotFound) -> None:
    """Why there is no answer, and what to do."""
    m = brush.m
    body = brush.frame("", leaves=False)
    body, buttons = body.bottom_part(max(m.target, lines_height(1, m.act_px) + m.mm(8)), m.gap)
    said = brush.say(f"look_up.{view.why}", desk=brush.desk_name, wait=_wait_in_words(brush, view.wait_s))
    size = _size_that_fits(brush, said, body, Face.BOLD)
    brush.text(body, said, size, face=Face.BOLD, tone=Tone.CALL, align=Align.MIDDLE)
    again, home = buttons.columns(2, m.gap)
    is_away = view.why is NotFound.AWAY
    words = brush.say("look_up.read_again" if view.why is NotFound.NO_CODE else "look_up.again")
    brush.button("again", again, words, Act(brush.flow.records.again),
                 Style.PLAIN if is_away else Style.PRIMARY)  # fmt: skip
    brush.button("home", home, brush.say("button.home"), Act(brush.flow.go_home),
                 Style.PRIMARY if is_away else Style.PLAIN)  # fmt: skip


def _wait_in_words(brush: Brush, wait_s: int) -> str:
    """Never less than it is."""
    for unit, long_s in (("hours", 3600), ("minutes", 60)):
        if wait_s > long_s:
            return brush.say(f"look_up.{unit}", count=math.ceil(wait_s / long_s))
    return brush.say("look_up.seconds", count=wait_s)


def _question(brush: Brush, title: str, hint: str, typed: str) -> None:
    m, records = brush.m, brush.flow.records
    body = paint_keys(brush, Layout.CODES, records.key, brush.frame(title))
    lines = 2 if typed else max(2, len(brush.breaker.even_lines(hint, m.act_px, body.w)))
    _, line = body.bottom_part(min(body.h, max(m.mm(24), lines_height(lines, m.act_px))))
    if not typed:
        brush.text(line, hint, _size_that_fits(brush, hint, line), tone=Tone.QUIET, align=Align.MIDDLE)
        return
    label = brush.say("look_up.look_up")
    place, button = line.right_part(brush.word_w(label) + m.mm(6), m.gap)
    brush.button("look-up", button, label, Act(records.look_up), Style.PRIMARY)
    said, size = _end_of(brush, f"{typed}_", place.w)
    brush.text(place, said, size, face=Face.BOLD, align=Align.MIDDLE)


def _header(brush: Brush, *, leaves: bool) -> Box:
    """Where the frame's title stands."""
    header, _ = brush.inside().top_part(brush.header_h())
    header, _ = header.right_part(brush.language_w(), brush.m.gap)
    if leaves:
        _, header = header.left_part(brush.word_w(brush.say("button.back")), brush.m.gap)
    return header


def _code(brush: Brush, place: Box, code: str) -> None:
    """In one line: a code is never parted, and its end is what tells it from others."""
    said, size = _end_of(brush, brush.say("look_up.record", code=code), place.w)
    brush.text(place, said, size, face=Face.BOLD, align=Align.MIDDLE, most=1)


def _end_of(brush: Brush, text: str, width: float) -> tuple[str, int]:
    """The text in one line, smaller where it must be, or as much of its end as can be read."""
    size = brush.m.act_px
    while size > brush.m.read_px and brush.breaker.width(text, size, Face.BOLD) > width:
        size -= 1
    shown = text
    while len(shown) > 2 and brush.breaker.width(shown, size, Face.BOLD) > width:
        shown = f"…{shown[2:]}"
    return shown, size


def _steps(brush: Brush, reached: int, body: Box) -> Box:
    """A line with four stations and their names; the one reached is the largest."""
    m = brush.m
    line, body = body.top_part(m.mm(12), m.mm(1))
    brush.parts.append(Steps(line, len(_STEPS), reached))
    names = [brush.say(f"look_up.step_{degree}") for degree in _STEPS]
    width = line.columns(len(_STEPS), 0)[0].w - m.mm(2)
    count = max(len(brush.breaker.even_lines(name, m.read_px, width, face=Face.BOLD)) for name in names)
    row, body = body.top_part(lines_height(count, m.read_px) + m.mm(1), m.mm(2))
    for place, (name, box) in enumerate(zip(names, row.columns(len(_STEPS), 0), strict=True), start=1):
        where = Box(box.x + m.mm(1), box.y, width, box.h)
        is_here = place == reached
        brush.text(where, name, m.read_px, face=Face.BOLD if is_here else Face.REGULAR,
                   tone=Tone.INK if is_here else Tone.QUIET, align=Align.MIDDLE)  # fmt: skip
    return body


def _home_below(brush: Brush, body: Box) -> Box:
    m = brush.m
    body, button = body.bottom_part(max(m.target, lines_height(1, m.act_px) + m.mm(6)), m.gap)
    brush.button("home", button, brush.say("button.home"), Act(brush.flow.go_home), Style.PRIMARY)
    return body


def _size_that_fits(brush: Brush, said: str, box: Box, face: Face = Face.REGULAR) -> int:
    size = brush.m.act_px
    while size > brush.m.read_px:
        lines = brush.breaker.even_lines(said, size, box.w, face=face)
        if lines_height(len(lines), size) <= box.h:
            break
        size -= 1
    return size
