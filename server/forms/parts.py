"""The building blocks of a form: heading, title, lines with a caption, tables, signatures.

Knows how they look on a size of paper; knows no form. Text from outside goes through `plain`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import KeepTogether, Paragraph, Spacer, Table, TableStyle

from server.forms import words
from server.forms.dates import spoken_day
from server.forms.facts import Facts, Unit
from server.forms.fonts import BOLD, FAMILY, ITALIC
from server.forms.marks import mark
from server.forms.page import Page, Piece

_NO_EDGES = [
    ("FONTNAME", (0, 0), (-1, -1), FAMILY),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]
_GRID = [
    ("FONTNAME", (0, 0), (-1, -1), FAMILY),
    ("GRID", (0, 0), (-1, -1), 0.4, colors.black),
    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ("LEFTPADDING", (0, 0), (-1, -1), 3),
    ("RIGHTPADDING", (0, 0), (-1, -1), 3),
]
_LEFT_SHARE = 0.46
"""Of the heading: the unit; the rest is the nation's."""
_NARROW = 0.2
"""Share of a table's width; cells of narrower columns are centred."""
_KINDS = r"\b(?:xã|phường|đặc khu) "
_BOUND = re.compile(rf"\bhành chính công\b|{_KINDS}(?!.*{_KINDS}).{{1,40}}$", re.IGNORECASE)
"""Parts of a center's or committee's name that no line breaks: the commune's is the last."""


HARD_SPACE = "\N{NO-BREAK SPACE}"


def bound(name: str) -> str:
    """A center's or committee's name, or what ends with it; the commune's own breaks over no line."""
    return _BOUND.sub(lambda found: found[0].replace(" ", HARD_SPACE), name)


def plain(text: str) -> str:
    """As it was written, in NFC: never markup, never a control character; lines stay lines."""
    kept = "".join(" " if unicodedata.category(sign) == "Cc" and sign != "\n" else sign for sign in text)
    return escape(unicodedata.normalize("NFC", kept.strip())).replace("\n", "<br/>")


class Parts:
    """For one size of paper."""

    def __init__(self, page: Page) -> None:
        self._page = page
        body = page.body_pt
        self._body = ParagraphStyle(
            "body",
            fontName=FAMILY,
            fontSize=body,
            leading=body * page.leading,
            spaceAfter=body * 0.18,
            splitLongWords=1,
        )
        self._text = ParagraphStyle("text", self._body, alignment=TA_JUSTIFY, firstLineIndent=body * 2)
        self._written = ParagraphStyle("written", self._body, leftIndent=body * 2)
        self._centred = ParagraphStyle("centred", self._body, alignment=TA_CENTER)
        self._small = ParagraphStyle("small", self._body, fontSize=body * 0.85, leading=body * 1.15)
        self._where = ParagraphStyle("where", self._small, fontSize=body * 0.72, leading=body * 0.95)
        self._cell = ParagraphStyle("cell", self._small, spaceAfter=0)
        self._column = ParagraphStyle("column", self._cell, alignment=TA_CENTER)
        self._caption = ParagraphStyle("caption", self._column, fontSize=body * 0.72, leading=body)
        self._heading = ParagraphStyle(
            "heading", self._centred, fontSize=page.heading_pt, leading=page.heading_pt * 1.3, spaceAfter=0
        )
        self._title = ParagraphStyle(
            "title", self._centred, fontSize=page.title_pt, leading=page.title_pt * 1.35, spaceAfter=0
        )

    # --- the head -------------------------------------------------------------------------------------

    def head(self, facts: Facts) -> list[Piece]:
        """Nation, unit, place and date, title, and what the record is known by."""
        first, *second = words.title_of(facts)
        number = words.number_of(facts)
        return [
            Paragraph(f"<i>{number}</i>", ParagraphStyle("number", self._small, alignment=2, spaceAfter=2)),
            self._two(self._issuer(facts.unit), self._nation()),
            Spacer(1, self._page.body_pt * 0.4),
            self._numbered_and_dated(facts),
            Spacer(1, self._page.body_pt * 0.6),
            Paragraph(f"<b>{first}</b>", self._title),
            *(Paragraph(f"<b>{line}</b>", self._title) for line in second),
            Spacer(1, self._page.body_pt * 0.5),
            *self._known_by(facts),
            Spacer(1, self._page.body_pt * 0.4),
        ]

    def _issuer(self, unit: Unit) -> list[Piece]:
        authority, name = bound(unit.authority).upper(), bound(unit.name).upper()
        lines = [Paragraph(plain(authority), self._heading)] if authority else []
        lines.append(Paragraph(f"<b>{plain(name)}</b>", self._heading))
        width = self._page.room * _LEFT_SHARE
        return [*lines, self._rule(width * 0.4, width)]

    def _nation(self) -> list[Piece]:
        motto_pt = self._page.heading_pt * 1.08
        motto = ParagraphStyle("motto", self._heading, fontSize=motto_pt, leading=motto_pt * 1.3)
        return [
            Paragraph(f"<b>{words.NATION}</b>", self._heading),
            Paragraph(f"<b>{words.MOTTO}</b>", motto),
            self._rule(stringWidth(words.MOTTO, BOLD, motto_pt), self._page.room * (1 - _LEFT_SHARE)),
        ]

    def _rule(self, width: float, room: float) -> Piece:
        style = TableStyle([*_NO_EDGES, ("LINEBELOW", (1, 0), (1, 0), 0.6, colors.black)])
        side = (room - width) / 2
        return Table([["", "", ""]], colWidths=[side, width, side], rowHeights=[2.5], style=style)

    def _numbered_and_dated(self, facts: Facts) -> Piece:
        """Under the unit and the nation; a long place takes of the unit's room before its line breaks."""
        number = f"{words.NUMBER} {'.' * 18}"
        place = f"{facts.unit.place}, " if facts.unit.place else ""
        dated = f"{place}{spoken_day(facts.dated)}".replace(" ", HARD_SPACE)
        needed = stringWidth(dated, ITALIC, self._page.body_pt) + 1
        most = self._page.room - stringWidth(number, FAMILY, self._page.heading_pt) - 1
        right = min(max(needed, self._page.room * (1 - _LEFT_SHARE)), most)
        cells = [Paragraph(number, self._heading), Paragraph(f"<i>{plain(dated)}</i>", self._centred)]
        return Table([cells], colWidths=[self._page.room - right, right], style=TableStyle(_NO_EDGES))

    def _known_by(self, facts: Facts) -> list[Piece]:
        """A code has a line of its own: it is long, and people read it out."""
        room = self._page.room * 0.54
        drawn, holds = mark(facts, room - 4)
        left = self._page.room - room
        code = self.field(words.OFFICIAL_CODE, facts.code, None if facts.code else left - 6)
        told = [self.field(words.REFERENCE, facts.reference)]
        if facts.look_up_key:
            told.append(self.field(words.LOOK_UP, facts.look_up_key))
        right = [self._in_the_middle(drawn, room), Paragraph(f"<i>{holds}</i>", self._caption)]
        beside = told if facts.code else [code, *told]
        marked = Table([[beside, right]], colWidths=[left, room], style=TableStyle(_NO_EDGES))
        return [*([code] if facts.code else []), marked, *self._looked_up_at(facts)]

    def _looked_up_at(self, facts: Facts) -> list[Piece]:
        """Where the key is typed."""
        if not facts.look_up_key:
            return []
        page = words.LOOK_UP_PAGE.format(address=plain(facts.look_up_at)) if facts.look_up_at else ""
        return [Paragraph(words.LOOK_UP_AT.format(page=page), self._where)]

    def _in_the_middle(self, drawn: Piece, room: float) -> Piece:
        side = (room - drawn.width) / 2
        return Table([["", drawn, ""]], colWidths=[side, drawn.width, side], style=TableStyle(_NO_EDGES))

    def _two(self, left: list[Piece], right: list[Piece]) -> Piece:
        widths = [self._page.room * _LEFT_SHARE, self._page.room * (1 - _LEFT_SHARE)]
        return Table([[left, right]], colWidths=widths, style=TableStyle(_NO_EDGES))

    # --- the body -------------------------------------------------------------------------------------

    def field(self, caption: str, value: str, room: float | None = None) -> Piece:
        """`caption: value`; without a value dots to write on, as far as the line goes."""
        if value:
            return Paragraph(f"{caption}: <b>{plain(value)}</b>", self._body)
        label = f"{caption}: "
        used = stringWidth(label, FAMILY, self._page.body_pt)
        return Paragraph(label + self._dots((room or self._page.room) - used), self._body)

    def dotted_lines(self, count: int) -> list[Piece]:
        """Lines to write on."""
        return [Paragraph(self._dots(self._page.room), self._body) for _ in range(count)]

    def _dots(self, room: float) -> str:
        return "." * int((room - 1) / stringWidth(".", FAMILY, self._page.body_pt))

    def line(self, sentence: str) -> Piece:
        """A sentence of ours from the left edge."""
        return Paragraph(sentence, self._body)

    def written(self, text: str) -> Piece:
        """What an officer wrote."""
        return Paragraph(plain(text), self._written)

    def text(self, sentence: str) -> Piece:
        """A sentence of its own; what is put into it went through `plain` before."""
        return Paragraph(sentence, self._text)

    def note(self, sentence: str) -> Piece:
        """In small letters."""
        return Paragraph(f"<i>{sentence}</i>", self._small)

    def centred(self, sentence: str) -> Piece:
        """In the middle of the line."""
        return Paragraph(sentence, self._centred)

    def table(self, columns: Sequence[str], shares: Sequence[float], rows: Sequence[Sequence[str]]) -> Piece:
        """Breaks between rows, its heading on every page; cells hold markup of ours and `plain` text."""
        head = [Paragraph(f"<b>{plain(column)}</b>", self._column) for column in columns]
        styles = [self._column if share < _NARROW else self._cell for share in shares]
        cells = [[Paragraph(*cell) for cell in zip(row, styles, strict=True)] for row in rows]
        widths = [self._page.room * share for share in shares]
        above = self._page.row_air_pt * 0.4
        air = [("TOPPADDING", (0, 0), (-1, -1), above), ("BOTTOMPADDING", (0, 0), (-1, -1), above * 1.5)]
        return Table(
            [head, *cells],
            colWidths=widths,
            repeatRows=1,
            spaceBefore=self._page.body_pt * 0.3,
            spaceAfter=self._page.body_pt * 0.4,
            style=TableStyle([*_GRID, *air]),
        )

    # --- the end --------------------------------------------------------------------------------------

    def signed_by_both(self, last: list[Piece], roles: tuple[str, str], names: tuple[str, str]) -> Piece:
        """Two signatures, with the last lines before them: they are never alone on a page."""
        left, right = (self._signature(role, name) for role, name in zip(roles, names, strict=True))
        return self._ending(last, [left, right])

    def signed_by_head(self, last: list[Piece]) -> Piece:
        """The head of the unit on the right, the recipients on the left."""
        small = [Paragraph(f"<b><i>{words.SENT_TO}</i></b>", self._small)]
        small += [Paragraph(line, self._small) for line in words.SENT_TO_WHOM]
        return self._ending(last, [small, self._signature(words.HEAD_OF_UNIT, "", words.SEALED)])

    def _signature(self, role: str, name: str, how: str = words.SIGNED) -> list[Piece]:
        return [
            Paragraph(f"<b>{role}</b>", self._centred),
            Paragraph(f"<i>{how}</i>", self._column),
            Spacer(1, self._page.signature_mm * mm),
            Paragraph(f"<b>{plain(name)}</b>", self._centred),
        ]

    def _ending(self, last: list[Piece], blocks: list[list[Piece]]) -> Piece:
        signatures = Table([blocks], colWidths=[self._page.room / 2] * 2, style=TableStyle(_NO_EDGES))
        return KeepTogether([*last, Spacer(1, self._page.body_pt * 0.6), signatures])
