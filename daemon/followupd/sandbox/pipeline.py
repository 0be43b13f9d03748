"""The one way of every request: bearer, route, person, limits, faults, rights, deed, headers; the judge sees all.

`serve` is the whole way, over HTTP or for a member of a $batch; `dispatch` is the deed alone. Neither raises.
The world's lock is held around the deed and around looking at the faults, never while a fault waits.
"""

from __future__ import annotations

import logging
import os
import signal
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from followupd.sandbox import errors
from followupd.sandbox.errors import Refusal
from followupd.sandbox.faults import TRICKS, Fault, Faults
from followupd.sandbox.judge import Judge
from followupd.sandbox.limits import Limits
from followupd.sandbox.routing import Answer, Call, Route, Table, routed, split_path
from followupd.sandbox.token import TokenService
from followupd.sandbox.world import Person, World

log = logging.getLogger(__name__)

#: Key of the limits for requests that belong to no mailbox.
_NOBODY = "app"
#: The largest body of a write.
_MOST_BYTES = 4 * 1024 * 1024


class Pipeline:
    """Serves calls."""

    def __init__(
        self,
        world: World,
        tokens: TokenService,
        *,
        table: Table,
        faults: Faults,
        limits: Limits,
        judge: Judge,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        """`wait` lets a slow answer take its seconds."""
        self.world, self.tokens, self.table = world, tokens, table
        self.faults, self.limits, self.judge, self._wait = faults, limits, judge, wait
        #: Told every request (as far as it was recognised) with its answer, members of a batch too; in any thread.
        self.on_exchange: list[Callable[[Call, Answer], None]] = []

    def serve(self, call: Call) -> Answer:
        """Return the answer to a call."""
        key = _NOBODY
        entered = False
        try:
            call, route = self._recognised(call)
            key = call.person.id if call.person else _NOBODY
            early = self.judge.too_early(key)
            if early > 0:
                self._blame(call, "before Retry-After", f"{early:.3f} s too early")
            entered = True
            over = self.limits.enter(key) if call.person else None
            if over is not None:
                raise over
            answer = self._with_faults(call, route)
        except Refusal as refusal:
            answer = self._refused(call, refusal)
        finally:
            if entered and call.person:
                self.limits.leave(key)
        for kind, detail in call.blames:
            self._blame(call, kind, detail)
        self._hold(key, answer, call.batch)
        self.judge.batch_answered(call.request_id, heard=answer.status < 400)
        self.judge.answered(0 if answer.cut else answer.status)
        answer = self._finished(call, answer)
        for witness in self.on_exchange:
            witness(call, answer)
        return answer

    def dispatch(self, call: Call, route: Route) -> Answer:
        """Do the deed: the person's rights, then the handler, with the world's lock held."""
        with self.world.lock if route.locked else nullcontext():
            try:
                _check_rights(call, route)
                return route.handler(call)
            except Refusal as refusal:
                return self._refused(call, refusal)
            except Exception:
                # The outermost step: a mistake of the sandbox is told in its log and answered as Graph tells its own.
                log.exception("handler failed", extra={"route": call.route, "request_id": call.request_id})
                return self._refused(
                    call, Refusal(500, "ErrorInternalServerError", "An internal server error occurred.")
                )

    def _recognised(self, call: Call) -> tuple[Call, Route]:
        """Return the call with identity, route and person filled in; counts it."""
        found = self.table.find(_without_me(call))
        self.judge.count(found[0].kind if found else f"{call.method} (not served)")
        if len(call.body) > _MOST_BYTES:
            raise Refusal(413, "RequestEntityTooLarge", "The request is larger than 4 MB.", blame="bad size")
        if call.identity is None:
            call = replace(call, identity=self.tokens.check(call.headers.get("authorization")))
        if split_path(call.path)[0].lower() == "me":
            call = self._as_user(call)
            found = self.table.find(call)
        if found is None:
            raise errors.not_implemented(f"{call.method} {call.path}")
        route, params = found
        person: Person | None = None
        if "user" in params:
            with self.world.lock:
                person = self._person(params["user"], route)
        call = routed(call, route, params, person)
        self._check_options(call, route)
        return call, route

    def _person(self, name: str, route: Route) -> Person:
        try:
            return self.world.user(name)
        except Refusal as unknown:
            raise (errors.invalid_user(name) if route.needs else unknown) from unknown

    def _as_user(self, call: Call) -> Call:
        assert call.identity is not None
        if call.identity.user is None:
            raise errors.bad_request(
                "/me request is only valid with delegated authentication flow.", blame="/me without a user"
            )
        return replace(call, path=f"/users/{call.identity.user}/{call.path.strip('/')[3:]}".rstrip("/"))

    def _check_options(self, call: Call, route: Route) -> None:
        known = {option.lower() for option in route.options}
        for name, _ in call.query:
            if name.lower() in known:
                continue
            if name.startswith("$"):
                raise errors.bad_option(f"Query option '{name}' is not supported here.")
            self._blame(call, "unknown query option", name)

    def _with_faults(self, call: Call, route: Route) -> Answer:
        with self.world.lock:
            self.world.catch_up()
            due = self.faults.due(call, "/" + "/".join(split_path(call.path)))
        tricks: dict[str, Any] = {fault.kind: fault for fault in due if fault.kind in TRICKS}
        call = replace(call, tricks=tricks)
        rest = [fault for fault in due if fault.kind not in TRICKS]
        for fault in (f for f in rest if f.when == "before"):
            if fault.kind == "late":
                self.world.later(fault.seconds, lambda: self.dispatch(call, route))
            answer = self._play(call, fault)
            if answer is not None:
                return answer
        answer = self.dispatch(call, route)
        for fault in rest:
            if fault.kind == "accepted_retry_after":
                answer.headers["Retry-After"] = _number(fault.retry_after or 1)
            elif fault.kind == "foreign_link":
                _lead_away(answer)
            elif fault.when == "after" and answer.status < 400:
                answer = self._play(call, fault) or answer
        return answer

    def _play(self, call: Call, fault: Fault) -> Answer | None:
        """Play a fault; return the answer it gives, None when the request goes on."""
        assert call.identity is not None
        if fault.kind in ("cut", "late"):
            return Answer(status=503, raw=b"", cut=True)
        if fault.kind == "slow":
            self._wait(fault.seconds)
        elif fault.kind == "kill":
            os.kill(fault.pid, signal.SIGKILL)
            return Answer(status=503, raw=b"", cut=True)
        elif fault.kind == "call" and fault.call is not None:
            fault.call()
        elif fault.kind in ("expired_token", "revoked_token"):
            end = self.tokens.expire if fault.kind == "expired_token" else self.tokens.revoke
            end(call.identity.token)
            return self._refused(call, _dead(self.tokens, call))
        elif fault.kind == "gone_delta":
            if call.option("$deltatoken") or call.option("$skiptoken"):
                return self._refused(call, errors.sync_state_not_found(call.link([("$deltatoken", "")])))
        elif fault.kind in ("throttle", "unavailable", "refuse"):
            return self._failure(call, fault)
        return None

    def _failure(self, call: Call, fault: Fault) -> Answer:
        status = 429 if fault.kind == "throttle" else fault.status
        code, message = _WORDS.get(status, ("UnknownError", ""))
        answer = self._refused(call, Refusal(status, fault.code or code, fault.message or message))
        if fault.body != "json":
            answer.raw = b"" if fault.body == "empty" else b"<html><body><h1>Service unavailable</h1></body></html>"
            answer.content_type = "text/html"
        if fault.retry_after is not None:
            until = format_datetime(self.world.clock.now() + timedelta(seconds=fault.retry_after), usegmt=True)
            answer.headers["Retry-After"] = until if fault.as_date else _number(fault.retry_after)
        return answer

    def _refused(self, call: Call, refusal: Refusal) -> Answer:
        if refusal.blame:
            self._blame(call, refusal.blame, refusal.message)
        inner = {
            "date": self.world.clock.now().strftime("%Y-%m-%dT%H:%M:%S"),
            "request-id": call.request_id,
            "client-request-id": call.headers.get("client-request-id", call.request_id),
        }
        error = {"code": refusal.code, "message": refusal.message, "innerError": inner} | refusal.extra
        return Answer(status=refusal.status, body={"error": error}, headers=dict(refusal.headers))

    def _blame(self, call: Call, kind: str, detail: str) -> None:
        request = call.route or f"{call.method} {call.path}"
        self.judge.blame(kind, detail=detail, request=request, request_id=call.request_id)

    def _hold(self, key: str, answer: Answer, batch: str) -> None:
        wait = answer.headers.get("Retry-After")
        if wait is not None and answer.status in (429, 503):
            self.judge.hold(key, self._seconds(wait), batch=batch)

    def _seconds(self, wait: str) -> float:
        """The seconds of a Retry-After, whole, fractional or a date: never more than were asked for."""
        try:
            return float(wait)
        except ValueError:
            return (parsedate_to_datetime(wait) - self.world.clock.now()).total_seconds()

    def _finished(self, call: Call, answer: Answer) -> Answer:
        headers: dict[str, Any] = {
            "request-id": call.request_id,
            "client-request-id": call.headers.get("client-request-id", call.request_id),
            "x-ms-ags-diagnostic": '{"ServerInfo":{"DataCenter":"UK South","Slice":"E","Ring":"3","ScaleUnit":"000"}}',
            "Strict-Transport-Security": "max-age=31536000",
            "Cache-Control": "no-cache",
            "Date": format_datetime(self.world.clock.now(), usegmt=True),
        }
        if call.prefer.applied and call.person is not None and answer.status < 400:
            headers["Preference-Applied"] = call.prefer.applied
        answer.headers = headers | answer.headers
        return answer


_WORDS = {
    429: ("TooManyRequests", "Please retry again later."),
    500: ("ErrorInternalServerError", "An internal server error occurred. The operation failed."),
    502: ("BadGateway", "Bad gateway."),
    503: ("ServiceUnavailable", "The service is unavailable."),
    504: ("UnknownError", ""),
}


def _check_rights(call: Call, route: Route) -> None:
    if call.person is None or route.needs is None:
        return
    if not call.person.mailbox_enabled:
        raise errors.mailbox_off()
    identity = call.identity
    signed_in = identity.user if identity else None
    if signed_in is None:
        if not getattr(call.person.rights, route.needs):
            raise errors.access_denied()
    elif signed_in != call.person.id and not (route.needs in ("mail", "calendar") and _shared(call, signed_in)):
        # To a person a calendar that is not shared is not there.
        raise errors.item_not_found() if route.needs == "calendar" else errors.access_denied()


def _shared(call: Call, signed_in: str) -> bool:
    """Whether the person whose things are asked for has opened them to the one who is signed in."""
    user = call.world.people.get(signed_in)
    return call.person is not None and user is not None and user.address.lower() in call.person.rights.shared_with


def _dead(tokens: TokenService, call: Call) -> Refusal:
    try:
        tokens.check(f"Bearer {call.identity.token}" if call.identity else None)
    except Refusal as refusal:
        return refusal
    return Refusal(401, "InvalidAuthenticationToken", "Access token has expired or is not yet valid.")


def _without_me(call: Call) -> Call:
    """Return the call as it would be for a named person, so that it is counted under the same route."""
    rest = call.path.strip("/")
    if rest.lower() == "me" or rest.lower().startswith("me/"):
        return replace(call, path=f"/users/me{rest[2:]}")
    return call


def _lead_away(answer: Answer) -> None:
    if isinstance(answer.body, dict):
        for name in ("@odata.nextLink", "@odata.deltaLink"):
            if name in answer.body:
                link = urlsplit(answer.body[name])
                answer.body[name] = urlunsplit(link._replace(netloc="graph.elsewhere.example"))


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else str(value)
