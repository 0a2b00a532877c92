"""Writes the pages that are made from code: `python -m tools.generate_docs`, or with `--check` only compares.

Knows which page comes from where; the tests call the same functions.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from server.config import reference
from server.core import VERSION
from server.web.openapi import whole_document
from server.web.openapi_page import api_page
from tools.statistics_page import statistics_page
from tools.topics_page import topics_page

ROOT = Path(__file__).resolve().parent.parent

PAGES: dict[str, Callable[[], str]] = {
    "docs/topics.md": topics_page,
    "docs/configuration.md": reference.page,
    "docs/statistics.md": statistics_page,
    "docs/openapi.json": lambda: whole_document(VERSION).decode(),
    "docs/api.md": lambda: api_page(VERSION),
}
"""Every generated page and what makes it."""


def stale_pages() -> list[str]:
    """The pages that do not say what the code says."""
    return [name for name, make in PAGES.items() if _read(ROOT / name) != make()]


def write_pages() -> list[str]:
    """Write those that are stale; returns their names."""
    stale = stale_pages()
    for name in stale:
        (ROOT / name).write_text(PAGES[name](), encoding="utf-8")
    return stale


def main(arguments: list[str]) -> int:
    """Write or check; what is stale is named."""
    checking = arguments == ["--check"]
    changed = stale_pages() if checking else write_pages()
    for name in changed:
        print(f"{name}: {'stale; run: make docs' if checking else 'written'}")
    return 1 if checking and changed else 0


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
