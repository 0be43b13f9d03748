"""What is stored of an effect before each request, as JSON: after a crash it tells what may have been done."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from followupd.domain.mail import Entry, InternetMessageId, MessageId
from followupd.domain.people import Person
from followupd.ports import Draft, MailOut


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What an earlier try left behind; all empty: nothing."""

    #: The mail or the entry as it was at the first try: what is repeated must be the same to the letter.
    mail: MailOut | None = None
    entry: Entry | None = None
    #: What the mail or entry carries for the day on which the database is lost.
    snapshot: str = ""
    draft: Draft | None = None
    #: When the request for the next step began, as long as its outcome is in doubt.
    asked: datetime | None = None
    #: Whether the server answered that request: then it is no more at work on it.
    answered: bool = False
    #: Sendings of the draft that were taken (202) and led to nothing.
    taken: int = 0
    #: When the thing that is to be changed was not found for the first time.
    missed: datetime | None = None

    def written(self) -> str:
        """Return it as it is stored."""
        return json.dumps(
            {
                "mail": asdict(self.mail) if self.mail else None,
                "entry": _entry_json(self.entry) if self.entry else None,
                "snapshot": self.snapshot,
                "draft": asdict(self.draft) if self.draft else None,
                "asked": _moment(self.asked),
                "answered": self.answered,
                "taken": self.taken,
                "missed": _moment(self.missed),
            }
        )

    @staticmethod
    def read(text: str) -> Prepared:
        """Return what was stored; of an empty text, or what an older version did not know: nothing."""
        stored = json.loads(text) if text else {}
        return Prepared(
            mail=_mail(stored.get("mail")),
            entry=_entry(stored.get("entry")),
            snapshot=stored.get("snapshot") or "",
            draft=_draft(stored.get("draft")),
            asked=_read_moment(stored.get("asked")),
            answered=bool(stored.get("answered")),
            taken=int(stored.get("taken") or 0),
            missed=_read_moment(stored.get("missed")),
        )


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _read_moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _mail(stored: Mapping[str, Any] | None) -> MailOut | None:
    if stored is None:
        return None
    reply_to = stored.get("reply_to")
    return MailOut(
        **{**stored, "to": Person(**stored["to"]), "reply_to": MessageId(reply_to) if reply_to is not None else None}
    )


def _draft(stored: Mapping[str, Any] | None) -> Draft | None:
    if stored is None:
        return None
    ids = {"id": MessageId(stored["id"]), "internet_message_id": InternetMessageId(stored["internet_message_id"])}
    return Draft(**{**stored, **ids})


def _entry_json(entry: Entry) -> dict[str, object]:
    return {**asdict(entry), "start": entry.start.isoformat(), "end": entry.end.isoformat()}


def _entry(stored: Mapping[str, Any] | None) -> Entry | None:
    if stored is None:
        return None
    return Entry(
        **{
            **stored,
            "start": datetime.fromisoformat(stored["start"]),
            "end": datetime.fromisoformat(stored["end"]),
            "attendees": tuple(Person(**person) for person in stored["attendees"]),
        }
    )
