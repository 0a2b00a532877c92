"""Scanning: the slip's code, consent, pages."""

from __future__ import annotations

from kiosk.pages import Page
from kiosk.screens.brush import Brush
from kiosk.screens.scene import Act, Align, Box, Face, Picture, Style, Tone, lines_height
from kiosk.views import Consent, Pages, ScannerIs, ShowCode


def paint_show_code(brush: Brush, _view: ShowCode) -> None:
    """Hold it there."""
    body = brush.frame("")
    said = f"{brush.say('scan.show_code')}. {brush.say('scan.show_code_help')}"
    brush.message(body, said)


def paint_consent(brush: Brush, view: Consent) -> None:
    """Two buttons alike in size, colour and place; none is chosen beforehand."""
    m = brush.m
    body = brush.frame(brush.say("scan.consent_title", number=view.number), leaves=False)
    body, buttons = body.bottom_part(max(m.mm(24), m.target), m.gap)
    yes, no = buttons.columns(2, m.gap)
    brush.button("agree", yes, brush.say("scan.agree"), Act(brush.flow.scan.agree))
    brush.button("disagree", no, brush.say("scan.disagree"), Act(brush.flow.scan.disagree))
    size = m.act_px
    while lines_height(len(brush.breaker.lines(brush.say("scan.consent"), size, body.w)), size) > body.h:
        size -= 1
    brush.text(body, brush.say("scan.consent"), max(size, m.read_px))


def paint_pages(brush: Brush, view: Pages) -> None:
    """Thumbnails, each with "drop" and "scan again"; below them "scan" and "send"."""
    m, flow = brush.m, brush.flow
    body = brush.frame(brush.say("scan.title", number=view.number))
    body, buttons = body.bottom_part(max(m.target, lines_height(2, m.act_px)), m.gap)
    left, right = buttons.columns(2, m.gap)
    is_busy = view.scanner is ScannerIs.SCANNING
    if not is_busy and view.scanner is not ScannerIs.FULL:
        style = Style.PLAIN if view.pages and view.replacing is None else Style.PRIMARY
        brush.button("scan", left, _scan_words(brush, view), Act(flow.scan.scan), style)
    if view.pages and not is_busy:
        words = brush.say("scan.send", count=len(view.pages))
        brush.button("send", right, words, Act(flow.scan.send), Style.PRIMARY)
    said = _scanner_words(brush, view)
    if not view.pages:
        brush.message(body, said)
        return
    if said:
        line, body = body.top_part(lines_height(1, m.read_px), m.mm(2))
        brush.text(line, said, m.read_px, face=Face.BOLD)
    _thumbnails(brush, view, body)


def _thumbnails(brush: Brush, view: Pages, body: Box) -> None:
    m = brush.m
    columns = max(1, int((body.w + m.gap) / (m.mm(32) + _controls_w(brush) + m.gap)))
    rows = max(1, int((body.h + m.gap) / (m.mm(70) + m.gap)))
    count = columns * rows
    pages = -(-len(view.pages) // count)
    shown = min(view.shown, pages - 1)
    if pages > 1:
        body, side = body.right_part(m.mm(22), m.gap)
        turn = brush.flow.scan.turn
        brush.pager(side, shown, pages, Act(turn, (shown + 1,)), Act(turn, (shown - 1,)))
    boxes = [cell for row in body.rows(rows, m.gap) for cell in row.columns(columns, m.gap)]
    first = shown * count
    for offset, (page, box) in enumerate(zip(view.pages[first : first + count], boxes, strict=False)):
        _thumbnail(brush, view, page, first + offset + 1, box)


def _controls_w(brush: Brush) -> float:
    return brush.widest_word_w(brush.say("scan.drop"), brush.say("scan.again"))


def _thumbnail(brush: Brush, view: Pages, page: Page, position: int, box: Box) -> None:
    m, scan = brush.m, brush.flow.scan
    picture, controls = box.right_part(_controls_w(brush), m.mm(1))
    picture, caption = picture.bottom_part(lines_height(1, m.read_px))
    brush.parts.append(Picture(picture, page.image))
    brush.text(caption, brush.say("scan.page", page=position), m.read_px, tone=Tone.QUIET, align=Align.MIDDLE)
    if view.scanner is ScannerIs.SCANNING:
        return
    upper, lower = controls.rows(2, m.gap)
    style = Style.DONE if view.replacing == page.page else Style.PLAIN
    brush.button(f"drop-{position}", upper, brush.say("scan.drop"), Act(scan.drop, (page.page,)))
    brush.button(
        f"again-{position}", lower, brush.say("scan.again"), Act(scan.scan_again, (page.page,)), style
    )


def _scan_words(brush: Brush, view: Pages) -> str:
    if view.replacing is not None:
        position = next((n for n, page in enumerate(view.pages, 1) if page.page == view.replacing), 0)
        return brush.say("scan.scan_replacing", page=position)
    return brush.say("scan.scan_more" if view.pages else "scan.scan")


def _scanner_words(brush: Brush, view: Pages) -> str:
    if view.scanner is ScannerIs.READY:
        return "" if view.pages else brush.say("scan.feed")
    return brush.say(f"scan.{view.scanner}")
