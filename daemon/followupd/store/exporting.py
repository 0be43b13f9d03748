"""Everything that is kept about a person, as plain data. What others wrote about him for their own eyes is set apart: a
person decides whether it is given."""

from __future__ import annotations

import json
from typing import Any, Final

import sqlalchemy as sa

from followupd.domain.agreement import Agreement, FollowUp, Proposal
from followupd.domain.people import Person
from followupd.store import stopping, things
from followupd.store.codec import encode
from followupd.store.database import Database
from followupd.store.tables import effects, history, people, threads
from followupd.store.tables import things as rows

#: Why something is set apart.
PRIVATE: Final = "written by somebody else for his own eyes: a person decides whether it is given"
WORDS: Final = "words that somebody else wrote about it: a person decides whether they are given"


def kept_about(database: Database, address: str) -> dict[str, Any]:
    """Return it, ready for JSON. The words of the person himself are in it whole. Raises StoreError."""
    person = Person(address=address)
    with database.reading() as connection:
        agreements = [_agreement(connection, each, person) for each in _of(connection, Agreement, person)]
        previews = [_preview(connection, each, person) for each in _of(connection, Proposal, person)]
        mine = _of(connection, FollowUp, person)
        noted = connection.execute(sa.select(people).where(people.c.address == person.address)).first()
        named = connection.execute(
            sa.select(history).where(history.c.by == person.address).order_by(history.c.id)
        ).all()
        apart = [each for thing in (*agreements, *previews) for each in thing.pop("apart")]
        return {
            "person": person.address,
            "known": {
                "has had a mail of ours": bool(noted and noted.acquainted),
                "said STOP": person.address in stopping.stopped(connection),
            },
            "agreements": agreements,
            "previews": previews,
            "follow_ups": [_follow_up(each, person) for each in mine],
            "effects": _effects(connection, person),
            "history in this name": [
                {"at": row.at.isoformat(), "kind": row.kind, "thing": row.thing, "what": row.what, "words": row.words}
                for row in named
            ],
            "for a human decision": apart,
        }


def _of(connection: sa.Connection, kind: Any, person: Person) -> list[Any]:
    """The things of a kind that this person is a part of; previews also where they only name him."""
    named = [rows.c.setter == person.address, rows.c.owner == person.address]
    if kind is Proposal:
        named.append(rows.c.data.contains(f'"{person.address}"', autoescape=True))
    query = sa.select(rows.c.id).where(rows.c.kind == things.KINDS[kind], sa.or_(*named)).order_by(rows.c.row)
    found = (things.get(connection, kind, id) for id in connection.scalars(query).all())
    return [each for each in found if each is not None]


def _agreement(connection: sa.Connection, agreement: Agreement, person: Person) -> dict[str, Any]:
    told: dict[str, Any] = _plain(agreement)
    told["role"] = "setter" if agreement.setter == person else "owner"
    apart: list[dict[str, Any]] = []
    if agreement.setter != person:
        told.pop("last_change", None)  # as it stood before, with the same private fields
        for standing in told["standings"]:
            place = f"{agreement.reference} action {standing['action']['number']}"
            for name, found in (
                ("check", standing["action"].pop("check", "")),
                ("look", standing.pop("look", None)),
                ("asked", standing.pop("asked", None)),
            ):
                _set_apart(apart, place, name, found, agreement.setter, PRIVATE)
            for name in ("result", "reported"):
                result = standing.get(name)
                if result and result["by"]["address"] != person.address and result["words"]:
                    _set_apart(apart, place, f"words of the {name}", result["words"], agreement.setter, WORDS)
                    result["words"] = ""
            for earlier in standing["earlier"]:
                result = earlier.get("result")
                if result and result["by"]["address"] != person.address and result["words"]:
                    _set_apart(apart, place, "words of an earlier result", result["words"], agreement.setter, WORDS)
                    result["words"] = ""
            if standing.get("offer"):
                standing["offer"]["action"].pop("check", None)
    told["history"] = _history(connection, "agreement", agreement.id, agreement.reference, person, apart)
    told["threads"] = _threads(connection, "agreement", agreement.id)
    told["apart"] = apart
    return told


def _preview(connection: sa.Connection, proposal: Proposal, person: Person) -> dict[str, Any]:
    """A preview is its setter's alone: of somebody else's only that it is there is told, the rest is set apart."""
    apart: list[dict[str, Any]] = []
    if proposal.setter == person:
        told = _plain(proposal)
        told["history"] = _history(connection, "proposal", proposal.id, proposal.reference, person, apart)
        told["threads"] = _threads(connection, "proposal", proposal.id)
    else:
        told = {"reference": proposal.reference, "state": proposal.state.value, "setter": proposal.setter.address}
        _set_apart(apart, proposal.reference, "preview", _plain(proposal)["lines"], proposal.setter, PRIVATE)
    told["apart"] = apart
    return told


def _follow_up(follow_up: FollowUp, person: Person) -> dict[str, Any]:
    told = _plain(follow_up)
    told["role"] = "setter" if follow_up.setter == person else "owner"
    if follow_up.setter != person:
        told.pop("pre_check", None)
        told["entries"] = [each for each in told["entries"] if each["role"] != "pre_check"]
        for line in told["reviewed"]:
            line.pop("view", None)
    return told


def _history(
    connection: sa.Connection, kind: str, id: str, reference: str, person: Person, apart: list[dict[str, Any]]
) -> list[dict[str, str]]:
    query = sa.select(history).where(history.c.kind == kind, history.c.thing == id).order_by(history.c.id)
    lines = []
    for row in connection.execute(query):
        own = row.by == person.address
        if row.words and not own:
            _set_apart(apart, reference, f"words of the history, {row.at:%Y-%m-%d}", row.words, row.by, WORDS)
        lines.append({"at": row.at.isoformat(), "what": row.what, "by": row.by, "words": row.words if own else ""})
    return lines


def _threads(connection: sa.Connection, kind: str, id: str) -> list[dict[str, str]]:
    query = sa.select(threads).where(threads.c.kind == kind, threads.c.thing == id).order_by(threads.c.id)
    return [{"message_id": row.internet_message_id, "mail": row.mail} for row in connection.execute(query)]


def _effects(connection: sa.Connection, person: Person) -> list[dict[str, Any]]:
    """What was or is to be done for this person: kind, state and moment. The words are those of the things above."""
    query = (
        sa.select(effects).where(effects.c.data.contains(f'"{person.address}"', autoescape=True)).order_by(effects.c.id)
    )
    return [
        {"kind": row.kind, "state": row.state, "moment": row.next_try.isoformat()} for row in connection.execute(query)
    ]


def _set_apart(
    apart: list[dict[str, Any]], place: str, what: str, found: object, by: Person | str, because: str
) -> None:
    if found:
        author = by.address if isinstance(by, Person) else by
        apart.append({"where": place, "what": what, "by": author, "said": found, "because": because})


def _plain(thing: object) -> dict[str, Any]:
    """A thing as data that JSON has words for, by the names of its fields."""
    data: dict[str, Any] = json.loads(encode(thing), object_hook=_moments)["data"]
    return data


def _moments(told: dict[str, Any]) -> Any:
    return told.get("$time", told)
