"""Folders of a mailbox: ids of the well-known ones and of our own, looked up once."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any, Protocol

from followupd.errors import Gone
from followupd.graph.wire import segment


class Ask(Protocol):
    """A request to the mailbox; returns the body of a good answer."""

    def __call__(self, method: str, path: str, **options: Any) -> Mapping[str, Any]: ...


class Folders:
    """The folders of one mailbox. Thread-safe; a folder is made once even when several threads ask."""

    def __init__(self, ask: Ask, root: str) -> None:
        self._ask = ask
        self._root = root
        self._lock = threading.Lock()
        self._ids: dict[str, str] = {}

    def known(self, name: str) -> str:
        """Return the id of a folder by its well-known name, such as `junkemail`."""
        if name not in self._ids:
            self._ids[name] = str(self._ask("GET", f"{self._root}/mailFolders/{segment(name)}", query=_ID)["id"])
        return self._ids[name]

    def named(self, name: str) -> str:
        """Return the id of the folder with this name at the top of the mailbox; makes it when it is missing."""
        with self._lock:
            if name not in self._ids:
                self._ids[name] = self._find(name) or self._make(name)
            return self._ids[name]

    def check(self, name: str) -> bool:
        """Whether the folder under the id we know is still there; if not, it is forgotten."""
        with self._lock:
            known = self._ids.get(name)
            if known is not None:
                try:
                    self._ask("GET", f"{self._root}/mailFolders/{segment(known)}", query=_ID)
                except Gone:
                    del self._ids[name]
                    return False
            return True

    def _find(self, name: str) -> str:
        quoted = name.replace("'", "''")
        query = {**_ID, "$filter": f"displayName eq '{quoted}'"}
        found = self._ask("GET", f"{self._root}/mailFolders", query=query).get("value") or ()
        return next((str(folder["id"]) for folder in found if isinstance(folder, dict) and folder.get("id")), "")

    def _make(self, name: str) -> str:
        made = self._ask("POST", f"{self._root}/mailFolders", body={"displayName": name}, expect=_THERE)
        # Somebody made it in the meantime: then it can be found.
        return str(made.get("id") or "") or self._find(name)


_ID = {"$select": "id"}
_THERE = frozenset({"ErrorFolderExists"})
