"""What does not fit in settings is said in words, whatever msgspec calls it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import msgspec
import pytest

from contract.settings_misfit import WrongSettingError, misfit_of


class Cable(StrEnum):
    USB = "usb"
    SERIAL = "serial"


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    cable: Cable | None = None
    wait_s: Annotated[float, msgspec.Meta(gt=0, lt=60)] = 1.0
    names: Annotated[tuple[str, ...], msgspec.Meta(max_length=1)] = ()
    code: Annotated[str, msgspec.Meta(pattern="^[xy]$")] = "x"
    is_odd: bool = False

    def __post_init__(self) -> None:
        if self.is_odd:
            raise WrongSettingError("odd", "là lạ", "it is odd")
        if self.wait_s == 13:
            raise ValueError("thirteen")


class Whole(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    part: Part | None = None
    parts: tuple[Part, ...] = ()


@pytest.mark.parametrize(
    ("document", "code", "vi", "en"),
    [
        (
            {"part": {"cable": "usv"}},
            "unknown-word",
            "part.cable không nhận giá trị “usv”; hãy dùng một trong: usb, serial",
            "part.cable cannot be “usv”; use one of: usb, serial",
        ),
        (
            {"part": {"wait_s": 0}},
            "wrong-value",
            "part.wait_s phải lớn hơn 0",
            "part.wait_s must be more than 0",
        ),
        (
            {"part": {"wait_s": 60}},
            "wrong-value",
            "part.wait_s phải nhỏ hơn 60",
            "part.wait_s must be less than 60",
        ),
        (
            {"part": {"names": ["a", "b"]}},
            "wrong-value",
            "part.names phải có độ dài nhiều nhất là 1",
            "part.names must have a length at most 1",
        ),
        (
            {"part": {"code": "z"}},
            "wrong-value",
            "part.code viết không đúng: cần khớp với ^[xy]$",
            "part.code is not written as it should be: it must match ^[xy]$",
        ),
        (
            {"parts": [{}, {"cabel": 1}]},
            "unknown-key",
            "không có mục nào tên là parts.2.cabel; có phải là cable?",
            "there is no key named parts.2.cabel; did you mean cable?",
        ),
        ({"colour": 1}, "unknown-key", "không có mục nào tên là colour", "there is no key named colour"),
        ({"part": {"is_odd": True}}, "odd", "là lạ", "it is odd"),
        (
            {"part": {"wait_s": 13}},
            "wrong-value",
            "part có giá trị không dùng được (thirteen)",
            "part has a value that cannot be used: thirteen",
        ),
    ],
)
def test_a_misfit_is_said_with_its_place_and_what_would_fit(
    document: dict[str, Any], code: str, vi: str, en: str
) -> None:
    with pytest.raises(msgspec.ValidationError) as refused:
        msgspec.convert(document, Whole)

    said = misfit_of(refused.value, Whole)

    assert (said.code, said.vi, said.en) == (code, vi, en)
