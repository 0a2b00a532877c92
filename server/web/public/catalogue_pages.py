"""The procedure catalogue in public: find one, read it, print its checklist; and the directory of centers.

No script is needed; with one, the list follows every key.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, request
from markupsafe import Markup

from contract.by_channel import times_and_fees
from contract.clock import local_time
from contract.procedure_search import MOST_FOUND
from contract.shown_only import is_shown_only
from contract.states import CatalogueState
from contract.words import ClockTrust, Language
from server.config.procedures import Procedure
from server.web.problem import ProblemError
from server.web.public.framing import asked_say, framed
from server.web.public.hub import PublicHub
from server.web.public.procedure_shelf import ProcedureShelf, field_id, is_linked
from server.web.public.shortening import shortened

LONGEST_TYPED = 120


@dataclass(frozen=True, slots=True)
class _Listed:
    """What a list shows, and why."""

    title: str
    procedures: tuple[Procedure, ...]
    is_cut: bool = False
    """There are more than these."""


def add_catalogue(blueprint: Blueprint, hub: PublicHub) -> None:
    """`/procedures…` and `/centers…`."""
    _add_procedures(blueprint, hub)
    _add_procedure(blueprint, hub)
    _add_centers(blueprint, hub)


def _add_procedures(blueprint: Blueprint, hub: PublicHub) -> None:
    @blueprint.get("/procedures")
    def procedures() -> Response:
        shelf, catalogue = hub.procedures(), hub.catalogue()
        return _page(
            hub,
            "public/procedures.html",
            typed=_typed(),
            listed=_listed(shelf, catalogue),
            shelf=shelf,
            counts=_counts(shelf, catalogue),
        )

    @blueprint.get("/procedures/found")
    def found() -> Response:
        shelf = hub.procedures()
        listed = _found(shelf)
        return _page(hub, "public/procedure_rows.html", typed=_typed(), listed=listed)


def _add_procedure(blueprint: Blueprint, hub: PublicHub) -> None:
    @blueprint.get("/procedures/<code>")
    def procedure(code: str) -> Response:
        shelf, catalogue = hub.procedures(), hub.catalogue()
        found = shelf.by_code.get(code)
        if found is None:
            raise ProblemError(
                404, "unknown-procedure", "Không có thủ tục mang mã này.", "There is no such procedure."
            )
        service = next((card for card in catalogue.services if code in card.procedures), None)
        now = hub.writer.now()
        return _page(
            hub,
            "public/procedure.html",
            procedure=found,
            is_shown=found.is_shown_on(shelf.day),
            service=service,
            counters=[c for c in catalogue.counters if service and service.service in c.services],
            costs=times_and_fees(found.processing_time, found.fee),
            parts=[(one, shelf.by_code.get(one)) for one in found.parts],
            groups=shelf.groups_of.get(code, ()),
            printed="" if now.trust is ClockTrust.UNTRUSTED else f"{local_time(now.utc):%H:%M %d/%m/%Y}",
        )


def _add_centers(blueprint: Blueprint, hub: PublicHub) -> None:
    @blueprint.get("/centers")
    def centers() -> Response:
        found = hub.centers().find(_typed())
        return _page(hub, "public/centers.html", typed=_typed(), found=found, own=hub.writer.rules.center)

    @blueprint.get("/centers/found")
    def centers_found() -> Response:
        found = hub.centers().find(_typed())
        return _page(hub, "public/center_rows.html", typed=_typed(), found=found, own=hub.writer.rules.center)


def _listed(shelf: ProcedureShelf, catalogue: CatalogueState) -> _Listed | None:
    """None: nothing was asked for, the way in is shown."""
    asked = request.args
    if _typed():
        return _found(shelf)
    if "service" in asked:
        card = next((card for card in catalogue.services if card.service == asked["service"]), None)
        codes = card.procedures if card else ()
        known = (shelf.by_code[code] for code in codes if code in shelf.by_code)
        title = (card.name_en if _is_english() else card.name_vi) if card else ""
        return _Listed(title, tuple(one for one in known if one.is_shown_on(shelf.day)))
    if "field" in asked:
        title = next((field.name_vi for field in shelf.fields if field.id == asked["field"]), "")
        return _Listed(title, tuple(p for p in shelf.shown if field_id(p.field_vi) == asked["field"]))
    if "linked" in asked:
        title = "Linked procedures" if _is_english() else "Thủ tục liên thông"
        return _Listed(title, tuple(p for p in shelf.shown if is_linked(p)))
    return None


def _found(shelf: ProcedureShelf) -> _Listed:
    found = shelf.find(_typed(), MOST_FOUND + 1)
    return _Listed("", found[:MOST_FOUND], is_cut=len(found) > MOST_FOUND)


def _counts(shelf: ProcedureShelf, catalogue: CatalogueState) -> dict[str, int]:
    shown = {procedure.code for procedure in shelf.shown}
    return {card.service: sum(code in shown for code in card.procedures) for card in catalogue.services}


def _typed() -> str:
    return request.args.get("q", "").strip()[:LONGEST_TYPED]


def _is_english() -> bool:
    return asked_say().language is Language.EN


def _page(hub: PublicHub, template: str, **facts: object) -> Response:
    is_english = _is_english()
    words = {
        "is_english": is_english,
        "lang": Markup("&amp;lang=en") if is_english else "",
        "catalogue": hub.catalogue(),
        "shortened": shortened,
        "is_linked": is_linked,
        "is_shown_only": is_shown_only,
    }
    return framed(hub, template, {**words, **facts})
