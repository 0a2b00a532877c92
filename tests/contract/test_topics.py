"""No illegal topic can be built, and what was built can be read back."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.codec import ALL_MESSAGES
from contract.topics import IllegalTopicError, TopicTemplate

anything = st.text(max_size=80)
identifiers = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}", fullmatch=True)
templates = st.sampled_from([kind.TOPIC for kind in ALL_MESSAGES])

LEGAL = re.compile(r"motcua/v1(/[A-Za-z0-9][A-Za-z0-9_-]*){3,}\Z")


@given(template=templates, values=st.data())
def test_a_topic_is_legal_or_cannot_be_built(template: TopicTemplate, values: st.DataObject) -> None:
    chosen = {slot: values.draw(anything | identifiers) for slot in template.slot_names}

    try:
        topic = template.fill(chosen)
    except IllegalTopicError:
        return

    assert LEGAL.match(topic)
    assert len(topic.split("/")) == len(template.levels)


@pytest.mark.parametrize(
    "level",
    ["", "+", "#", "a/b", "a+", "$SYS", "-a", "_a", "a b", "a\n", "\na", "a\0", "quầy", "x" * 65, "a."],
)
def test_what_is_no_identifier_never_becomes_a_level(level: str) -> None:
    template = TopicTemplate("motcua/v1/{center}/device/{device}")

    with pytest.raises(IllegalTopicError):
        template.fill({"center": "23134", "device": level})
    with pytest.raises(IllegalTopicError):
        template.filter({"center": level})


def test_a_slot_without_value_is_refused() -> None:
    with pytest.raises(IllegalTopicError):
        TopicTemplate("motcua/v1/{center}/device/{device}").fill({"center": "23134"})


@given(template=templates, values=st.data())
def test_a_filled_topic_reads_back_to_its_values(template: TopicTemplate, values: st.DataObject) -> None:
    chosen = {slot: values.draw(identifiers) for slot in template.slot_names}

    assert template.read(template.fill(chosen).split("/")) == chosen


@given(template=templates, levels=st.lists(anything, max_size=8))
def test_reading_a_foreign_topic_never_fails(template: TopicTemplate, levels: list[str]) -> None:
    values = template.read(levels)

    assert values is None or template.fill(values).split("/") == levels


def test_a_filter_leaves_open_what_is_not_named() -> None:
    template = TopicTemplate("motcua/v1/{center}/command/{device}/recall")

    assert template.filter({"center": "23134"}) == "motcua/v1/23134/command/+/recall"
    assert template.filter({"center": "23134", "device": "p1"}) == "motcua/v1/23134/command/p1/recall"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "motcua/v1/{center}/device",
        "motcua/v2/{center}/state/hub",
        "other/v1/{center}/state/hub",
        "motcua/v1/{center}/state/",
        "motcua/v1/{center}//hub",
        "motcua/v1/{center}/state/+",
        "motcua/v1/{center}/state/#",
        "motcua/v1/{center}/state/Hub",
        "motcua/v1/{center}/state/hub\n",
        "motcua/v1/{center}/device/{device}\n",
        "motcua/v1/{center}/device/{}",
        "motcua/v1/{center}/device/x{device}",
        "/motcua/v1/{center}/state/hub",
    ],
)
def test_a_template_that_is_no_address_of_ours_is_refused(text: str) -> None:
    with pytest.raises(IllegalTopicError):
        TopicTemplate(text)


def test_no_two_kinds_of_message_share_an_address() -> None:
    topics = [re.sub(r"\{\w+\}", "+", kind.TOPIC.text) for kind in ALL_MESSAGES]

    assert len(set(topics)) == len(topics)
