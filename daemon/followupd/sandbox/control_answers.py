"""The answers of the control API, and the one JSON schema of all its bodies and answers."""

from __future__ import annotations

import json
from typing import Any

from pydantic import Field

from followupd.sandbox import schemas
from followupd.sandbox.schemas import Checked, RightsOf


class ShownPerson(Checked):
    """A person, as GET world shows one."""

    id: str
    address: str
    name: str
    manager: str | None
    internal: bool
    zone: str
    rights: RightsOf
    mailbox: bool
    events: list[dict[str, Any]]


class ShownMessage(Checked):
    """A message, as GET world shows it. Addresses are plain SMTP addresses."""

    mailbox: str = Field(description="address of the owner of the mailbox")
    folder: str = Field(description="well-known name in lower case, or display name")
    id: str
    immutable_id: str
    kind: str
    internet_message_id: str
    conversation_id: str
    in_reply_to: str
    references: list[str]
    subject: str
    author: str | None
    sender: str | None
    to: list[str]
    cc: list[str]
    bcc: list[str]
    reply_to: list[str]
    envelope: list[str] = Field(description="of a sent copy whom it went to, of a received one the address it came to")
    draft: bool
    read: bool
    delivered: bool = Field(description="came through transport")
    received: str
    sent: str
    headers: list[tuple[str, str]]
    body_type: str
    body: str
    text: str
    unique_text: str = Field(description="without what is quoted")
    attachments: list[str]
    extended: dict[str, str]
    meeting: dict[str, Any] | None


class WorldAnswer(Checked):
    """GET world."""

    now: str
    tenant: str
    people: list[ShownPerson]
    messages: list[ShownMessage]


class DeliveredCopy(Checked):
    """Where a mail arrived."""

    recipient: str
    person: str
    folder: str
    id: str
    immutable_id: str
    internet_message_id: str


class DeliverAnswer(Checked):
    """Answer of POST deliver and POST write."""

    delivered: list[DeliveredCopy]


class ClockAnswer(Checked):
    """GET and POST clock."""

    now: str


class PeopleAnswer(Checked):
    """Answer of POST people."""

    people: list[dict[str, str]]


class JudgeAnswer(Checked):
    """GET judge."""

    total: int
    requests: dict[str, int]
    answers: dict[str, int]
    counts: dict[str, int]
    misdeeds: list[dict[str, str]]
    most_at_once: dict[str, int]


#: Name in the address -> body of POST, answer (None: `{"done": true}`).
CONTROLS: dict[str, tuple[type[Checked], type[Checked] | None]] = {
    "people": (schemas.PeopleBody, PeopleAnswer),
    "deliver": (schemas.DeliverBody, DeliverAnswer),
    "write": (schemas.WriteBody, DeliverAnswer),
    "answer": (schemas.AnswerBody, None),
    "move": (schemas.MoveBody, None),
    "remove": (schemas.RemoveBody, None),
    "clock": (schemas.ClockBody, ClockAnswer),
    "faults": (schemas.FaultsBody, None),
    "rights": (schemas.RightsBody, None),
    "doubts": (schemas.DoubtsBody, None),
    "device": (schemas.DeviceBody, None),
    "app": (schemas.AppBody, None),
    "judge": (schemas.JudgeBody, JudgeAnswer),
}


def schema() -> dict[str, Any]:
    """Return one JSON schema, `$defs` by class name; docs/sandbox.schema.json is made of it."""
    models = {m for pair in CONTROLS.values() for m in pair if m is not None} | {WorldAnswer}
    definitions: dict[str, Any] = {}
    for model in sorted(models, key=lambda m: m.__name__):
        made = model.model_json_schema(ref_template="#/$defs/{model}")
        definitions |= made.pop("$defs", {})
        definitions[model.__name__] = made
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Control API of the followupd sandbox",
        "$defs": dict(sorted(definitions.items())),
    }


def schema_text() -> str:
    """Return the schema as docs/sandbox.schema.json holds it."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
