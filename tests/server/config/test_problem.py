"""No finding is said in one language only."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import server.config
from server.config.problem import Bilingual, error, to_write

_VIETNAMESE = re.compile(r"[à-ãè-êìíò-õùúýăđĩũơưạ-ỹ]", re.IGNORECASE)


@pytest.mark.parametrize(("vi", "en"), [("", "write it"), ("hãy viết", " ")])
def test_what_is_said_in_one_language_cannot_be_made(vi: str, en: str) -> None:
    with pytest.raises(ValueError, match="one language only"):
        Bilingual(vi=vi, en=en)
    with pytest.raises(ValueError, match="one language only"):
        error(("center",), "a-code", vi=vi, en=en, suggestion=to_write('code = "23134"'))


def test_vietnamese_is_vietnamese_and_english_is_english() -> None:
    said = list(_written_pairs())

    assert len(said) > 50
    assert [where for where, vi, en in said if not _VIETNAMESE.search(vi) or _VIETNAMESE.search(en)] == []


def _written_pairs() -> Iterator[tuple[str, str, str]]:
    """Where in the checker a pair is written, and its words without what is put in from elsewhere."""
    for file in sorted(Path(server.config.__path__[0]).glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Bilingual":
                said = {keyword.arg: _words(keyword.value) for keyword in node.keywords}
                if said["vi"] and said["en"]:
                    yield f"{file.name}:{node.lineno}", said["vi"], said["en"]


def _words(written: ast.expr) -> str:
    if isinstance(written, ast.JoinedStr):
        return "".join(_words(part) for part in written.values)
    return str(written.value) if isinstance(written, ast.Constant) else ""
