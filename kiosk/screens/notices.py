"""Notices: one calm line above the tiles, a tile that opens them, and the page where all stand in full."""

from __future__ import annotations

from contract.notices import Notice
from contract.words import Language
from kiosk.screens.brush import Brush
from kiosk.screens.scene import (
    Act,
    Align,
    Box,
    Button,
    Face,
    Paragraph,
    Scroll,
    Style,
    Tone,
    lines_height,
    nothing,
)
from kiosk.screens.tiles import grid
from kiosk.views import ReadNotices

_TILES_OF_A_SMALL_PANEL = 6
"""Two rows of three, where only the header is known."""


def paint_notices(brush: Brush, _view: ReadNotices) -> None:
    """All of them, to be scrolled."""
    notices = brush.center.notices
    body = brush.frame(brush.say("notices.title"))
    if not notices:
        brush.message(body, brush.say("notices.none"))
        return
    m = brush.m
    body, side = body.right_part(max(m.target, m.mm(25)), m.gap)
    upper, lower = side.rows(2, m.gap)
    movers = [
        Button(name, box, (), Act(nothing), icon=name) for name, box in (("up", upper), ("down", lower))
    ]
    brush.parts.append(Scroll(body, _paragraphs(brush, notices, body), movers[0], movers[1]))


def strip(brush: Brush, body: Box) -> Box:
    """One line above the tiles, where it costs no row of them; what is left below."""
    m = brush.m
    columns, rows = grid(brush, body)
    text = _line(brush, body.w, columns * rows)
    line, below = body.top_part(lines_height(1, m.read_px), m.mm(2))
    if m.is_small or not text or grid(brush, below) != (columns, rows):
        return body
    brush.text(line, text, m.read_px, tone=Tone.NOTICE)
    return below


def line_instead(brush: Brush, box: Box) -> bool:
    """The same line in a box that there is anyway; False: there is nothing to say, or it would be cut."""
    text = _line(brush, box.w, _TILES_OF_A_SMALL_PANEL)
    if text:
        brush.text(box, text, brush.m.read_px, tone=Tone.NOTICE)
    return bool(text)


def tile(brush: Brush, box: Box) -> None:
    """The way to read them, as large as a service's."""
    label, count = brush.say("notices.title"), len(brush.center.notices)
    act = Act(brush.flow.read_notices)
    second = brush.say("notices.count", count=count)
    brush.button("notices", box, label, act, Style.TILE, second=second, align=Align.LEFT)


def _line(brush: Brush, width: float, places: int) -> str:
    """The first title, or how many there are and behind which tile; empty where neither is whole."""
    center, say = brush.center, brush.say
    if not center.notices:
        return ""
    first, more = title_of(center.notices[0], brush.wording.language), len(center.notices) - 1
    where = say("notices.title" if len(center.services) < places else "home.more")
    sentences = (
        say("notices.many", title=first, more=more) if more else say("notices.one", title=first),
        say("notices.some", count=more + 1, where=where),
    )
    fitting = (text for text in sentences if brush.breaker.width(text, brush.m.read_px) <= width)
    return next(fitting, "")


def title_of(notice: Notice, language: Language) -> str:
    """In the citizen's language, where it was written."""
    return notice.title_en or notice.title_vi if language is Language.EN else notice.title_vi


def _paragraphs(brush: Brush, notices: tuple[Notice, ...], body: Box) -> tuple[Paragraph, ...]:
    m, language = brush.m, brush.wording.language
    size, width = round(m.read_px * 1.1), body.w - m.mm(7)
    found: list[Paragraph] = []
    for at, notice in enumerate(notices):
        title = brush.breaker.lines(title_of(notice, language), m.act_px, width, face=Face.BOLD)
        found.append(Paragraph(title, m.act_px, Face.BOLD, Tone.PRIMARY, m.mm(8.0 if at else 0.0)))
        for text in _text_of(notice, language).split("\n"):
            lines = brush.breaker.lines(text, size, width) if text else ("",)
            found.append(Paragraph(lines, size, Face.REGULAR, Tone.INK, m.mm(1.0)))
    return tuple(found)


def _text_of(notice: Notice, language: Language) -> str:
    return notice.text_en or notice.text_vi if language is Language.EN else notice.text_vi
