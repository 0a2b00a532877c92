"""Which list was in force since when, read from the ledger of either database."""

from __future__ import annotations

from contract.events import ListAccepted
from contract.words import ReferenceList
from server.store.ledger import accepted_lists, list_events
from tests.support.hub import SmallHub


def accept(hub: SmallHub, which: ReferenceList, sha256: str) -> None:
    fields = {"which": which, "sha256": sha256, "rows": 1, "is_shipped": False}
    hub.writer.run(lambda work, _: work.record(ListAccepted, **fields)).result(10)


def test_the_last_of_each_kind_is_in_force_and_all_are_remembered_in_order(hub: SmallHub) -> None:
    for which, sha256 in (("procedures", "a"), ("centers", "b"), ("procedures", "c"), ("procedures", "a")):
        accept(hub, ReferenceList(which), sha256)

    with hub.database.reading() as connection:
        told = list_events(connection)
        now = accepted_lists(connection)

    assert [event.sha256 for event in told] == ["a", "b", "c", "a"]
    assert now == {ReferenceList.PROCEDURES: "a", ReferenceList.CENTERS: "b"}
    assert hub.findings().wrong == []
