"""What happens on a stage, told exactly: which mails left, which entries changed, where the mail was filed."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from followupd.cli.stage import Stage
from tests.openapi import OpenApiJudge, read_description
from tests.system.conftest import NOW

ANNA_AT = "anna.reed@contoso.example"
TOM_AT = "tom.baker@contoso.example"
SAM_AT = "sam.lee@contoso.example"
PRIYA_AT = "priya.nair@contoso.example"
JULIA_AT = "julia.marsh@contoso.example"
CLIENT_AT = "david.cole@fabrikam.example"
SERVICE_AT = "followup@contoso.example"


@contextmanager
def running(folder: Path, *, now: datetime = NOW, **settings: object) -> Iterator[Stage]:
    """A stage whose daemon runs and has read mail once; at the end nobody may complain of us."""
    judge = OpenApiJudge(read_description())
    with Stage(folder, now=now, settings=settings) as stage:
        judge.attach(stage.sandbox)
        stage.start()
        stage.settle()
        yield stage
        assert stage.get("judge")["misdeeds"] == []
    judge.check()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What followed from one thing that was done."""

    #: Mails of ours that arrived: (recipient, subject without the reference), in order of the address.
    mails: list[tuple[str, str]] = field(default_factory=list)
    #: Their texts, by the same order.
    texts: list[str] = field(default_factory=list)
    #: Whether any entry in anybody's calendar changed, came or went.
    entries_changed: bool = False
    #: The folder in which the delivered mail lies now, for each copy that reached the service.
    filed: list[str] = field(default_factory=list)

    @property
    def nothing_left(self) -> bool:
        """No mail to anybody, and every calendar as before."""
        return not self.mails and not self.entries_changed


def does(stage: Stage, deed: Callable[[], dict[str, Any]]) -> Outcome:
    """Do something to the world, wait until the daemon rests, and say what followed."""
    before = stage.get("world")
    answer = deed()
    stage.settle()
    after = stage.get("world")
    known = _mails(before)
    new = [mail for key, mail in sorted(_mails(after).items()) if key not in known]
    ids = [each["immutable_id"] for each in answer["delivered"] if each["person"] == SERVICE_AT]
    where = {m["immutable_id"]: m["folder"] for m in after["messages"] if m["mailbox"] == SERVICE_AT}
    return Outcome(
        mails=[(mail["mailbox"], without_reference(mail["subject"])) for mail in new],
        texts=[mail["text"] for mail in new],
        entries_changed=_entries(after) != _entries(before),
        filed=[where[id] for id in ids],
    )


def arrives(
    stage: Stage,
    mime: str | bytes,
    *,
    origin: str = "internal",
    to: Sequence[str] = (SERVICE_AT,),
    folder: str = "inbox",
) -> Outcome:
    """A raw mail arrives at the dedicated address."""
    body: dict[str, Any] = {"as": origin, "to": list(to), "folder": folder}
    if isinstance(mime, bytes):
        body["mime_base64"] = base64.b64encode(mime).decode("ascii")
    else:
        body["mime"] = mime
    return does(stage, lambda: stage.post("deliver", body))


def writes(stage: Stage, person: str, text: str, **more: Any) -> Outcome:
    """Somebody writes a mail in Outlook, or answers one."""
    return does(stage, lambda: stage.post("write", {"person": person, "text": text, **more}))


def ours(stage: Stage, address: str) -> list[dict[str, Any]]:
    """The mails that this person has from us, oldest first."""
    return [mail for mail in stage.mails(address) if mail["author"] == SERVICE_AT]


def last(stage: Stage, address: str, beginning: str = "") -> str:
    """The Message-ID of the last mail of ours to this person whose subject begins so."""
    return str(
        [mail for mail in ours(stage, address) if mail["subject"].startswith(beginning)][-1]["internet_message_id"]
    )


def states(stage: Stage, owner: str) -> list[str]:
    """The states of all actions that an owner ever had, in order of their agreements."""
    return [
        str(standing.state)
        for agreement in stage.store.agreements(open_only=False)
        if agreement.owner.address == owner
        for standing in agreement.standings
    ]


def without_reference(subject: str) -> str:
    return subject.partition(" [FU-")[0]


def _mails(world: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    """Every mail of ours in anybody's mailbox but our own, meeting mail left out."""
    return {
        (message["mailbox"], message["immutable_id"]): message
        for message in world["messages"]
        if message["author"] == SERVICE_AT and message["mailbox"] != SERVICE_AT and message["meeting"] is None
    }


def _entries(world: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    return {person["address"]: person["events"] for person in world["people"]}
