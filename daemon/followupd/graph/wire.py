"""One request to Graph and its answer: places, waits, headers, errors. Nothing is tried twice here."""

from __future__ import annotations

import json
import logging
import re
import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote, unquote, urlencode

import requests
from requests.structures import CaseInsensitiveDict
from urllib3.exceptions import HTTPError

from followupd.errors import OutcomeUnknown, PortError, Unavailable
from followupd.graph.connection import AccountOf
from followupd.graph.gate import Gate, read_retry_after
from followupd.graph.session import never_left
from followupd.graph.verdicts import Answer, verdict

log = logging.getLogger(__name__)

#: Ids that survive a move between folders; asked for on every request.
IMMUTABLE = 'IdType="ImmutableId"'


#: Members of a batch (JSON batching), and under which name it counts.
BATCH = 20
BATCH_PLACE = "$batch"
#: Whose things a path is about.
_USER = re.compile(r"/users/([^/?]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Something to read: `url` begins with a slash, after the version."""

    mailbox: str
    url: str
    prefer: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Request:
    url: str
    options: Mapping[str, Any]


def segment(text: str) -> str:
    """Return an id or an address as one segment of a path."""
    return quote(text, safe="@")


class Wire:
    """Requests to one cloud. Used by several threads at once; each has a connection of its own."""

    def __init__(
        self,
        *,
        account: AccountOf,
        gate: Gate,
        now: Callable[[], datetime],
        own: Callable[[], Collection[str]] = frozenset,
    ) -> None:
        """`own`: addresses of the person who is signed in, whose things are asked for under /me; `now` (aware) stands
        in for the Date header of an answer that has none.
        """
        self._account = account
        self._gate = gate
        self._now = now
        self._own = own

    def ask(
        self,
        method: str,
        path: str,
        *,
        mailbox: str,
        query: Mapping[str, str] | None = None,
        body: Mapping[str, Any] | None = None,
        prefer: Collection[str] = (),
        headers: Mapping[str, str] | None = None,
        expect: Collection[str] = (),
        raw: bool = False,
        reads: bool = False,
    ) -> Answer:
        """Send one request and return a good answer.

        `path` begins with a slash (after `/v1.0`) or is a link that Graph gave; `mailbox` is whose limits it counts
        against; `expect` are error codes of which the answer is returned instead of raised; `raw`: the body is no JSON;
        `reads`: it changes nothing, whatever its method.
        Raises the errors of verdicts.py; for anything but GET, OutcomeUnknown when the deed may have been done.
        """
        request = self._request(path, query=query, body=body, prefer=prefer, headers=headers, raw=raw)
        with self._gate.place(mailbox):
            return self._send(
                method, request, mailbox=mailbox, write=method != "GET" and not reads, expect=expect, raw=raw
            )

    def look(self, wanted: Sequence[Wanted]) -> list[Answer | None]:
        """Read several things at once, at most BATCH: the answer to each, good or bad; None: it was not asked now.

        Each member counts against the limits of its mailbox, so that one that asked us to wait is left out. Raises the
        errors of verdicts.py when the whole was refused.
        """
        answers: list[Answer | None] = [None] * len(wanted)
        with self._gate.places(BATCH_PLACE, [one.mailbox for one in wanted]) as asked:
            if not asked:
                return answers
            members = [
                {
                    "id": str(n),
                    "method": "GET",
                    "url": self._as_me(wanted[n].url),
                    "headers": {"Prefer": ", ".join((IMMUTABLE, *wanted[n].prefer))},
                }
                for n in sorted(asked)
            ]
            request = self._request("/$batch", body={"requests": members})
            whole = self._send("POST", request, mailbox=BATCH_PLACE, write=False)
            by_id = {str(one.get("id")): one for one in whole.body.get("responses") or () if isinstance(one, dict)}
            for n in asked:
                answers[n] = self._note(_member(by_id.get(str(n)), whole), wanted[n].mailbox)
        return answers

    def _note(self, answer: Answer | None, mailbox: str) -> Answer | None:
        """A member's answer, which says as much about its mailbox as that of a request of its own."""
        if answer is None:
            return None
        asked_to_wait = read_retry_after(answer.headers, now=self._now())
        if answer.status == 429 or (answer.status == 503 and asked_to_wait):
            self._gate.refused(mailbox, asked_to_wait)
        elif 200 <= answer.status < 300:
            self._gate.accepted(mailbox)
        return answer

    def _request(
        self,
        path: str,
        *,
        query: Mapping[str, str] | None = None,
        body: Mapping[str, Any] | None = None,
        prefer: Collection[str] = (),
        headers: Mapping[str, str] | None = None,
        raw: bool = False,
    ) -> _Request:
        url = path if "://" in path else connection_url(self._account(), self._as_me(path))
        if query:
            # A plus sign for a blank is not understood in a $filter.
            url += "?" + urlencode(query, quote_via=quote, safe="$")
        sent: dict[str, str] = {
            "client-request-id": str(uuid.uuid4()),
            "Prefer": ", ".join((IMMUTABLE, *prefer)),
            "Accept": "*/*" if raw else "application/json",
            **(headers or {}),
        }
        options: dict[str, Any] = {"headers": sent}
        if body is not None:
            sent["Content-Type"] = "application/json"
            options["data"] = json.dumps(body).encode()
        return _Request(url=url, options=options)

    def _send(
        self,
        method: str,
        request: _Request,
        *,
        mailbox: str,
        write: bool,
        expect: Collection[str] = (),
        raw: bool = False,
    ) -> Answer:
        try:
            response = getattr(self._account().con, method.lower())(request.url, **request.options)
        except (requests.RequestException, HTTPError) as error:
            raise _no_answer(error, write=write) from error
        return self._judge(response, mailbox=mailbox, write=write, expect=expect, raw=raw)

    def _as_me(self, path: str) -> str:
        """The path of the person who is signed in: it needs no principal name, which need not be the address."""
        named = _USER.match(path)
        own = self._own() if named is not None else ()
        return f"/me{path[named.end() :]}" if named is not None and unquote(named[1]).lower() in own else path

    def _judge(
        self, response: requests.Response, *, mailbox: str, write: bool, expect: Collection[str], raw: bool
    ) -> Answer:
        answer = Answer(
            status=response.status_code,
            headers=response.headers,
            body={} if raw and response.ok else _object(response),
            content=response.content if raw else b"",
        )
        if 200 <= answer.status < 300:
            self._gate.accepted(mailbox)
            # Retry-After on a 2xx is no request to do it again: 202 is final (sdk-java#1487).
            if raw or answer.body or answer.status in (202, 204):
                return answer
            raise _unreadable(answer.status, write=write)
        asked = read_retry_after(answer.headers, now=self._now())
        wait = self._gate.refused(mailbox, asked) if answer.status == 429 or (answer.status == 503 and asked) else asked
        if answer.code and answer.code in expect:
            return answer
        error = verdict(answer, write=write, retry_after=wait)
        log.info(
            "graph refused",
            extra={"status": answer.status, "code": answer.code, "request": answer.headers.get("request-id", "")},
        )
        raise error


def _member(found: Mapping[str, Any] | None, whole: Answer) -> Answer | None:
    """A member's answer; None when the batch has none for it. It has no Date of its own: the whole's is its."""
    if found is None or not isinstance(found.get("status"), int):
        return None
    own = found.get("headers")
    headers = CaseInsensitiveDict({"Date": whole.headers["Date"]} if "Date" in whole.headers else {})
    headers.update(own if isinstance(own, dict) else {})
    body = found.get("body")
    return Answer(
        status=found["status"],
        headers=headers,
        body=body if isinstance(body, dict) else {},
        content=b"",
    )


def connection_url(account: Any, path: str) -> str:
    """Return the address of a path, after the version."""
    return str(account.protocol.service_url).rstrip("/") + path


def _no_answer(error: Exception, *, write: bool) -> PortError:
    """Return the error for a request without an answer: a cut line, a time-out, no connection."""
    reason = never_left(error)
    if reason:
        return Unavailable(f"Microsoft Graph cannot be reached: {reason}")
    if write:
        return OutcomeUnknown("the line was cut or the answer took too long: it is not known whether it was done")
    return Unavailable("the line was cut or the answer took too long")


def _unreadable(status: int, *, write: bool) -> PortError:
    sentence = "the answer is not the JSON that Microsoft Graph sends"
    return OutcomeUnknown(sentence, status=status) if write else Unavailable(sentence, status=status)


def _object(response: requests.Response) -> Mapping[str, Any]:
    """Return the JSON object of a body; empty for anything else: nothing, HTML, a list."""
    try:
        value = json.loads(response.content) if response.content else {}
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
