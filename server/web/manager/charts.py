"""Charts as inline SVG made by the hub: bars, columns, cells, lines.

Values are printed and patterns differ, so that nothing is told by colour alone and a black-and-white print
says the same. Knows shapes and texts; knows nothing of reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

WIDTH = 760
_LABEL_W = 276
_LABEL_CHARACTERS = 36
_ROW = 36
_PLOT_H = 170
_LETTER_W = 8
"""Of a digit, with some room."""
_CELL_W, _CELL_H = 58, 30
SHADES = ("#ffffff", "#dbe6f1", "#a9c4de", "#5c8fbd", "#0b4f8a")
"""Light to dark, in steps that a black-and-white print keeps apart."""
_WHITE_FROM = 3
"""From this shade on the text is white."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar or column: solid up to `value`, hatched from there to `beyond`."""

    label: str
    value: int
    beyond: int
    text: str
    """What is printed at its end."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell."""

    value: int
    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A line across the columns: at which place, and what it says."""

    at: float
    """In columns from the left."""
    text: str


def wrapped(text: str, width: int, lines: int = 2) -> list[str]:
    """At most so many lines of so many characters; the last one shortened at a word."""
    found: list[str] = []
    words = text.split()
    while words and len(found) < lines:
        line = words.pop(0)
        while words and len(line) + 1 + len(words[0]) <= width:
            line += f" {words.pop(0)}"
        found.append(line if len(line) <= width else line[: width - 1] + "…")
    if words:
        found[-1] = _shortened(found[-1], width)
    return found


def _shortened(line: str, width: int) -> str:
    while len(line) > width - 1 and " " in line:
        line = line.rpartition(" ")[0]
    return line.rstrip("…") + "…"


def bars(name: str, label: str, rows: Sequence[Bar]) -> Markup:
    """Horizontal bars, one a row."""
    most = max((row.beyond for row in rows), default=0) or 1
    width = WIDTH - _LABEL_W - 150
    parts: list[Markup] = []
    for at, row in enumerate(rows):
        y = at * _ROW
        solid, whole = (round(width * part / most, 1) for part in (row.value, row.beyond))
        parts.append(_row_label(row.label, y))
        parts.append(_rect("beyond", _LABEL_W, y + 6, whole, _ROW - 12, name))
        parts.append(_rect("value", _LABEL_W, y + 6, solid, _ROW - 12, name))
        parts.append(_text(row.text, _LABEL_W + whole + 8, y + _ROW / 2 + 5))
    return _svg(name, label, WIDTH, max(len(rows), 1) * _ROW, parts)


def columns(name: str, label: str, cols: Sequence[Bar], mark: Mark | None = None) -> Markup:
    """Upright columns; with many of them texts stand upright too and only some labels are written."""
    most = max((col.beyond for col in cols), default=0) or 1
    step = WIDTH / max(len(cols), 1)
    every = -(-len(cols) // 14)
    base = _room_above(cols, step) + _PLOT_H
    parts: list[Markup] = []
    for at, col in enumerate(cols):
        x, width = at * step + step * 0.12, step * 0.76
        solid, whole = (round(_PLOT_H * part / most, 1) for part in (col.value, col.beyond))
        parts.append(_rect("beyond", x, base - whole, width, whole, name))
        parts.append(_rect("value", x, base - solid, width, solid, name))
        parts.append(_over(col.text, x + width / 2, base - whole, is_upright=_is_upright(col, step)))
        if at % every == 0:
            parts.append(_text(col.label, x + width / 2, base + 18, anchor="middle"))
    parts.append(_line(0, base, WIDTH, base, "axis"))
    if mark is not None and mark.at <= len(cols):
        x = mark.at * step
        parts.append(_line(x, 4, x, base, "mark"))
        is_right = x > WIDTH * 0.7
        parts.append(
            _text(mark.text, x - 6 if is_right else x + 6, 14, anchor="end" if is_right else "start")
        )
    return _svg(name, label, WIDTH, base + 26, parts)


def _is_upright(col: Bar, step: float) -> bool:
    return step < len(col.text) * _LETTER_W + 4


def _room_above(cols: Sequence[Bar], step: float) -> float:
    """For what is printed over the highest column."""
    return 20 + max((len(col.text) * _LETTER_W for col in cols if _is_upright(col, step)), default=14)


def heat_map(
    name: str, label: str, rows: Sequence[str], cols: Sequence[str], cells: Sequence[Sequence[Cell | None]]
) -> Markup:
    """A number in every cell; the darker, the more."""
    left = 92
    most = max((cell.value for row in cells for cell in row if cell is not None), default=0) or 1
    parts = [
        _text(col, left + at * _CELL_W + _CELL_W / 2, 16, anchor="middle") for at, col in enumerate(cols)
    ]
    for down, (row, found) in enumerate(zip(rows, cells, strict=True)):
        y = 24 + down * _CELL_H
        parts.append(_text(row, left - 8, y + _CELL_H / 2 + 5, anchor="end"))
        for across, cell in enumerate(found):
            parts.append(_cell(left + across * _CELL_W, y, cell, most))
    return _svg(name, label, left + len(cols) * _CELL_W + 2, 24 + len(rows) * _CELL_H + 2, parts)


def _cell(x: float, y: float, cell: Cell | None, most: int) -> Markup:
    if cell is None:
        return Markup('<rect class="cell" x="{}" y="{}" width="{}" height="{}" fill="#fff"/>').format(
            x, y, _CELL_W, _CELL_H
        )
    shade = min(len(SHADES) - 1, len(SHADES) * cell.value // (most + 1))
    drawn = Markup('<rect class="cell" x="{}" y="{}" width="{}" height="{}" fill="{}"/>').format(
        x, y, _CELL_W, _CELL_H, SHADES[shade]
    )
    text = _text(
        cell.text,
        x + _CELL_W / 2,
        y + _CELL_H / 2 + 5,
        anchor="middle",
        of="on-dark" if shade >= _WHITE_FROM else "",
    )
    return drawn + text


def lines(name: str, label: str, points: Sequence[Bar]) -> Markup:
    """Two lines over time: full with dots for `value`, dashed with squares for `beyond`."""
    most = max((point.beyond for point in points), default=0) or 1
    step = (WIDTH - 60) / max(len(points) - 1, 1)
    every = -(-len(points) // 12)
    base = _room_above(points, 0) + _PLOT_H
    places = [(30 + at * step, point) for at, point in enumerate(points)]
    low = [(x, base - _PLOT_H * point.value / most) for x, point in places]
    high = [(x, base - _PLOT_H * point.beyond / most) for x, point in places]
    parts = [_path(low, "full"), _path(high, "dashed")]
    parts += [Markup('<circle class="dot" cx="{:.1f}" cy="{:.1f}" r="3.5"/>').format(x, y) for x, y in low]
    parts += [
        Markup('<rect class="square" x="{:.1f}" y="{:.1f}" width="7" height="7"/>').format(x - 3.5, y - 3.5)
        for x, y in high
    ]
    for at, (x, point) in enumerate(places):
        if at % every == 0:
            parts.append(_text(point.label, x, base + 18, anchor="middle"))
    for at in _told(points, every):
        x, point = places[at]
        parts.append(_over(point.text, x, high[at][1] - 4, is_upright=True))
    parts.append(_line(0, base, WIDTH, base, "axis"))
    return _svg(name, label, WIDTH, base + 26, parts)


def _told(points: Sequence[Bar], every: int) -> list[int]:
    """Whose values are printed: the highest, and every so many that do not stand too near to it."""
    if not points:
        return []
    highest = max(range(len(points)), key=lambda at: points[at].beyond)
    others = [at for at in range(0, len(points), every) if abs(at - highest) >= every]
    return [highest, *others]


# --- parts --------------------------------------------------------------------------------------------


def _svg(name: str, label: str, width: float, height: float, parts: Iterable[Markup]) -> Markup:
    hatch = Markup(
        '<defs><pattern id="hatch-{}" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect width="6" height="6" fill="#fff"/>'
        '<rect width="2.4" height="6" fill="#5a6f8c"/></pattern></defs>'
    ).format(name)
    return (
        Markup('<svg class="chart" viewBox="0 0 {:.0f} {:.0f}" role="img" aria-label="{}">').format(
            width, height, label
        )
        + hatch
        + Markup("").join(parts)
        + Markup("</svg>")
    )


def _row_label(label: str, y: float) -> Markup:
    parts = wrapped(label, _LABEL_CHARACTERS)
    first = y + _ROW / 2 + (5 if len(parts) == 1 else -3)
    spans = Markup("").join(
        Markup('<tspan x="{}" y="{:.1f}">{}</tspan>').format(_LABEL_W - 8, first + 15 * at, part)
        for at, part in enumerate(parts)
    )
    return Markup('<text text-anchor="end" class="row-label"><title>{}</title>{}</text>').format(label, spans)


def _rect(of: str, x: float, y: float, width: float, height: float, name: str) -> Markup:
    if width <= 0 or height <= 0:
        return Markup("")
    fill = f"url(#hatch-{name})" if of == "beyond" else "#0b4f8a"
    return Markup('<rect class="{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" fill="{}"/>').format(
        of, x, y, width, height, fill
    )


def _text(text: str, x: float, y: float, anchor: str = "start", of: str = "") -> Markup:
    return Markup('<text x="{:.1f}" y="{:.1f}" text-anchor="{}"{}>{}</text>').format(
        x, y, anchor, Markup(' class="{}"').format(of) if of else "", escape(text)
    )


def _over(text: str, x: float, y: float, *, is_upright: bool) -> Markup:
    if not is_upright:
        return _text(text, x, y - 5, anchor="middle")
    return Markup('<text transform="translate({:.1f} {:.1f}) rotate(-90)">{}</text>').format(
        x + 4, y - 5, text
    )


def _line(x1: float, y1: float, x2: float, y2: float, of: str) -> Markup:
    return Markup('<line class="{}" x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}"/>').format(
        of, x1, y1, x2, y2
    )


def _path(points: Sequence[tuple[float, float]], of: str) -> Markup:
    drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return Markup('<polyline class="{}" points="{}"/>').format(of, drawn)
