"""Open Microsoft Graph: the one place where the parts of this package are put together."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from followupd.domain.mail import MailIn
from followupd.domain.people import WorkingTime
from followupd.errors import FollowupdError, LoginFailed, PortError, SignInEnded, Unavailable
from followupd.graph.archive import GraphArchive
from followupd.graph.calendar import GraphCalendar
from followupd.graph.calendar_look import CalendarLook
from followupd.graph.calendar_marks import CalendarMarks
from followupd.graph.calendar_watch import CalendarWatch
from followupd.graph.clock import GraphClock
from followupd.graph.connection import Accounts
from followupd.graph.directory import GraphDirectory
from followupd.graph.gate import Gate
from followupd.graph.login import Login
from followupd.graph.mailbox import GraphMailbox
from followupd.graph.marker import GraphMarker
from followupd.graph.schedules import GraphSchedules
from followupd.graph.session import hush
from followupd.graph.settings import GraphSettings
from followupd.graph.sign_in import SignIn
from followupd.graph.wire import Wire, segment
from followupd.ports import Permits

#: A clock that differs by more makes wrong mornings; tokens suffer at five minutes.
SKEW_ALLOWED = timedelta(minutes=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of `followupd check`."""

    #: What was looked at: login, certificate, mailbox, calendar, clock.
    what: str
    ok: bool
    #: What was found, in words.
    said: str
    #: What to do about it; empty when all is well.
    advice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """Microsoft Graph as the engine sees it. May be used by several threads at once."""

    mailbox: GraphMailbox
    calendar: GraphCalendar
    #: How entries stand, many at once.
    entries: CalendarLook
    #: What has changed in calendars.
    watch: CalendarWatch
    #: Which meetings are marked.
    marks: CalendarMarks
    schedules: GraphSchedules
    directory: GraphDirectory
    archive: GraphArchive
    marker: GraphMarker
    clock: GraphClock
    #: Address of the dedicated mailbox, lower case.
    service: str
    _login: Login
    _wire: Wire
    _accounts: Accounts

    def check(self) -> tuple[Finding, ...]:
        """Try everything that is needed; never raises for what it finds."""
        findings = [self._check_login(), *self._check_certificate()]
        if findings[0].ok:
            findings += [self._check_mailbox(), self._check_calendar(), self._check_clock()]
        return tuple(findings)

    def learn_time(self) -> bool:
        """Let a clock that follows the server know its time before the first call; False when it cannot be asked now.

        Then the first answer of any call tells it. A clock that does not follow needs nothing.
        """
        if self.clock.follows:
            try:
                self._login.token()
            except (LoginFailed, Unavailable):
                return False
        return True

    def close(self) -> None:
        """Close all connections; what is under way in other threads fails."""
        self._accounts.close()
        self._login.close()

    def _check_login(self) -> Finding:
        try:
            self._login.token()
        except SignInEnded as error:
            return Finding(what="login", ok=False, said=str(error), advice="Say followupd login.")
        except FollowupdError as error:
            advice = "Check tenant, client id and secret or certificate, and whether this machine reaches the login."
            return Finding(what="login", ok=False, said=str(error), advice=advice)
        who = f", as {' or '.join(sorted(self._login.own))}" if self._login.own else ""
        return Finding(what="login", ok=True, said=f"a token was given{who}")

    def _check_certificate(self) -> list[Finding]:
        try:
            certificate = self._login.certificate()
        except FollowupdError as error:
            return [Finding(what="certificate", ok=False, said=str(error), advice="Check graph.certificate.")]
        if certificate is None:
            return []
        ends = certificate.not_valid_after_utc
        left = (ends - datetime.now(UTC)).days
        said = f"valid until {ends:%d %B %Y}, {left} days from now"
        advice = (
            "" if left > 30 else "Make a new certificate and add it to the app registration before the old one ends."
        )
        return [Finding(what="certificate", ok=left > 3, said=said, advice=advice)]

    def _check_mailbox(self) -> Finding:
        try:
            path = f"/users/{segment(self.service)}/mailFolders/inbox"
            inbox = self._wire.ask("GET", path, mailbox=self.service, query={"$select": "id,totalItemCount"}).body
        except PortError as error:
            advice = "Give the app Mail.ReadWrite and Mail.Send on this mailbox (docs/install)."
            return Finding(what="mailbox", ok=False, said=str(error), advice=advice)
        return Finding(what="mailbox", ok=True, said=f"opened; {inbox.get('totalItemCount', 0)} mails in the Inbox")

    def _check_calendar(self) -> Finding:
        try:
            opened = self.calendar.may_open(self.service)
        except PortError as error:
            return Finding(what="calendar", ok=False, said=str(error), advice="Try again later.")
        if opened:
            return Finding(what="calendar", ok=True, said="the mailbox's own calendar opens")
        advice = "Give the app Calendars.ReadWrite on this mailbox: without it nobody can be invited by it."
        return Finding(what="calendar", ok=False, said="the mailbox's own calendar does not open", advice=advice)

    def _check_clock(self) -> Finding:
        skew = self.clock.skew()
        if skew is None:
            return Finding(what="clock", ok=False, said="the server did not tell its time", advice="Try again later.")
        seconds = skew.total_seconds()
        said = f"the server's time is {abs(seconds):.0f} seconds {'ahead' if seconds > 0 else 'behind'}"
        ok = abs(skew) <= SKEW_ALLOWED or self.clock.follows
        return Finding(what="clock", ok=ok, said=said, advice="" if ok else "Set this machine's clock (NTP).")


def open_graph(
    settings: GraphSettings,
    *,
    working: WorkingTime | None = None,
    internal_domains: Collection[str] = (),
    read_mime: Callable[[bytes], MailIn] | None = None,
    clock: GraphClock | None = None,
    permits: Permits | None = None,
) -> Graph:
    """Return Graph, ready; nothing is asked before the first call.

    `working`: the working time of people whose settings cannot be read; `internal_domains`: the organisation's mail
    domains, none: whatever the directory knows; `read_mime` reads mails attached as files; `clock` replaces the one
    made of `settings.follow_clock`; `permits`: what is shared with other workers, None: nothing.
    """
    hush()
    clock = clock or GraphClock(follow=settings.follow_clock)
    login = (Login if settings.sign_in is None else SignIn)(settings, observe=clock.observe)
    accounts = Accounts(settings, login, clock)
    gate = Gate(in_all=settings.in_flight, a_mailbox=settings.in_flight_mailbox, steady=clock.steady, permits=permits)
    wire = Wire(account=accounts.mine, gate=gate, now=clock.now, own=lambda: login.own)
    calendar = GraphCalendar(wire)
    return Graph(
        mailbox=GraphMailbox(wire, settings, read_mime=read_mime),
        calendar=calendar,
        entries=CalendarLook(wire, calendar),
        watch=CalendarWatch(wire, settings),
        marks=CalendarMarks(wire),
        schedules=GraphSchedules(wire, working),
        directory=GraphDirectory(wire, steady=clock.steady, default=working, domains=internal_domains),
        archive=GraphArchive(wire, settings),
        marker=GraphMarker(wire, settings),
        clock=clock,
        service=settings.mailbox,
        _login=login,
        _wire=wire,
        _accounts=accounts,
    )
