"""The languages' catalogues say the same things."""

from __future__ import annotations

import hashlib
import string
import unicodedata

import pytest

from contract.words import Language
from kiosk.center import Closed
from kiosk.views import Check, CheckEnd, GuideCall, ScannerIs, Trouble
from kiosk.wording import load_wording

VI = load_wording(Language.VI)
ALL = [load_wording(language) for language in Language]
CONSENTS = {
    "1-vi": "873403832b2b936b",
    "1-en": "de818b4de07fb492",
}
"""Whoever changes a consent text gives it a new version: what somebody agreed to must stay provable."""


def _places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("language", list(Language))
def test_every_language_has_the_same_keys_and_places(language: Language) -> None:
    other = load_wording(language)

    assert other.sentences.keys() == VI.sentences.keys()
    for key, sentence in VI.sentences.items():
        assert _places(other.sentences[key]) == _places(sentence), key


def test_every_sentence_is_nfc_and_not_empty() -> None:
    for wording in ALL:
        for key, sentence in wording.sentences.items():
            assert sentence.strip(), key
            assert unicodedata.is_normalized("NFC", sentence), key


def test_every_case_has_a_sentence() -> None:
    wanted = [f"closed.{each}" for each in Closed]
    wanted += [f"trouble.{each}" for each in Trouble]
    wanted += [f"guide.{each}" for each in GuideCall]
    wanted += [f"scan.{each}" for each in ScannerIs if each is not ScannerIs.READY]
    wanted += [f"staff.{each}" for each in (*Check, *CheckEnd)]

    assert [key for key in wanted if key not in VI.sentences] == []


def test_citizens_are_addressed_politely_and_plainly() -> None:
    for key, sentence in VI.sentences.items():
        assert "quý khách" not in sentence.lower(), key
        assert "bạn" not in sentence.lower().split(), key


def test_a_consent_text_changes_only_with_its_version() -> None:
    for wording in ALL:
        digest = hashlib.sha256(wording.say("scan.consent").encode()).hexdigest()[:16]
        assert CONSENTS[wording.say("consent.version")] == digest
