"""Screens that say one thing: faults, refusals, the guide, the warning before a time-out."""

from __future__ import annotations

from kiosk.screens.brush import Brush
from kiosk.screens.scene import Act, Box, Style, Tone, Veil, lines_height
from kiosk.views import Guide, GuideCall, InTrouble, Refused


def paint_trouble(brush: Brush, view: InTrouble) -> None:
    """What went wrong and what to do next."""
    _sentence(brush, brush.say(f"trouble.{view.trouble}", desk=brush.desk_name), Tone.CALL)


def paint_refused(brush: Brush, view: Refused) -> None:
    """The hub's own words."""
    said = brush.pick(view.message_vi, view.message_en)
    _sentence(brush, f"{said} {brush.say('refused.what_to_do', desk=brush.desk_name)}".strip(), Tone.CALL)


def paint_guide(brush: Brush, view: Guide) -> None:
    """Whether the call arrived."""
    tone = Tone.CALL if view.call is GuideCall.FAILED else Tone.INK
    _sentence(brush, brush.say(f"guide.{view.call}", desk=brush.desk_name), tone)


def paint_done(brush: Brush, sentence: str) -> None:
    """Something is done."""
    _sentence(brush, sentence, Tone.INK)


def paint_waiting(brush: Brush, sentence: str) -> None:
    """Something is under way that nobody can leave."""
    brush.message(brush.frame("", leaves=False), sentence)


def paint_warning(brush: Brush, seconds: int, told: str = "") -> None:
    """Over everything else: is somebody still there? `told`: what leaving means."""
    m = brush.m
    whole = m.whole
    height = min(whole.h - 2 * m.margin, lines_height(4, m.act_px) + m.mm(36))
    width = min(whole.w - 2 * m.margin, m.mm(200))
    card = Box((whole.w - width) / 2, (whole.h - height) / 2, width, height)
    if m.is_tall:
        card = Box(card.x, whole.h - height - m.mm(20), card.w, card.h)
    brush.parts.append(Veil(card))
    inner, button = card.inset(m.mm(4)).bottom_part(m.mm(24), m.mm(2))
    said = f"{brush.say('warning.sentence')} {brush.say('warning.home', seconds=seconds)} {told}"
    brush.message(inner, said.strip())
    brush.button("more-time", button, brush.say("warning.stay"), Act(brush.flow.more_time), Style.PRIMARY)


def _sentence(brush: Brush, sentence: str, tone: Tone) -> None:
    m = brush.m
    body = brush.frame("", leaves=False)
    body, button = body.bottom_part(max(m.target, lines_height(1, m.act_px) + m.mm(8)), m.gap)
    brush.message(body, sentence, tone=tone)
    brush.button("home", button, brush.say("button.home"), Act(brush.flow.go_home), Style.PRIMARY)
