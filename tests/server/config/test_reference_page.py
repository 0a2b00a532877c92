"""Every key is documented where it is defined, and the page says the same."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from server.config.hub import HubSettings
from server.config.reference import field_notes, page, shapes_within
from server.config.shapes import CenterConfig

DOCUMENT = Path(__file__).parents[3] / "docs" / "configuration.md"
SHAPES = [shape for root in (CenterConfig, HubSettings) for _, shape in shapes_within(root)]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_every_field_says_what_it_is(shape: type[msgspec.Struct]) -> None:
    notes = field_notes(shape)

    assert shape.__doc__
    for field in msgspec.structs.fields(shape):
        assert notes.get(field.name, "").endswith((".", "`")), (
            f"{shape.__name__}.{field.name} is not documented"
        )


def test_every_key_stands_on_the_page() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")

    for shape in SHAPES:
        for field in msgspec.structs.fields(shape):
            assert f"| `{field.name}` |" in text


def test_the_page_is_fresh() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == page(), (
        "run: .venv/bin/python -m server.config.reference > docs/configuration.md"
    )


def test_a_shape_that_is_no_class_cannot_be_documented() -> None:
    with pytest.raises((TypeError, OSError)):
        field_notes(msgspec.defstruct("Made", [("x", int)]))
