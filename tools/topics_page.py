"""Makes docs/topics.md from the contract: every message with its address, its fields and an example.

Knows Markdown; what a message is, it reads from the contract.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import reduce

import msgspec
from msgspec import inspect

from contract.answers import Answer
from contract.codec import ALL_MESSAGES
from contract.commands import COMMANDS, LiveCommand
from contract.devices import DeviceState
from contract.events import EVENTS
from contract.message import KIB, Message
from contract.states import STATES
from tools.examples import example
from tools.message_fields import Field, all_fields, words

_HEAD = """\
# Topics

Made from `contract/` by `make docs`; a test fails when it is stale. Every message is JSON in UTF-8, sent at
QoS 1 with MQTT 5. Fields that a reader does not know are ignored; a message that is malformed, too large, on
a topic of no kind or that names another device or counter than its topic is refused, logged and counted.

Types that end in `Id`, and `Epoch`: letters, digits, `-` and `_`, a letter or digit first, at most 64; made
ones are UUIDv7. `TicketNumber`: a letter and up to five digits, or digits alone. `Token`: 16 to 64 letters,
digits, `-` and `_`. `Reference`: a record's number in the register, `52/2026`. `Text`: a sentence or name for
people, at most 2,000 characters. `Utc`: RFC 3339 with a zone, written in UTC.
"""

_LIMITED = re.compile(r"Annotated\[(\w+), msgspec\.Meta\((.*)\)\]")

_ENUM = re.compile(r"^[A-Z]\w*\.")

_BRANCHES: tuple[tuple[str, str, str, tuple[type[Message], ...]], ...] = (
    (
        "Commands",
        "device → hub",
        "Asked of the hub; done once: a repeat gets the first answer again.",
        COMMANDS,
    ),
    ("Answers", "hub → device", "With the command's id as correlation data.", (Answer,)),
    (
        "Events",
        "hub → ledger's readers",
        "What happened; published from the ledger after the commit.",
        EVENTS,
    ),
    ("States", "hub → devices", "What is true now; retained, enough to draw from.", STATES),
    ("Presence", "device → hub", "Heartbeat and last will; retained.", (DeviceState,)),
)


def topics_page() -> str:
    """The whole page."""
    parts = [_HEAD]
    for title, direction, meaning, kinds in _BRANCHES:
        parts.append(f"## {title}\n\n{direction}. {meaning}\n")
        parts += [_message(kind, direction) for kind in kinds]
    parts.append("## Parts\n\nWhat messages are made of.\n")
    parts += [_part(kind) for kind in parts_of_messages()]
    parts.append("## Words\n\nClosed vocabularies.\n")
    parts += [_vocabulary(kind) for kind in vocabularies()]
    return "\n".join(parts)


def parts_of_messages() -> tuple[type[msgspec.Struct], ...]:
    """Every struct that is inside a message and no message itself, by name."""
    found = _all_types()
    structs = {part.cls for part in found if isinstance(part, inspect.StructType)}
    return tuple(sorted(structs - set(ALL_MESSAGES), key=lambda kind: kind.__name__))


def vocabularies() -> tuple[type[StrEnum], ...]:
    """Every closed vocabulary that a field draws from, by name."""
    enums = {part.cls for part in _all_types() if isinstance(part, inspect.EnumType)}
    return tuple(
        sorted((kind for kind in enums if issubclass(kind, StrEnum)), key=lambda kind: kind.__name__)
    )


def _message(kind: type[Message], direction: str) -> str:
    facts = [direction, "QoS 1", "retained" if kind.RETAIN else "not retained"]
    facts.append(f"at most {kind.MAX_BYTES // KIB} KiB")
    if issubclass(kind, LiveCommand):
        facts.append("**live**: expires, is never queued, refused when late")
    shown = msgspec.json.format(msgspec.json.encode(example(kind)), indent=2).decode()
    return "\n".join(
        (
            f"### {kind.__name__}\n",
            f"`{kind.TOPIC.text}`\n",
            " · ".join(facts) + "\n",
            words(kind) + "\n",
            _table(all_fields(kind)),
            f"```json\n{shown}\n```\n",
        )
    )


def _part(kind: type[msgspec.Struct]) -> str:
    tag = kind.__struct_config__.tag
    told = f'Told by `"type": "{tag}"`.\n' if tag is not None else ""
    return "\n".join(
        filter(None, (f"### {kind.__name__}\n", words(kind) + "\n", told, _table(all_fields(kind))))
    )


def _vocabulary(kind: type[StrEnum]) -> str:
    listed = ", ".join(f"`{word}`" for word in kind)
    return f"### {kind.__name__}\n\n{words(kind)}\n\n{listed}\n"


def _table(fields: tuple[Field, ...]) -> str:
    if not fields:
        return ""
    rows = ["| field | type | |", "|---|---|---|"]
    for field in fields:
        type_text = _LIMITED.sub(r"\1 (\2)", field.type_text).replace("|", "\\|")
        doc = " ".join((field.doc or "").split()).replace("|", "\\|")
        left_out = "" if field.is_required else _default(str(field.default_text))
        rows.append(f"| `{field.name}` | `{type_text}` | {' '.join(filter(None, (doc, left_out)))} |")
    return "\n".join(rows) + "\n"


def _default(text: str) -> str:
    return "May be left out." if text in ("None", "()") else f"Left out: `{_ENUM.sub('', text).lower()}`."


def _all_types() -> list[inspect.Type]:
    roots = [inspect.type_info(kind) for kind in ALL_MESSAGES]
    return reduce(lambda found, root: found + _within(root), roots, list[inspect.Type]())


def _within(described: inspect.Type) -> list[inspect.Type]:
    inner: tuple[inspect.Type, ...] = ()
    if isinstance(described, inspect.StructType):
        inner = tuple(field.type for field in described.fields)
    elif isinstance(described, inspect.UnionType):
        inner = described.types
    elif isinstance(described, inspect.VarTupleType):
        inner = (described.item_type,)
    return [described, *(found for part in inner for found in _within(part))]
