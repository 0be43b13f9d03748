"""Where the marker lies: a draft in a hidden folder of the dedicated mailbox, that we alone look for.

Folder names are unique, so that of two who begin at once one makes the folder. The draft carries the marker in an
extended property and is changed with If-Match: of two who write at once one is refused.
https://learn.microsoft.com/graph/api/user-post-mailfolders (isHidden), message update (If-Match)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from followupd.domain.people import Person
from followupd.errors import Gone
from followupd.graph.folders import Ask
from followupd.graph.mail_shapes import recipient
from followupd.graph.properties import MARKER, expanding, having, value_of
from followupd.graph.settings import GraphSettings
from followupd.graph.wire import Wire, segment
from followupd.ports import MarkerItem

#: The hidden folder, at the top of the mailbox.
FOLDER: Final = "followupd"
_SAID: Final = "This item tells followupd whose mailbox this is. Please leave it where it is."


class GraphMarker:
    """The place in the mailbox of GraphSettings.mailbox."""

    def __init__(self, wire: Wire, settings: GraphSettings) -> None:
        self._wire = wire
        self._settings = settings
        self._root = f"/users/{segment(settings.mailbox)}"
        self._folder = ""
        self._ask: Ask = self._asked

    def _asked(self, method: str, path: str, **options: Any) -> Mapping[str, Any]:
        return self._wire.ask(method, path, mailbox=self._settings.mailbox, **options).body

    def found(self) -> tuple[MarkerItem, ...]:
        """Return the markers, oldest first: a listing, no search, so nothing lags."""
        for again in (True, False):
            if not self._folder and not self._find():
                return ()
            path = f"{self._root}/mailFolders/{segment(self._folder)}/messages"
            query = {"$select": "id,createdDateTime", "$expand": expanding(MARKER), "$top": "20"}
            try:
                listed = self._ask("GET", path, query=query).get("value") or ()
            except Gone:
                self._folder = ""  # somebody deleted it
                if again:
                    continue
                return ()
            items = [_item(each) for each in listed if isinstance(each, dict)]
            return tuple(sorted((each for each in items if each.text), key=lambda each: (each.created, each.id)))
        return ()

    def begin(self) -> bool:
        """Make the folder. False: it is there already."""
        body = {"displayName": FOLDER, "isHidden": True}
        made = self._ask("POST", f"{self._root}/mailFolders", body=body, expect={"ErrorFolderExists"})
        self._folder = str(made.get("id") or "")
        if self._folder:
            return True
        self._find()
        return False

    def put(self, text: str) -> MarkerItem:
        """Make a marker. Call `begin` or `found` before."""
        message = {
            "subject": "followupd",
            "body": {"contentType": "text", "content": _SAID},
            "toRecipients": [recipient(Person(address=self._settings.mailbox))],
            "singleValueExtendedProperties": having({MARKER: text}),
        }
        made = self._ask("POST", f"{self._root}/mailFolders/{segment(self._folder)}/messages", body=message)
        return _item(made, text)

    def change(self, item: MarkerItem, text: str) -> MarkerItem:
        """Write the marker if nobody has since `item`. Raises Conflict, Gone."""
        patch = {"singleValueExtendedProperties": having({MARKER: text})}
        path = f"{self._root}/messages/{segment(item.id)}"
        return _item(self._ask("PATCH", path, body=patch, headers={"If-Match": item.etag}), text)

    def _find(self) -> bool:
        query = {"$select": "id", "$filter": f"displayName eq '{FOLDER}'", "includeHiddenFolders": "true"}
        folders = self._ask("GET", f"{self._root}/mailFolders", query=query).get("value") or ()
        self._folder = next((str(each["id"]) for each in folders if isinstance(each, dict) and each.get("id")), "")
        return bool(self._folder)


def _item(told: Mapping[str, Any], text: str = "") -> MarkerItem:
    return MarkerItem(
        id=str(told.get("id") or ""),
        etag=str(told.get("@odata.etag") or ""),
        text=text or value_of(told, MARKER),
        created=str(told.get("createdDateTime") or ""),
    )
