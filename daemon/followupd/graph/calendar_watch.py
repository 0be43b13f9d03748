"""What has changed in calendars since they were last asked: calendarView/delta, a wake-up and never the truth.

The window of a round is fixed by its first request. What changes outside of it comes as `@removed`, as does what is
deleted, if at all: so each id that is told means "look it up", and nothing else (event: delta).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import islice
from typing import Final
from urllib.parse import quote, urlencode, urlsplit

from followupd.graph.connection import same_root
from followupd.graph.settings import GraphSettings
from followupd.graph.verdicts import Answer
from followupd.graph.wire import BATCH, Wanted, Wire, segment
from followupd.ports import CalendarChanges

#: Events of one page.
A_PAGE: Final = 200
#: The line between a link's root and what a batch takes.
_VERSION: Final = "/v1.0"


class CalendarWatch:
    """ports.CalendarWatch over Graph."""

    def __init__(self, wire: Wire, settings: GraphSettings) -> None:
        self._wire = wire
        self._settings = settings

    def changes(
        self, cursors: Mapping[str, str], start: datetime, end: datetime
    ) -> Mapping[str, CalendarChanges | None]:
        """Return a page of what changed in each of these calendars (by mailbox) since its cursor; an empty cursor: from
        the beginning, with this window. None: the cursor is worth nothing any more. Who could not be asked is left out.

        Raises Throttled, Unavailable, AccessDenied when nobody could be asked.
        """
        found: dict[str, CalendarChanges | None] = {}
        left = iter(cursors.items())
        while batch := list(islice(left, BATCH)):
            wanted = [self._wanted(mailbox, cursor, start, end) for mailbox, cursor in batch]
            for (mailbox, cursor), answer in zip(batch, self._wire.look(wanted), strict=True):
                if answer is None:
                    continue
                if answer.status == 200:
                    page = self._page(answer)
                    if page is not None:
                        found[mailbox] = page
                elif cursor and 400 <= answer.status < 500 and answer.status not in (401, 403, 429):
                    # 410 syncStateNotFound is the rule; 400 and 404 have been seen.
                    found[mailbox] = None
        return found

    def _wanted(self, mailbox: str, cursor: str, start: datetime, end: datetime) -> Wanted:
        query = {"startDateTime": _moment(start), "endDateTime": _moment(end)}
        url = cursor or f"/users/{segment(mailbox)}/calendarView/delta?{urlencode(query, quote_via=quote, safe='$,')}"
        return Wanted(mailbox=mailbox, url=url, prefer=(f"odata.maxpagesize={A_PAGE}",))

    def _page(self, answer: Answer) -> CalendarChanges | None:
        """The page; None where it cannot be gone on from."""
        following = answer.body.get("@odata.nextLink")
        link = str(following or answer.body.get("@odata.deltaLink") or "")
        if not same_root(link, self._settings.root):
            return None
        parts = urlsplit(link)
        told = (one.get("id") for one in answer.body.get("value") or () if isinstance(one, dict))
        return CalendarChanges(
            ids=frozenset(str(id) for id in told if id),
            cursor=f"{parts.path.removeprefix(_VERSION)}?{parts.query}",
            last=not following,
        )


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
