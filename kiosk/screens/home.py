"""The tiles, and the screen that says why there are none."""

from __future__ import annotations

from contract.states import ServiceCard
from kiosk.screens import notices
from kiosk.screens.brush import Brush
from kiosk.screens.scene import Act, Align, Box, Face, Hold, Tone, lines_height
from kiosk.screens.tiles import grid, paint_tiles
from kiosk.views import ClosedNow, Home


def paint_home(brush: Brush, view: Home) -> None:
    """What has the citizen come for?"""
    body = _header(brush, brush.say("home.question"))
    if brush.center.gives_by_itself:
        body = _alone(brush, body)
    body = notices.strip(brush, _footer(brush, brush.lowered(body)))
    columns, rows = grid(brush, body)
    tiles: list[ServiceCard | None] = [*brush.center.services]
    tiles += [None] if brush.center.notices else []
    boxes = [cell for row in body.rows(rows, brush.m.gap) for cell in row.columns(columns, brush.m.gap)]
    if len(tiles) > len(boxes):
        room = len(boxes) - 1
        page = min(view.page, (len(tiles) - 1) // room)
        is_last = (page + 1) * room >= len(tiles)
        tiles = tiles[page * room : (page + 1) * room]
        label = brush.say("home.first_page" if is_last else "home.more")
        brush.button("more", boxes[-1], label, Act(brush.flow.turn_page, (0 if is_last else page + 1,)))
    if tiles and tiles[-1] is None:
        notices.tile(brush, boxes[len(tiles) - 1])
    paint_tiles(brush, [card for card in tiles if card is not None], boxes)


def paint_closed(brush: Brush, view: ClosedNow) -> None:
    """Why there is no number, and where there is help; procedures can still be read about."""
    is_idle = view.service is None
    card = brush.center.service(view.service) if view.service else None
    if is_idle:
        body = _footer(brush, _header(brush, ""))
    else:
        body = brush.frame(brush.pick(card.name_vi, card.name_en) if card else "")
    sentences = [brush.say(f"closed.{view.reason}")]
    opens_at = brush.center.opens_at(view.service)
    if opens_at and view.reason not in ("starting", "hub-silent"):
        sentences.append(brush.say("closed.opens_at", time=opens_at))
    sentences.append(brush.say("closed.what_to_do", desk=brush.desk_name))
    brush.message(body, " ".join(sentences))


def _header(brush: Brush, question: str) -> Box:
    m = brush.m
    height = max(m.target, lines_height(1, m.act_px) + lines_height(1, m.read_px))
    header, body = brush.inside().top_part(height, m.mm(3 if m.is_small else 6))
    gap = m.gap if m.is_tall else m.mm(3)  # words stand beside it there, not a button
    header, language = header.right_part(brush.word_w(brush.other.say("language.name")), gap)
    brush.language(language)
    if m.is_tall:
        label = brush.say("home.raise" if brush.flow.stage.is_lowered else "home.lower")
        header, lower = header.right_part(brush.word_w(label), m.gap)
        brush.button("lower", lower, label, Act(brush.flow.lower))
    crest, header = header.left_part(m.target, m.mm(2))
    crest = Box(crest.x, crest.y, m.target, m.target)
    brush.parts.append(Hold("crest", crest, Act(brush.flow.staff.crest_held), brush.crest_file))
    if m.is_tall:
        _center_name(brush, header)
        line, body = body.top_part(lines_height(1, m.act_px), m.mm(4))
    else:
        upper, line = header.top_part(lines_height(1, m.read_px))
        _center_name(brush, upper)
    line = _clock(brush, line, question)
    if question:
        brush.text(line, question, face=Face.BOLD)
    return body


def _alone(brush: Brush, body: Box) -> Box:
    """Numbers come without the hub: said once, plainly, above the tiles."""
    m, sentence = brush.m, brush.say("home.alone")
    lines = brush.breaker.lines(sentence, m.read_px, body.w, 2)
    note, body = body.top_part(lines_height(len(lines), m.read_px), m.mm(2))
    brush.text(note, sentence, m.read_px, tone=Tone.NOTICE)
    return body


def _clock(brush: Brush, line: Box, question: str) -> Box:
    """The time at the end of the question's line, if there is room; what is left of the line."""
    question_w = brush.breaker.width(question, brush.m.act_px, Face.BOLD)
    for size in (brush.m.act_px, brush.m.read_px):
        width = brush.breaker.width(brush.clock, size)
        if brush.clock and question_w + brush.m.mm(2) + width <= line.w:
            line, place = line.right_part(width, brush.m.mm(2))
            brush.text(place, brush.clock, size, tone=Tone.QUIET, align=Align.MIDDLE)
            return line
    return line


def _center_name(brush: Brush, box: Box) -> None:
    """On a small panel a notice stands in its place: a line of its own would cost a row of tiles."""
    if brush.m.is_small and notices.line_instead(brush, box):
        return
    catalogue = brush.center.catalogue
    center = brush.pick(catalogue.center_vi, catalogue.center_en) if catalogue else ""
    brush.text(box, center, brush.m.read_px, tone=Tone.QUIET)


def _footer(brush: Brush, body: Box) -> Box:
    m, flow = brush.m, brush.flow
    height = max(m.target, lines_height(2, m.act_px) + m.mm(0 if m.is_small else 6))
    body, footer = body.bottom_part(height, m.gap)
    buttons = []
    if brush.center.procedures:
        buttons.append(("search", "home.search", Act(flow.finding.search)))
    buttons.append(("find-record", "home.look_up", Act(flow.records.begin)))
    if flow.scan.is_offered and isinstance(flow.stage.view, Home):
        buttons.append(("scan", "home.scan", Act(flow.scan.begin)))
    if brush.center.notices and not isinstance(flow.stage.view, Home):
        buttons.append(("notices", "home.notices", Act(flow.read_notices)))
    buttons.append(("guide", "home.guide", Act(flow.guide.call)))
    count = len(brush.center.notices)
    labels = [brush.say(key, count=count) for _, key, _ in buttons]
    for (name, _, act), label, box in zip(buttons, labels, _columns(brush, footer, labels), strict=True):
        brush.button(name, box, label, act)
    return body


def _columns(brush: Brush, row: Box, labels: list[str]) -> list[Box]:
    """Each as wide as its words on two lines want, what is left shared equally; what lacks, in proportion."""
    needs = [_width_on_two_lines(brush, label) for label in labels]
    room = row.w - brush.m.gap * (len(labels) - 1)
    spare = (room - sum(needs)) / len(labels)
    widths = [need + spare if spare >= 0 else need * room / sum(needs) for need in needs]
    boxes, x = [], row.x
    for width in widths:
        boxes.append(Box(x, row.y, width, row.h))
        x += width + brush.m.gap
    return boxes


def _width_on_two_lines(brush: Brush, label: str) -> float:
    words = label.split()
    halves = ((" ".join(words[:place]), " ".join(words[place:])) for place in range(1, len(words) + 1))
    return min(max(brush.word_w(one), brush.word_w(other)) for one, other in halves)
