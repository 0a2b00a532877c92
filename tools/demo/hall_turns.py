"""When the demo's hall display shows figures of records: it does while no call needs the screen.

What stands on the glass is read from its picture, as somebody in the hall would.
"""

from __future__ import annotations

import io
import subprocess
import time
from pathlib import Path

from PIL import Image, ImageOps

from display.known import KnownFile
from display.record_scene import SLOT_S
from tools.demo.center import DemoCenter, NothingHappenedError
from tools.demo.place import HALL

WITHIN_S = 120.0
"""A call keeps the screen for a while, then calls and figures take turns."""
LOOK_EVERY_S = SLOT_S / 2


def records_returned(center: DemoCenter) -> int:
    """Of today's, as the hall display has heard."""
    records = KnownFile(center.place.data / HALL / "known.json").load().records
    return records.today.returned if records is not None else 0


def picture_records_turn(center: DemoCenter, name: str, words: str) -> None:
    """Take the hall's picture until those words can be read on it.

    Raises:
        NothingHappenedError: it never came.
    """
    until_s = time.monotonic() + WITHIN_S
    while words not in words_on(center.picture("hall-1", name)):
        if time.monotonic() > until_s:
            raise NothingHappenedError(f"the hall display shows “{words}”")
        time.sleep(LOOK_EVERY_S)


def words_on(picture: Path) -> str:
    """Vietnamese words in a display's picture, in one line.

    Tesseract was made for print: quiet letters on a dark ground, as tall as a thumb, it takes for a drawing.
    So it is given dark letters on white, half as large.
    """
    with Image.open(picture) as glass:
        print_like = ImageOps.autocontrast(ImageOps.invert(glass.convert("L"))).reduce(2)
    sent = io.BytesIO()
    print_like.save(sent, "PNG")
    command = ["tesseract", "stdin", "stdout", "-l", "vie", "--psm", "11"]
    told = subprocess.run(command, input=sent.getvalue(), capture_output=True, check=False, timeout=60)
    return " ".join(told.stdout.decode("utf-8", errors="replace").split())
