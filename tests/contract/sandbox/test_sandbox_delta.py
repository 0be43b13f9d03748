"""Message delta: rounds, pages, removals, resets, replays."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contract.sandbox.sandbox_client import ANNA, SERVICE, Graph

ME = f"/users/{SERVICE}"
START = f"{ME}/mailFolders/inbox/messages/delta?$select=subject"


def deliver(graph: Graph, *subjects: str) -> None:
    for subject in subjects:
        graph.deliver(f"From: {ANNA}\nTo: {SERVICE}\nSubject: {subject}\n\nText\n")


def full_round(graph: Graph, link: str, **headers: str) -> tuple[list[dict[str, Any]], str]:
    """Return all items of a round and the link of the next."""
    items: list[dict[str, Any]] = []
    while True:
        page = graph.get(link, headers=headers)
        items += page["value"]
        if "@odata.deltaLink" in page:
            return items, page["@odata.deltaLink"]
        link = page["@odata.nextLink"]


def test_a_first_round_gives_everything_and_the_next_only_what_is_new(graph: Graph) -> None:
    deliver(graph, "A", "B")
    items, link = full_round(graph, START)
    assert [item["subject"] for item in items] == ["A", "B"]
    assert set(items[0]) == {"@odata.type", "@odata.etag", "id", "subject"}
    deliver(graph, "C")
    items, link = full_round(graph, link)
    assert [item["subject"] for item in items] == ["C"]
    assert full_round(graph, link)[0] == []


def test_pages_are_as_small_as_asked_for(graph: Graph) -> None:
    deliver(graph, *"ABCDE")
    page = graph.get(START, headers={"Prefer": "odata.maxpagesize=2"})
    assert len(page["value"]) == 2
    assert "@odata.deltaLink" not in page
    items, _ = full_round(graph, page["@odata.nextLink"], Prefer="odata.maxpagesize=2")
    assert [item["subject"] for item in items] == ["C", "D", "E"]
    assert len(graph.get(f"{START}&$top=3")["value"]) == 3


def test_what_is_moved_away_is_removed_as_changed(graph: Graph) -> None:
    deliver(graph, "A")
    items, link = full_round(graph, START)
    graph.post(f"{ME}/messages/{items[0]['id']}/move", {"destinationId": "junkemail"})
    removed, _ = full_round(graph, link)
    gone = {"@odata.type": "#microsoft.graph.message", "id": items[0]["id"], "@removed": {"reason": "changed"}}
    assert removed == [gone]


def test_a_message_deleted_for_good_in_its_folder_is_removed_as_deleted(graph: Graph) -> None:
    deliver(graph, "A")
    (item,) = graph.get(f"{ME}/mailFolders/inbox/messages")["value"]
    graph("DELETE", f"{ME}/messages/{item['id']}")
    _, link = full_round(graph, f"{ME}/mailFolders/deleteditems/messages/delta")
    graph("DELETE", f"{ME}/messages/{item['id']}")
    removed, _ = full_round(graph, link)
    assert removed[0]["@removed"] == {"reason": "deleted"}


@pytest.mark.parametrize(("kind", "seen"), [("created", ["B"]), ("updated", ["A"]), ("deleted", [None])])
def test_a_change_type_gives_only_its_kind(graph: Graph, kind: str, seen: list[str | None]) -> None:
    deliver(graph, "A", "Z")
    _, link = full_round(graph, f"{START}&changeType={kind}")
    (older, _) = sorted(graph.get(f"{ME}/mailFolders/inbox/messages")["value"], key=lambda m: m["subject"])
    graph("PATCH", f"{ME}/messages/{older['id']}", json={"isRead": True})
    last = next(m for m in graph.get(f"{ME}/mailFolders/inbox/messages")["value"] if m["subject"] == "Z")
    graph("DELETE", f"{ME}/messages/{last['id']}")
    deliver(graph, "B")
    items, _ = full_round(graph, link)
    assert [item.get("subject") for item in items] == seen


def test_a_filter_holds_for_every_round(graph: Graph) -> None:
    deliver(graph, "A")
    graph.control("clock", {"forward": 3600})
    deliver(graph, "B")
    items, _ = full_round(graph, f"{START}&$filter=receivedDateTime ge 2026-06-08T08:30:00Z")
    assert [item["subject"] for item in items] == ["B"]


@pytest.mark.parametrize("option", ["$orderby=subject", "$filter=subject eq 'A'", "changeType=moved", "$search=x"])
def test_an_option_that_delta_cannot_do_is_refused(graph: Graph, option: str) -> None:
    assert graph("GET", f"{START}&{option}").status_code == 400


def test_an_expired_token_is_answered_410_with_the_way_to_start_again(graph: Graph) -> None:
    deliver(graph, "A")
    _, link = full_round(graph, START)
    graph.control("faults", {"expire_delta_tokens": True})
    gone = graph("GET", link)
    assert (gone.status_code, gone.json()["error"]["code"].lower()) == (410, "syncstatenotfound")
    items, _ = full_round(graph, gone.headers["Location"])
    assert [item["subject"] for item in items] == ["A"]


def test_a_planned_fault_makes_a_page_empty_and_goes_on(graph: Graph) -> None:
    deliver(graph, "A")
    graph.control("faults", {"plan": [{"match": {"path": "delta"}, "fault": {"kind": "empty_page"}}]})
    page = graph.get(START)
    assert page["value"] == []
    assert "@odata.nextLink" in page
    assert [i["subject"] for i in full_round(graph, page["@odata.nextLink"])[0]] == ["A"]


def test_items_are_replayed_and_duplicated_on_demand(graph: Graph) -> None:
    deliver(graph, "A", "B")
    _, link = full_round(graph, START)
    plan = [{"match": {"path": "delta"}, "fault": {"kind": "replay", "items": 1}}]
    graph.control("faults", {"plan": plan})
    items, link = full_round(graph, link)
    assert [item["subject"] for item in items] == ["B"]
    assert full_round(graph, link)[0] == []
    deliver(graph, "C")
    graph.control("faults", {"plan": [{"match": {"path": "delta"}, "fault": {"kind": "duplicate"}}]})
    assert [item["subject"] for item in full_round(graph, link)[0]] == ["C", "C"]


def test_a_lag_hides_changes_until_it_is_over_and_loses_none(graph: Graph) -> None:
    deliver(graph, "A")
    _, link = full_round(graph, START)
    graph.control("faults", {"lag": {"delta_business": 60}})
    deliver(graph, "B")
    items, link = full_round(graph, link)
    assert items == []
    graph.control("clock", {"forward": 61})
    assert [item["subject"] for item in full_round(graph, link)[0]] == ["B"]


def test_the_kind_of_id_is_that_of_each_request(graph: Graph) -> None:
    deliver(graph, "A")
    page = graph.get(START, headers={"Prefer": ""})
    assert page["value"][0]["id"].startswith("AAMkAD")
    assert graph.get(START)["value"][0]["id"].startswith("AAkALg")


def test_a_token_of_another_folder_is_refused(graph: Graph) -> None:
    _, link = full_round(graph, START)
    assert graph("GET", link.replace("/inbox/", "/junkemail/")).status_code == 410
