"""Generated pages say what the code says, and nothing that others must understand goes undescribed."""

from __future__ import annotations

import re

import msgspec
import pytest

import contract.codec
from contract.codec import ALL_MESSAGES, Codec
from contract.ids import CenterId
from contract.message import Message
from tools.examples import example
from tools.generate_docs import PAGES, ROOT, main
from tools.message_fields import all_fields, words
from tools.topics_page import parts_of_messages, vocabularies

DESCRIBED: tuple[type[msgspec.Struct], ...] = (*ALL_MESSAGES, *parts_of_messages())
PLAIN = re.compile(r"^(int|float|bool|str|Annotated\[(int|float|bool|str)\b.*\])( \| None)?$")
"""Types that do not say what the value means: such a field needs words or a unit."""


@pytest.mark.parametrize("page", PAGES)
def test_a_generated_page_is_not_stale(page: str) -> None:
    assert (ROOT / page).read_text(encoding="utf-8") == PAGES[page](), "run: make docs"


def test_checking_says_by_its_exit_status_that_all_is_well() -> None:
    assert main(["--check"]) == 0


@pytest.mark.parametrize("kind", DESCRIBED, ids=lambda kind: kind.__name__)
def test_everything_that_crosses_the_broker_is_described(kind: type[msgspec.Struct]) -> None:
    bare = [field.name for field in all_fields(kind) if PLAIN.match(field.type_text) and not field.doc]

    assert words(kind).endswith((".", "`.")), f"{kind.__name__} needs a docstring that is a sentence"
    assert bare == [], f"{kind.__name__}: say under these fields what they mean"


@pytest.mark.parametrize("kind", vocabularies(), ids=lambda kind: kind.__name__)
def test_every_vocabulary_is_described(kind: type) -> None:
    assert words(kind).endswith(".")


@pytest.mark.parametrize("kind", ALL_MESSAGES, ids=lambda kind: kind.__name__)
def test_every_example_is_a_message(kind: type[Message]) -> None:
    message = example(kind)
    slots = (
        {} if hasattr(message, "device") or "device" not in kind.TOPIC.slot_names else {"device": "kiosk-1"}
    )

    topic = message.topic(CenterId("23134"), **slots)

    assert Codec().read(topic, message.encode()).message == message


def test_the_page_of_topics_names_every_message() -> None:
    page = (ROOT / "docs/topics.md").read_text(encoding="utf-8")

    for kind in contract.codec.ALL_MESSAGES:
        assert f"### {kind.__name__}\n" in page
        assert f"`{kind.TOPIC.text}`" in page


def glossary_names() -> list[str]:
    """The names in code that the glossary explains."""
    page = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    return re.findall(r"^\| `([^`]+)` \|", page, re.MULTILINE)


@pytest.mark.parametrize("name", glossary_names())
def test_a_word_of_the_glossary_is_used_in_the_code(name: str) -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "contract").glob("*.py")]

    assert any(run_together(name) in run_together(source) for source in sources)


def run_together(text: str) -> str:
    """`call next`, `CallNext`, `call-next` and `call_next` are one word."""
    return re.sub(r"[ _-]", "", text).lower()
