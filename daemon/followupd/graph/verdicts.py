"""What an answer of Graph means for us: one table of codes, one of statuses.

For a write, only a definite refusal says that nothing was done. Every other failure may hide a deed: Graph has sent
a mail and answered 429, created an event and answered 503 (graph error reports, msgraph-sdk-ruby#38). And only Graph
itself is believed: an error page of a proxy or a gateway has no error code, and its 404 does not mean that a mail is
gone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from followupd.errors import (
    AccessDenied,
    Conflict,
    CursorExpired,
    Gone,
    LoginFailed,
    OutcomeUnknown,
    PortError,
    Rejected,
    Throttled,
    Unavailable,
)

#: By error code, in lower case, whatever the status. All of these are definite: nothing was done.
CODES: dict[str, type[PortError]] = {
    "syncstatenotfound": CursorExpired,
    "syncstateinvalid": CursorExpired,
    "errorinvalidsyncstatedata": CursorExpired,
    "resyncrequired": CursorExpired,
    "erroritemnotfound": Gone,
    "errorfoldernotfound": Gone,
    "errorsyncfoldernotfound": Gone,
    "errorirresolvableconflict": Conflict,
    "erroraccessdenied": AccessDenied,
    "accessdenied": AccessDenied,
    "authorization_requestdenied": AccessDenied,
    "errorsendasdenied": AccessDenied,
    # No mailbox, or none that Graph can open: not licensed, on premises, disabled, deleted.
    "errorinvaliduser": AccessDenied,
    "mailboxnotenabledforrestapi": AccessDenied,
    "resourcenotfound": AccessDenied,
    "request_resourcenotfound": AccessDenied,
    # Comes and goes at random (microsoft-graph-docs-contrib#8823).
    "errornonexistentmailbox": Unavailable,
    # The mailbox is full until somebody makes room.
    "errorquotaexceeded": Unavailable,
}

#: By status, where the code says nothing.
STATUSES: dict[int, type[PortError]] = {
    400: Rejected,
    401: LoginFailed,
    403: AccessDenied,
    404: Gone,
    405: Rejected,
    409: Conflict,
    410: CursorExpired,
    412: Conflict,
    413: Rejected,
    414: Rejected,
    415: Rejected,
    422: Rejected,
    429: Throttled,
    501: Rejected,
}

#: Statuses that refuse a write for certain.
DEFINITE = frozenset({400, 401, 403, 404, 405, 409, 412, 413, 414, 415, 422, 501})

#: Those that are believed without Graph's own words in the body: protocol, not content.
BELIEVED_BARE = frozenset({401, 405, 410, 412, 413, 414, 415, 429})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer of Graph."""

    status: int
    headers: Mapping[str, str]
    #: The JSON object of the body; empty when there is none.
    body: Mapping[str, Any]
    #: The body as it came.
    content: bytes = b""

    @property
    def error(self) -> Mapping[str, Any]:
        """The error object; empty when there is none."""
        error = self.body.get("error")
        return error if isinstance(error, dict) else {}

    @property
    def code(self) -> str:
        """Graph's error code as it came; empty when there is none."""
        code = self.error.get("code")
        return code if isinstance(code, str) else ""


def verdict(answer: Answer, *, write: bool, retry_after: float | None = None) -> PortError:
    """Return the error that a failed answer stands for. `retry_after`: the seconds we have to wait, if any."""
    status, code = answer.status, answer.code
    definite = code.lower() in CODES or (status in DEFINITE and bool(code or status in BELIEVED_BARE))
    kind = CODES.get(code.lower())
    if kind is None:
        believed = bool(code) or status in BELIEVED_BARE
        kind = STATUSES.get(status, Rejected if 400 <= status < 500 and code else Unavailable)
        if not believed:
            kind = Unavailable
    if write and not definite:
        kind = OutcomeUnknown
    request = answer.headers.get("request-id", "")
    # Graph's own sentence may hold addresses: it is left out.
    said = f"{kind.__doc__} ({status} {code or 'without a code'}{', request ' + request if request else ''})"
    if issubclass(kind, Unavailable):
        return kind(said, status=status, code=code, retry_after=retry_after)
    return kind(said, status=status, code=code)
