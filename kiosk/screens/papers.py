"""Scanning: the slip's code, consent, pages."""

from __future__ import annotations

from kiosk.pages import Page
from kiosk.screens.brush import Brush
from kiosk.screens.scene import Act, Align, Box, Face, Picture, Style, Tone, lines_height
from kiosk.views import Consent, Pages, ScannerIs, ShowCode

_A4_WIDTH = 210 / 297
"""Of its height."""
_PICTURE_MM = 32.0
_LARGE_PICTURE_MM = 60.0


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
    """Thumbnails, each with "drop" and "change"; below them "scan" and "send"."""
    m, flow = brush.m, brush.flow
    body = brush.frame(brush.say("scan.title", number=view.number))
    body, buttons = body.bottom_part(max(m.target, lines_height(2, m.act_px)), m.gap)
    is_busy = view.scanner is ScannerIs.SCANNING
    can_scan = not is_busy and view.scanner is not ScannerIs.FULL
    can_send = not is_busy and bool(view.pages)
    places = iter(buttons.columns(max(1, can_scan + can_send), m.gap))
    if can_scan:
        style = Style.PLAIN if view.pages and view.replacing is None else Style.PRIMARY
        brush.button("scan", next(places), _scan_words(brush, view), Act(flow.scan.scan), style)
    if can_send:
        words = brush.say("scan.send", count=len(view.pages))
        brush.button("send", next(places), words, Act(flow.scan.send), Style.PRIMARY)
    said = _scanner_words(brush, view)
    if not view.pages:
        _empty(brush, body, said)
        return
    _thumbnails(brush, view, _said_above(brush, body, said) if said else body)


def _empty(brush: Brush, body: Box, said: str) -> None:
    """What to do now; below it, quieter, what is not scanned at all."""
    m = brush.m
    note = brush.say("scan.not_scanned")
    lines = len(brush.breaker.even_lines(note, m.read_px, body.w))
    body, foot = body.bottom_part(lines_height(lines, m.read_px), m.mm(2))
    brush.message(body, said)
    brush.text(foot, note, m.read_px, align=Align.MIDDLE)


def _said_above(brush: Brush, body: Box, said: str) -> Box:
    """The scanner's sentence, as large as leaves room for a page and its two buttons; what is left below."""
    m = brush.m
    least_h = 2 * max(m.target, lines_height(2, m.act_px)) + m.gap
    for size in (m.act_px, m.read_px):
        height = lines_height(len(brush.breaker.lines(said, size, body.w, face=Face.BOLD)), size)
        line, below = body.top_part(height, m.mm(2))
        if below.h >= least_h or size == m.read_px:
            break
    brush.text(line, said, size, face=Face.BOLD)
    return below


def _thumbnails(brush: Brush, view: Pages, body: Box) -> None:
    m = brush.m
    rows = max(1, int((body.h + m.gap) / (m.mm(70) + m.gap)))
    row_h = (body.h - m.gap * (rows - 1)) / rows
    most_w = m.mm(_PICTURE_MM if m.is_small else _LARGE_PICTURE_MM)
    picture_w = min(most_w, max(m.mm(_PICTURE_MM), (row_h - lines_height(1, m.read_px)) * _A4_WIDTH))
    columns = max(1, int((body.w + m.gap) / (picture_w + _controls_w(brush) + m.gap)))
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
        width = min(box.w, picture_w + m.mm(1) + _controls_w(brush))
        _thumbnail(brush, view, page, first + offset + 1, Box(box.x, box.y, width, box.h))


def _controls_w(brush: Brush) -> float:
    return brush.widest_word_w(brush.say("scan.drop"), brush.say("scan.change"))


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
    look_at = Act(brush.flow.review.look_at, (page.page,))
    brush.button(f"drop-{position}", upper, brush.say("scan.drop"), Act(scan.drop, (page.page,)))
    brush.button(f"change-{position}", lower, brush.say("scan.change"), look_at, style)


def _scan_words(brush: Brush, view: Pages) -> str:
    if view.replacing is not None:
        return brush.say("scan.scan_replacing", page=_replaced(view))
    return brush.say("scan.scan_more" if view.pages else "scan.scan")


def _replaced(view: Pages) -> int:
    return next((at for at, page in enumerate(view.pages, 1) if page.page == view.replacing), 0)


def _scanner_words(brush: Brush, view: Pages) -> str:
    if view.scanner is ScannerIs.READY and view.replacing is not None:
        return brush.say("scan.feed_again", page=_replaced(view))
    if view.scanner is ScannerIs.READY:
        return "" if view.pages else brush.say("scan.feed")
    return brush.say(f"scan.{view.scanner}")
