"""All words on a kiosk's glass, as one text."""

from __future__ import annotations

from contract.words import Language
from kiosk.flow import Flow
from kiosk.screens.breaking import Breaker
from kiosk.screens.brush import Brush
from kiosk.screens.measures import Measures
from kiosk.screens.painting import paint
from kiosk.screens.scene import Button, Text
from kiosk.settings import TEN_INCHES
from kiosk.wording import load_wording
from tests.kiosk.pillow_ruler import PillowRuler


def painted(flow: Flow) -> str:
    """Lines of one text follow each other with a space between."""
    wordings = {language: load_wording(language) for language in Language}
    brush = Brush(flow, Measures(TEN_INCHES), Breaker(PillowRuler()), wordings, "")
    brush.desk = ("bàn hướng dẫn", "the help desk")
    words: list[str] = []
    for part in paint(brush):
        if isinstance(part, Text):
            words.append(" ".join(part.lines))
        elif isinstance(part, Button):
            words.append(" ".join(line.text for line in part.lines))
    return "\n".join(words)
