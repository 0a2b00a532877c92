"""The shipped sample center as a kiosk knows it, with the longest real procedure names."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import msgspec
from msgspec import structs

from contract.ids import CounterId, Epoch, PriorityId, ProcedureCode, ServiceId, ZoneId
from contract.states import CatalogueState, CounterCard, LineOfService, LineState, PriorityCard, ServiceCard
from contract.words import Taking
from kiosk.center import Center, Closed, NotGiven
from kiosk.procedures import Procedure, ProcedureBook
from server.config.procedure_table import read_procedures
from server.web.api.procedure_book import print_book

_DATA = Path(__file__).parents[2] / "server" / "data"
LONGEST = ProcedureCode("1.013962")
"""Its official name has 919 characters."""


def sample_center() -> Center:
    """Eight services and 91 procedures; the one with the longest name has no short one here."""
    config = tomllib.loads((_DATA / "tan-lap.toml").read_text(encoding="utf-8"))
    services = tuple(_service(entry) for entry in config["services"])
    first = services[0]
    longest = structs.replace(first, procedures=(*first.procedures, LONGEST))
    catalogue = CatalogueState(
        epoch=Epoch("e1"),
        revision=1,
        center_vi=config["center"]["name_vi"],
        center_en=config["center"]["name_en"],
        hotline="1022",
        public_url=None,
        notice_vi=None,
        notice_en=None,
        services=(longest, *services[1:]),
        counters=tuple(_counter(entry) for entry in config["counters"]),
        priorities=tuple(
            PriorityCard(
                priority=PriorityId(entry["id"]),
                name_vi=entry["name_vi"],
                name_en=entry["name_en"],
                explanation_vi=entry["explanation_vi"],
                explanation_en=entry["explanation_en"],
            )
            for entry in config["priority"]["classes"]
        ),
        procedures_sha256="0" * 64,
        scanning=True,
    )
    takings = [Taking.OPEN] * (len(services) - 1) + [Taking.AFTER_LAST_TICKET]
    lines = tuple(
        LineOfService(service=card.service, waiting=n * 4, counters_open=n % 3, taking=taking)
        for n, (card, taking) in enumerate(zip(services, takings, strict=True))
    )
    line = LineState(epoch=Epoch("e1"), revision=1, services=lines, taken_today=9, served_today=3)
    return Center(catalogue, line, has_day=True, is_silent=False, procedures=_procedures())


def alone_center() -> Center:
    """The same while the hub is away: this kiosk gives numbers of all services but the last."""
    center = sample_center()
    *given, last = (card.service for card in center.services)
    lent = {**dict.fromkeys(given), last: NotGiven(Closed.AFTER_LAST_TICKET)}
    return replace(center, is_silent=True, lent=lent)


def _service(entry: dict[str, object]) -> ServiceCard:
    return ServiceCard(
        service=ServiceId(str(entry["id"])),
        name_vi=str(entry["name_vi"]),
        name_en=str(entry["name_en"]),
        covers_vi=str(entry.get("covers_vi", "")),
        covers_en=str(entry.get("covers_en", "")),
        icon=str(entry.get("icon", "papers")),
        procedures=tuple(entry.get("procedures", ())),  # type: ignore[arg-type]  # a list of codes
        where_vi=str(entry["where_vi"]),
        where_en=str(entry["where_en"]),
    )


def _counter(entry: dict[str, object]) -> CounterCard:
    return CounterCard(
        counter=CounterId(str(entry["id"])),
        name_vi=str(entry["name_vi"]),
        name_en=str(entry["name_en"]),
        zone=ZoneId(str(entry["zone"])),
        services=tuple(entry["services"]),  # type: ignore[arg-type]  # a list of ids
    )


def _procedures() -> dict[ProcedureCode, Procedure]:
    """As the hub sends them."""
    sent = print_book(procedure for procedure in read_procedures() if procedure.is_shown)
    book = msgspec.json.decode(sent.body, type=ProcedureBook)
    procedures = {procedure.code: procedure for procedure in book.procedures}
    longest = structs.replace(procedures[LONGEST], short_vi="", short_en="", is_unverified=True)
    return {**procedures, LONGEST: longest}
