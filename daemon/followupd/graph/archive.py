"""What the mailbox and the calendars tell of us, for a restore: ports.Archive.

Mail is listed folder by folder and never searched, so nothing lags; entries of ours are found by our key, as nothing
else shows them (a calendarView brings no extended properties).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from followupd.domain.effects import EffectKey
from followupd.domain.mail import EntryRole, InternetMessageId, MessageId
from followupd.errors import Gone
from followupd.graph.event_shapes import FIELDS, entry_found
from followupd.graph.mail_shapes import moment, people
from followupd.graph.properties import KEY, SNAPSHOT, containing, expanding, value_of
from followupd.graph.settings import GraphSettings
from followupd.graph.wire import Wire, segment
from followupd.ports import EntryKept, Listed, SentItem

_SENT: Final = "id,internetMessageId,conversationId,toRecipients,sentDateTime,lastModifiedDateTime"
#: Items of a page: snapshots are some kilobytes each.
_PAGE: Final = "50"
AS_HTML: Final = 'outlook.body-content-type="html"'


class GraphArchive:
    """Reads whole folders, page by page."""

    def __init__(self, wire: Wire, settings: GraphSettings) -> None:
        self._wire = wire
        self._settings = settings
        self._root = f"/users/{segment(settings.mailbox)}"

    def sent(self) -> Iterator[SentItem]:
        """Our mails in Sent Items, then in Drafts, newest first; mails that others wrote from this mailbox are left
        out."""
        for folder in ("sentitems", "drafts"):
            query = {"$select": _SENT, "$expand": expanding(KEY, SNAPSHOT), "$top": _PAGE}
            for item in self._pages(self._settings.mailbox, f"{self._root}/mailFolders/{folder}/messages", query):
                if value_of(item, KEY):
                    yield _sent(item, draft=folder == "drafts")

    def last_sent(self) -> tuple[SentItem, ...]:
        """Our mails among the newest ten of Sent Items."""
        query = {"$select": _SENT, "$expand": expanding(KEY), "$top": "10"}
        path = f"{self._root}/mailFolders/sentitems/messages"
        page = self._wire.ask("GET", path, mailbox=self._settings.mailbox, query=query).body
        listed = (item for item in page.get("value") or () if isinstance(item, dict))
        return tuple(_sent(item, draft=False) for item in listed if value_of(item, KEY))

    def received(self, folder: str) -> Iterator[Listed]:
        """The mails of a folder, newest first: a well-known one, or one of ours; none where it is missing."""
        id = folder
        if folder not in ("inbox", "junkemail"):
            quoted = folder.replace("'", "''")
            query = {"$select": "id", "$filter": f"displayName eq '{quoted}'"}
            id = next(
                (str(each["id"]) for each in self._pages(self._settings.mailbox, f"{self._root}/mailFolders", query)),
                "",
            )
        if not id:
            return
        query = {"$select": "id,receivedDateTime", "$top": "200"}
        for item in self._pages(self._settings.mailbox, f"{self._root}/mailFolders/{segment(id)}/messages", query):
            yield Listed(
                message=MessageId(str(item.get("id", ""))), folder=folder, received=moment(item.get("receivedDateTime"))
            )

    def entries(self, mailbox: str) -> Iterator[EntryKept]:
        """Our entries in the calendars of this mailbox. A search: what was made in the last minutes may be missing."""
        for role in EntryRole:
            query = {
                "$filter": containing(KEY, f"/{role.value}/"),
                "$select": FIELDS,
                "$expand": expanding(KEY, SNAPSHOT),
                "$top": _PAGE,
            }
            for event in self._pages(mailbox, f"/users/{segment(mailbox)}/events", query):
                yield EntryKept(
                    mailbox=mailbox,
                    key=EffectKey(value_of(event, KEY)),
                    snapshot=value_of(event, SNAPSHOT),
                    found=entry_found(event),
                )

    def _pages(self, mailbox: str, path: str, query: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
        """The items of a list, page by page; an empty page is not the last one."""
        try:
            page = self._wire.ask("GET", path, mailbox=mailbox, query=query, prefer=[AS_HTML]).body
        except Gone:
            return
        while True:
            yield from (one for one in page.get("value") or () if isinstance(one, dict))
            following = page.get("@odata.nextLink")
            if not following:
                return
            page = self._wire.ask("GET", str(following), mailbox=mailbox, prefer=[AS_HTML]).body


def _sent(item: Mapping[str, Any], *, draft: bool) -> SentItem:
    return SentItem(
        key=EffectKey(value_of(item, KEY)),
        snapshot=value_of(item, SNAPSHOT),
        internet_message_id=InternetMessageId(str(item.get("internetMessageId") or "")),
        conversation_id=str(item.get("conversationId") or ""),
        to=people(item.get("toRecipients")),
        sent=moment(item.get("lastModifiedDateTime") if draft else item.get("sentDateTime")),
        draft=draft,
    )
