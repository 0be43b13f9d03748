"""Who is who over Graph: ports.Directory. What is found is kept for a while, by the steady clock."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from followupd.domain.people import KnownPerson, Person, WorkingTime
from followupd.errors import AccessDenied, Gone
from followupd.graph.wire import Wire, segment
from followupd.graph.zone_rules import custom_to_iana
from followupd.graph.zones import from_graph, to_iana

#: Seconds for which what was found is believed, and that nobody was found.
KEEP = 6 * 3600.0
KEEP_UNKNOWN = 3600.0

#: What User.ReadBasic.All lets us see.
_USER = "id,displayName,mail,userPrincipalName"
_DAYS = {"monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6}

#: Whose limits a search among all people counts against.
DIRECTORY = "directory"


@dataclass(frozen=True, slots=True)
class _Kept:
    known: KnownPerson | None
    until: float


#: Days of an out-of-office that are believed: a year is a mistake, or a person who has left.
LONGEST_LEAVE = 120


class GraphDirectory:
    """People of the tenant. Thread-safe."""

    def __init__(
        self,
        wire: Wire,
        *,
        steady: Callable[[], float],
        default: WorkingTime | None = None,
        domains: Collection[str] = (),
    ) -> None:
        """`default`: the working time of those whose settings cannot be read; `domains`: of people inside, none: any.

        Addresses of other domains are not asked for: they are strangers, and nobody's business.
        """
        self._wire = wire
        self._steady = steady
        self._default = default or WorkingTime()
        self._domains = frozenset(domain.lower() for domain in domains)
        self._lock = threading.Lock()
        self._kept: dict[str, _Kept] = {}

    def look_up(self, addresses: Sequence[str]) -> tuple[KnownPerson, ...]:
        """Return what is known of these addresses, in their order, each once. Unknown ones are left out."""
        asked = dict.fromkeys(address.strip().lower() for address in addresses)
        found = (self._of(address) for address in asked if self._inside(address))
        return tuple(known for known in found if known is not None)

    def reports_of(self, address: str) -> tuple[Person, ...]:
        """Return the first hundred people of the tenant whose manager this is; nobody where we may not see it.

        One request. It needs User.Read.All, as managers do: User.ReadBasic.All shows no reports.
        """
        if not self._inside(address.strip().lower()):
            return ()
        query = {"$select": _USER, "$top": "100"}
        try:
            listed = self._get(f"/users/{segment(address)}/directReports", query, mailbox=address)
        except (Gone, AccessDenied):
            return ()
        users = (user for user in listed.get("value") or () if isinstance(user, dict))
        people = (Person(address=_mail(user), name=str(user.get("displayName") or "")) for user in users if _own(user))
        return tuple(person for person in people if self._inside(person.address))

    def _inside(self, address: str) -> bool:
        local, _, domain = address.rpartition("@")
        return bool(local) and (not self._domains or domain in self._domains)

    def _of(self, address: str) -> KnownPerson | None:
        with self._lock:
            kept = self._kept.get(address)
        if kept is None or kept.until <= self._steady():
            known = self._ask(address)
            kept = _Kept(known, self._steady() + (KEEP if known else KEEP_UNKNOWN))
            with self._lock:
                self._kept[address] = kept
        return kept.known

    def _ask(self, address: str) -> KnownPerson | None:
        user = self._user(address)
        if user is None:
            return None
        name = str(user.get("displayName") or "")
        internal = _own(user)
        manager = user.get("manager")
        return KnownPerson(
            person=Person(address=address, name=name),
            internal=internal,
            manager=_mail(manager) if isinstance(manager, dict) else "",
            working=self._working(str(user["id"]), address) if internal else self._default,
        )

    def _user(self, address: str, *, id: str = "") -> Mapping[str, Any] | None:
        """Return the user with the manager, as far as we may see them; None when there is none."""
        path = f"/users/{segment(id or address)}"
        try:
            query = {"$select": _USER, "$expand": "manager($select=id,mail,userPrincipalName)"}
            return self._get(path, query, mailbox=address)
        except Gone:
            return None
        except AccessDenied as error:
            if error.status == 404:
                return None if id else self._by_mail(address)
        try:  # User.ReadBasic.All does not show managers
            return self._get(path, {"$select": _USER}, mailbox=address)
        except (Gone, AccessDenied):
            return None

    def _by_mail(self, address: str) -> Mapping[str, Any] | None:
        """Return the user whose mail address is not the principal name; None when there is none."""
        quoted = address.replace("'", "''")
        try:
            query = {"$select": _USER, "$filter": f"mail eq '{quoted}'", "$top": "2"}
            listed = self._get("/users", query, mailbox=DIRECTORY)
        except (Gone, AccessDenied):
            return None
        users = [user for user in listed.get("value") or () if isinstance(user, dict) and user.get("id")]
        if len(users) != 1:
            return None
        return self._user(address, id=str(users[0]["id"]))

    def _get(self, path: str, query: Mapping[str, str], *, mailbox: str) -> Mapping[str, Any]:
        return self._wire.ask("GET", path, mailbox=mailbox, query=query).body

    def _working(self, user: str, address: str) -> WorkingTime:
        try:
            settings = self._get(f"/users/{segment(user)}/mailboxSettings", {}, mailbox=address)
        except (Gone, AccessDenied):  # no right to the settings, or no mailbox
            return self._default
        return working_time(settings, self._default)


def working_time(settings: Mapping[str, Any], default: WorkingTime) -> WorkingTime:
    """Return the working time of mailboxSettings; what cannot be read is as in `default`."""
    hours = settings.get("workingHours")
    if not isinstance(hours, dict):
        hours = {}
    ordinary = to_iana(str(settings.get("timeZone") or ""))
    zone = _zone(hours.get("timeZone"), ordinary) or ordinary
    days = frozenset(_DAYS[str(day).lower()] for day in hours.get("daysOfWeek") or () if str(day).lower() in _DAYS)
    usual = WorkingTime(
        zone=ZoneInfo(zone) if zone else default.zone,
        days=days or default.days,
        start=_clock(hours.get("startTime")) or default.start,
        end=_clock(hours.get("endTime")) or default.end,
        days_off=default.days_off,
    )
    return replace(usual, days_off=usual.days_off | _leave(settings.get("automaticRepliesSetting"), usual))


def _leave(replies: object, working: WorkingTime) -> frozenset[date]:
    """The days of which a scheduled out-of-office takes the whole working time: nothing is asked of anybody then."""
    if not isinstance(replies, dict) or str(replies.get("status", "")).lower() != "scheduled":
        return frozenset()
    try:
        start, end = (from_graph(replies[name]) for name in ("scheduledStartDateTime", "scheduledEndDateTime"))
    except (KeyError, TypeError, ValueError):
        return frozenset()  # a time that cannot be read is no leave
    first = working.local(start).date()
    days = (first + timedelta(days=n) for n in range(min((end - start).days + 2, LONGEST_LEAVE)))
    return frozenset(
        day for day in days if start <= working.at(day, working.start) and working.at(day, working.end) <= end
    )


def _zone(value: object, ordinary: str | None) -> str | None:
    """Return the IANA name of workingHours.timeZone: a name, or a zone of the person's own making."""
    if not isinstance(value, dict):
        return None
    return to_iana(str(value.get("name") or "")) or custom_to_iana(value, ordinary)


def _clock(value: object) -> time | None:
    """Return a time of day such as `08:00:00.0000000`; None when it is none."""
    try:
        return time.fromisoformat(str(value or "").partition(".")[0])
    except ValueError:
        return None


def _own(user: Mapping[str, Any]) -> bool:
    """Whether this is no guest: a guest's principal name tells the home address: anna_client.com#EXT#@contoso.com."""
    return "#ext#" not in str(user.get("userPrincipalName", "")).lower()


def _mail(user: Mapping[str, Any]) -> str:
    address = str(user.get("mail") or user.get("userPrincipalName") or "").lower()
    return address if "@" in address else ""
