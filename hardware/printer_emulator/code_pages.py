"""What a byte looks like on paper: the code pages and national letters of `ESC t` and `ESC R`.

Knows letters only. A byte without a letter is a question mark, as printers do it.
"""

import unicodedata

_TCVN3 = dict(
    zip(
        bytes.fromhex(
            "a1a2a3a4a5a6a7a8a9aaabacadae"
            "b5b6b7b8b9bbbcbdbec6c7c8c9cacbcccecfd0d1d2d3d4d5d6d7d8dcdddedf"
            "e1e2e3e4e5e6e7e8e9eaebecedeeeff1f2f3f4f5f6f7f8f9fafbfcfdfe"
        ),
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
"""TCVN 5712:1993 VN3: every small Vietnamese letter, of the capitals only those without a tone."""

_CODECS = {
    0: "cp437",
    2: "cp850",
    3: "cp860",
    4: "cp863",
    5: "cp865",
    16: "cp1252",
    18: "cp852",
    19: "cp858",
    52: "cp1258",
}
_TCVN3_NUMBERS = (30, 31)

_ASCII_PLACES = "#$@[\\]^`{|}~"
_NATIONAL = {
    0: "#$@[\\]^`{|}~",
    1: "#$à°ç§^`éùè¨",
    2: "#$§ÄÖÜ^`äöüß",
    3: "£$@[\\]^`{|}~",
    4: "#$@ÆØÅ^`æøå~",
    5: "#¤ÉÄÖÅÜéäöåü",
    6: "#$@°\\é^ùàòèì",
    7: "₧$@¡Ñ¿^`¨ñ}~",
    8: "#$@[¥]^`{|}~",
    9: "#¤ÉÆØÅÜéæøåü",
    10: "#$ÉÆØÅÜéæøåü",
    11: "#$á¡Ñ¿é`íñóú",
    12: "#$á¡Ñ¿éüíñóú",
    13: "#$@[₩]^`{|}~",
    16: "#₫@[\\]^`{|}~",
}


def is_code_page(number: int) -> bool:
    return number in _CODECS or number in _TCVN3_NUMBERS


def is_character_set(number: int) -> bool:
    return number in _NATIONAL


def letters(raw: bytes, code_page: int, character_set: int) -> str:
    """The letters on paper, composed (NFC). Both numbers must be known ones."""
    national = dict(zip(_ASCII_PLACES, _NATIONAL[character_set], strict=True))
    drawn = "".join(_letter(code, code_page, national) for code in raw)
    return unicodedata.normalize("NFC", drawn)


def _letter(code: int, code_page: int, national: dict[str, str]) -> str:
    if code < 0x80:
        return national.get(chr(code), chr(code))
    if code_page in _TCVN3_NUMBERS:
        return _TCVN3.get(code, "?")
    letter = bytes([code]).decode(_CODECS[code_page], errors="replace")
    return "?" if letter == "\ufffd" or (not letter.isprintable() and letter != "\xa0") else letter
