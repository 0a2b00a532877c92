"""Pages that did not reach the hub, or nobody knows: what is known, and what can be done.

Knows no more than the view says: where it is not known whether they arrived, none is said to be erased there.
"""

from __future__ import annotations

from kiosk import views
from kiosk.screens.brush import Brush
from kiosk.screens.scene import Act, Align, Box, Face, Style, Tone, lines_height
from kiosk.views import NotSentIs, PagesNotSent


def paint_not_sent(brush: Brush, view: PagesNotSent) -> None:
    """What is known, what becomes of the scans; send again, or leave."""
    m, scan = brush.m, brush.flow.scan
    body = brush.frame(brush.say("scan.title", number=view.pages.number), leaves=False)
    body, buttons = body.bottom_part(max(m.target, lines_height(1, m.act_px) + m.mm(8)), m.gap)
    said = brush.say(f"scan.end_{view.why}", count=len(view.pages.pages))
    lines = brush.breaker.even_lines(said, m.act_px, body.w, face=Face.BOLD)
    head, below = body.top_part(lines_height(len(lines), m.act_px), m.mm(4))
    brush.text(head, said, m.act_px, face=Face.BOLD, tone=Tone.CALL, align=Align.MIDDLE)
    todo = f"{brush.say(f'scan.end_{view.why}_do')} {brush.say('scan.end_leave')}"
    brush.text(below, todo, _largest(brush, todo, below), align=Align.MIDDLE)
    left, right = buttons.columns(2, m.gap)
    if view.why is NotSentIs.TOO_LARGE:
        brush.button("send-fewer", left, brush.say("scan.fewer"), Act(scan.send_fewer), Style.PRIMARY)
    else:
        brush.button("send-again", left, brush.say("scan.again"), Act(scan.send_again), Style.PRIMARY)
    brush.button("home", right, brush.say("button.home"), Act(brush.flow.go_home))


def told_before_leaving(brush: Brush, view: views.View) -> str:
    """What becomes of pages that the citizen leaves behind; empty: there are none."""
    match view:
        case PagesNotSent(why=NotSentIs.UNSURE):
            return brush.say("warning.unsure")
        case PagesNotSent() | views.ReviewPage() | views.ChangePage():
            return brush.say("warning.not_sent")
        case views.Pages() if view.pages:
            return brush.say("warning.not_sent")
        case _:
            return ""


def _largest(brush: Brush, text: str, box: Box) -> int:
    """The size at which all of it stands in the box, as far as it can still be read."""
    size = brush.m.act_px
    while size > brush.m.read_px:
        if lines_height(len(brush.breaker.even_lines(text, size, box.w)), size) <= box.h:
            break
        size -= 1
    return size
