"""The staff's screens: PIN, menu, touch test, shutting down."""

from __future__ import annotations

from kiosk.screens.brush import Brush
from kiosk.screens.scene import Act, Align, Dots, Face, Style, Tone, lines_height
from kiosk.views import ConfirmShutDown, EnterPin, PinIs, ServiceMenu, TouchTest

_PAD = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "erase", "0", "enter")


def paint_pin(brush: Brush, view: EnterPin) -> None:
    """Dots for digits, and a pad."""
    m, staff = brush.m, brush.flow.staff
    body = brush.frame(brush.say("staff.pin"))
    head, body = body.top_part(lines_height(1, m.act_px), m.mm(2))
    words = {
        PinIs.AWAITED: "•" * len(view.entered) or "…",
        PinIs.CHECKING: brush.say("staff.checking"),
        PinIs.WRONG: brush.say("staff.wrong"),
        PinIs.LOCKED: brush.say("staff.locked", seconds=view.wait_s),
    }
    tone = Tone.CALL if view.state in (PinIs.WRONG, PinIs.LOCKED) else Tone.INK
    brush.text(head, words[view.state], tone=tone, face=Face.BOLD, align=Align.MIDDLE)
    columns = 3 if m.is_portrait else 6
    cells = [cell for row in body.rows(len(_PAD) // columns, m.gap) for cell in row.columns(columns, m.gap)]
    for key, box in zip(_PAD, cells, strict=True):
        if key == "erase":
            brush.button("pin-erase", box, brush.say("staff.erase"), Act(staff.erase))
        elif key == "enter":
            brush.button("pin-enter", box, brush.say("staff.enter"), Act(staff.enter), Style.PRIMARY)
        else:
            brush.button(f"pin-{key}", box, key, Act(staff.digit, (key,)), Style.TILE)


def paint_menu(brush: Brush, view: ServiceMenu) -> None:
    """Only what this kiosk has."""
    m = brush.m
    body = brush.frame(brush.say("staff.title"))
    head, body = body.top_part(lines_height(2, m.read_px), m.mm(2))
    if view.last is not None and view.end is not None:
        said = brush.say(f"staff.{view.end}", check=brush.say(f"staff.{view.last}"))
        brush.text(head, f"{said} {brush.pick(view.detail_vi, view.detail_en)}", m.read_px, face=Face.BOLD)
    columns = 2 if m.is_portrait else 4
    rows = -(-len(view.checks) // columns)
    cells = [cell for row in body.rows(rows, m.gap) for cell in row.columns(columns, m.gap)]
    for check, box in zip(view.checks, cells, strict=False):
        brush.button(f"check-{check}", box, brush.say(f"staff.{check}"), Act(brush.flow.staff.run, (check,)))


def paint_touch_test(brush: Brush, view: TouchTest) -> None:
    """Every touch leaves a dot."""
    brush.parts.append(Dots(view.marks, brush.flow.staff.mark_touch))
    body = brush.frame("")
    brush.message(body, brush.say("staff.touch_help"))


def paint_confirm_shut_down(brush: Brush, _view: ConfirmShutDown) -> None:
    """Asked once more."""
    m = brush.m
    body, buttons = brush.inside().bottom_part(m.mm(26), m.gap)
    brush.message(body, brush.say("staff.shut_down_question"))
    yes, no = buttons.columns(2, m.gap)
    brush.button("yes", yes, brush.say("button.yes"), Act(brush.flow.staff.shut_down))
    brush.button("no", no, brush.say("button.no"), Act(brush.flow.go_back))
