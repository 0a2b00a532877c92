"""One scanned page, large: what is wrong with it and two answers; or all that can be done with it."""

from __future__ import annotations

from contract.paper_words import PageFlaw
from hardware.page_quality.flaws import ADVICE
from kiosk.screens.brush import Brush
from kiosk.screens.scene import Act, Align, Box, Face, Picture, Style, Tone, lines_height
from kiosk.views import ChangePage, ReviewPage

_A4_WIDTH = 210 / 297
"""Of its height."""
_MOST_OF_WIDTH = 0.45


def paint_review(brush: Brush, view: ReviewPage) -> None:
    """The page, one sentence, two buttons alike; an empty page can be dropped as well."""
    m, part = brush.m, brush.flow.review
    flaw = view.flaw
    body = brush.frame(brush.say("scan.page", page=view.position), leaves=False)
    body, buttons = body.bottom_part(max(m.mm(20), m.target, lines_height(2, m.act_px)), m.gap)
    acts = [("again", "scan.review_again", part.scan_again), ("keep", "scan.review_keep", part.keep)]
    if flaw is PageFlaw.BLANK:
        acts.insert(1, ("drop", "scan.review_drop", part.drop))
    for (name, key, act), box in zip(acts, buttons.columns(len(acts), m.gap), strict=True):
        brush.button(name, box, brush.say(key), Act(act))
    picture, words = _beside_picture(brush, body)
    brush.parts.append(Picture(picture, view.image))
    if flaw is not None:
        advice = ADVICE[flaw]
        brush.text(words, brush.pick(advice.vi, advice.en), face=Face.BOLD, align=Align.MIDDLE)


def paint_change(brush: Brush, view: ChangePage) -> None:
    """Earlier, later, scan again, drop; what cannot be done is not there."""
    m, part = brush.m, brush.flow.review
    body = brush.frame(brush.say("scan.title", number=view.pages.number))
    picture, side = _beside_picture(brush, body)
    picture, caption = picture.bottom_part(lines_height(1, m.read_px))
    brush.parts.append(Picture(picture, view.image))
    said = brush.say("scan.page_of", page=view.position, count=len(view.pages.pages))
    brush.text(caption, said, m.read_px, tone=Tone.QUIET, align=Align.MIDDLE)
    upper, middle, lower = side.rows(3, m.gap)
    earlier, later = upper.columns(2, m.gap)
    if view.position > 1:
        brush.button("earlier", earlier, brush.say("scan.earlier"), Act(part.earlier))
    if view.position < len(view.pages.pages):
        brush.button("later", later, brush.say("scan.later"), Act(part.later))
    again, drop = middle.columns(2, m.gap)
    brush.button("again", again, brush.say("scan.review_again"), Act(part.scan_again))
    brush.button("drop", drop, brush.say("scan.drop"), Act(part.drop))
    brush.button("done", lower, brush.say("scan.done"), Act(part.done), Style.PRIMARY)


def _beside_picture(brush: Brush, body: Box) -> tuple[Box, Box]:
    """The page's place, and what is left: beside it, on an upright panel below it."""
    m = brush.m
    if m.is_portrait:
        return body.top_part(body.h * 0.5, m.gap)
    return body.left_part(min(body.h * _A4_WIDTH, body.w * _MOST_OF_WIDTH), m.gap)
