"""Looking at many entries at once: how each of them stands in its calendar, in two batches for twenty.

A deleted event may still answer under its immutable id from Deleted Items, so that each one that answers is looked for
in the view of its own time as well: the view shows the calendar and nothing else, and does not lag.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote, urlencode

from followupd.domain.mail import EntryFound
from followupd.errors import Gone, PortError, Rejected
from followupd.graph.calendar import AS_HTML, GraphCalendar, window
from followupd.graph.event_shapes import FIELDS, entry_found
from followupd.graph.verdicts import Answer
from followupd.graph.wire import BATCH, Wanted, Wire, segment

#: Members of one batch to one mailbox: with what other threads ask, no more than Outlook answers at once.
A_MAILBOX = 2
Place = tuple[str, str]


class CalendarLook:
    """ports.CalendarLook over Graph."""

    def __init__(self, wire: Wire, calendar: GraphCalendar) -> None:
        self._wire = wire
        self._calendar = calendar

    def look(self, places: Sequence[Place]) -> Mapping[Place, EntryFound | None]:
        """Return how these entries (mailbox, id) stand; None: gone. What could not be seen now is left out.

        Raises Throttled, Unavailable, AccessDenied when nothing at all could be seen.
        """
        seen: dict[Place, EntryFound | None] = {}
        for batch in _batches(places):
            seen |= self._batch(batch)
        return seen

    def _batch(self, places: Sequence[Place]) -> dict[Place, EntryFound | None]:
        query = urlencode({"$select": FIELDS}, quote_via=quote, safe="$,")
        answers = self._wire.look(
            [
                Wanted(
                    mailbox=mailbox, url=f"/users/{segment(mailbox)}/events/{segment(id)}?{query}", prefer=(AS_HTML,)
                )
                for mailbox, id in places
            ]
        )
        seen: dict[Place, EntryFound | None] = {}
        standing: dict[Place, EntryFound] = {}
        for place, answer in zip(places, answers, strict=True):
            if answer is None:
                continue
            if answer.status in (404, 410):
                seen[place] = None
            elif answer.status == 200 and (found := _read(answer)) is not None:
                standing[place] = found
        return seen | self._shown(standing)

    def _shown(self, standing: Mapping[Place, EntryFound]) -> dict[Place, EntryFound | None]:
        """Those that their calendars show; None for those that they do not, looked for once more one by one."""
        places = tuple(standing)
        views = self._wire.look([_view(mailbox, standing[mailbox, id]) for mailbox, id in places]) if places else []
        seen: dict[Place, EntryFound | None] = {}
        for place, view in zip(places, views, strict=True):
            if view is None or view.status != 200:
                continue
            if any(isinstance(one, dict) and one.get("id") == place[1] for one in view.body.get("value") or ()):
                seen[place] = standing[place]
                continue
            try:  # another page, or another calendar of the same person
                seen[place] = self._calendar.get(*place)
            except Gone:
                seen[place] = None
            except PortError:
                continue  # not seen now; the next pass looks again
        return seen


def _batches(places: Iterable[Place]) -> Iterator[list[Place]]:
    """The places in batches of BATCH at most, with A_MAILBOX of one mailbox at most."""
    left = list(dict.fromkeys(places))
    while left:
        taken: list[Place] = []
        counts: dict[str, int] = {}
        for place in left:
            if len(taken) < BATCH and counts.get(place[0], 0) < A_MAILBOX:
                taken.append(place)
                counts[place[0]] = counts.get(place[0], 0) + 1
        chosen = set(taken)
        left = [place for place in left if place not in chosen]
        yield taken


def _read(answer: Answer) -> EntryFound | None:
    try:
        return entry_found(answer.body)
    except Rejected:
        return None  # an event without times: it is not ours to judge


def _view(mailbox: str, found: EntryFound) -> Wanted:
    query = urlencode(window(found.entry.start, found.entry.end, "id"), quote_via=quote, safe="$,")
    return Wanted(mailbox=mailbox, url=f"/users/{segment(mailbox)}/calendarView?{query}")
