"""Looking at many entries at once: how each of them stands in its calendar.

A view of the time where entries were last shows all of them in one request, and shows nothing that is in Deleted Items:
what it shows stands. What it does not show was moved or is gone, and is asked for by its id; as a deleted event may
still answer under its immutable id, it is then looked for in the view of its own time as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, TypeVar
from urllib.parse import quote, urlencode

from followupd.domain.mail import EntryFound
from followupd.errors import Gone, PortError, Rejected
from followupd.graph.calendar import AS_HTML, GraphCalendar, window
from followupd.graph.event_shapes import FIELDS, FIELDS_BUT_WORDS, entry_found
from followupd.graph.verdicts import Answer
from followupd.graph.wire import BATCH, Wanted, Wire, segment

#: Members of one batch to one mailbox: with what other threads ask, no more than Outlook answers at once.
A_MAILBOX: Final = 2
#: Entries further apart than this are looked for in views of their own: what lies between is other people's business.
APART: Final = timedelta(days=1)
#: Events of one view, of 1,000 that are allowed; what a fuller one does not show is asked for by its id.
A_VIEW: Final = 500
Place = tuple[str, str]
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Span:
    """A time in a calendar, and the entries that were last seen to start in it."""

    mailbox: str
    start: datetime
    end: datetime
    places: tuple[Place, ...]


class CalendarLook:
    """ports.CalendarLook over Graph."""

    def __init__(self, wire: Wire, calendar: GraphCalendar) -> None:
        self._wire = wire
        self._calendar = calendar

    def look(self, places: Mapping[Place, datetime]) -> Mapping[Place, EntryFound | None]:
        """Return how these entries (mailbox, id) stand, by when they started last; None: gone. Their words are not
        told, and what could not be seen now is left out.

        Raises Throttled, Unavailable, AccessDenied when nothing at all could be seen.
        """
        seen: dict[Place, EntryFound] = {}
        elsewhere: list[Place] = []
        for spans in _batches(list(_spans(places)), lambda span: span.mailbox):
            for span, view in zip(spans, self._wire.look([_view(span) for span in spans]), strict=True):
                if view is None or view.status != 200:
                    continue  # not seen now; the next pass looks again
                shown = dict(_shown(span, view))
                seen |= shown
                elsewhere += [place for place in span.places if place not in shown]
        found: dict[Place, EntryFound | None] = {**seen}
        for batch in _batches(elsewhere, lambda place: place[0]):
            found |= self._by_id(batch)
        return found

    def _by_id(self, places: Sequence[Place]) -> dict[Place, EntryFound | None]:
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
            elif answer.status == 200 and (found := _read(answer.body)) is not None:
                standing[place] = found
        return seen | self._where_they_say(standing)

    def _where_they_say(self, standing: Mapping[Place, EntryFound]) -> dict[Place, EntryFound | None]:
        """Those that their calendars show; None for those that they do not, looked for once more one by one."""
        spans = [
            _Span(mailbox=place[0], start=found.entry.start, end=found.entry.end, places=(place,))
            for place, found in standing.items()
        ]
        views = self._wire.look([_view(span, "id") for span in spans]) if spans else []
        seen: dict[Place, EntryFound | None] = {}
        for span, view in zip(spans, views, strict=True):
            if view is None or view.status != 200:
                continue
            place = span.places[0]
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


def _spans(places: Mapping[Place, datetime]) -> Iterator[_Span]:
    """The times to look at, as few as can be without looking at whole weeks for one entry."""
    left = sorted(places.items(), key=lambda each: (each[0][0], each[1], each[0][1]))
    while left:
        (mailbox, _), first = left[0]
        last, taken = first, 0
        for place, start in left:
            if place[0] != mailbox or start - last > APART:
                break
            last, taken = start, taken + 1
        ids = tuple(place for place, _ in left[:taken])
        yield _Span(mailbox=mailbox, start=first, end=last + timedelta(minutes=1), places=ids)
        left = left[taken:]


def _batches(asked: Sequence[T], mailbox_of: Callable[[T], str]) -> Iterator[list[T]]:
    """What is asked in batches of BATCH at most, with A_MAILBOX of one mailbox at most."""
    left = list(asked)
    while left:
        taken: list[T] = []
        later: list[T] = []
        counts: dict[str, int] = {}
        for one in left:
            mailbox = mailbox_of(one)
            if len(taken) < BATCH and counts.get(mailbox, 0) < A_MAILBOX:
                taken.append(one)
                counts[mailbox] = counts.get(mailbox, 0) + 1
            else:
                later.append(one)
        left = later
        yield taken


def _shown(span: _Span, view: Answer) -> Iterator[tuple[Place, EntryFound]]:
    wanted = frozenset(id for _, id in span.places)
    for event in view.body.get("value") or ():
        if isinstance(event, dict) and event.get("id") in wanted and (found := _read(event)) is not None:
            yield (span.mailbox, found.id), found


def _read(event: Mapping[str, object]) -> EntryFound | None:
    try:
        return entry_found(event)
    except Rejected:
        return None  # an event without times: it is not ours to judge


def _view(span: _Span, fields: str = FIELDS_BUT_WORDS) -> Wanted:
    query = urlencode(window(span.start, span.end, fields) | {"$top": str(A_VIEW)}, quote_via=quote, safe="$,")
    return Wanted(mailbox=span.mailbox, url=f"/users/{segment(span.mailbox)}/calendarView?{query}")
