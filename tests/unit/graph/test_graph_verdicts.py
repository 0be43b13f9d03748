"""What each answer means, for a read and for a write."""

from __future__ import annotations

from typing import Any

import pytest
import requests
from urllib3.exceptions import MaxRetryError, NewConnectionError, ProtocolError

from followupd.domain.mail import MessageId
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
from followupd.graph.verdicts import Answer, verdict
from followupd.ports import Draft
from tests.unit.graph.played import ROOT, SERVICE, World

HTML = "<html><body>Bad gateway</body></html>"


@pytest.mark.parametrize(
    ("status", "code", "read", "write"),
    [
        (400, "ErrorInvalidRecipients", Rejected, Rejected),
        (400, "", Unavailable, OutcomeUnknown),
        (401, "InvalidAuthenticationToken", LoginFailed, LoginFailed),
        (401, "", LoginFailed, LoginFailed),
        (403, "ErrorAccessDenied", AccessDenied, AccessDenied),
        (403, "Authorization_RequestDenied", AccessDenied, AccessDenied),
        (403, "SomethingNew", AccessDenied, AccessDenied),
        (403, "", Unavailable, OutcomeUnknown),
        (404, "ErrorItemNotFound", Gone, Gone),
        (404, "", Unavailable, OutcomeUnknown),
        (404, "ErrorInvalidUser", AccessDenied, AccessDenied),
        (404, "Request_ResourceNotFound", AccessDenied, AccessDenied),
        (404, "MailboxNotEnabledForRESTAPI", AccessDenied, AccessDenied),
        (404, "ErrorNonExistentMailbox", Unavailable, Unavailable),
        (405, "", Rejected, Rejected),
        (409, "ErrorIrresolvableConflict", Conflict, Conflict),
        (412, "ErrorIrresolvableConflict", Conflict, Conflict),
        (412, "", Conflict, Conflict),
        (410, "SyncStateNotFound", CursorExpired, CursorExpired),
        (410, "syncStateNotFound", CursorExpired, CursorExpired),
        (400, "ResyncRequired", CursorExpired, CursorExpired),
        (413, "", Rejected, Rejected),
        (429, "ApplicationThrottled", Throttled, OutcomeUnknown),
        (429, "", Throttled, OutcomeUnknown),
        (500, "ErrorInternalServerTransientError", Unavailable, OutcomeUnknown),
        (501, "NotImplemented", Rejected, Rejected),
        (503, "ConcurrentItemSave", Unavailable, OutcomeUnknown),
        (503, "", Unavailable, OutcomeUnknown),
        (504, "UnknownError", Unavailable, OutcomeUnknown),
        (507, "ErrorQuotaExceeded", Unavailable, Unavailable),
        (302, "", Unavailable, OutcomeUnknown),
        (418, "Teapot", Rejected, OutcomeUnknown),
    ],
)
def test_an_answer_means(status: int, code: str, read: type[PortError], write: type[PortError]) -> None:
    body = {"error": {"code": code}} if code else {}
    answer = Answer(status=status, headers={}, body=body)
    for meant, deed in ((read, False), (write, True)):
        error = verdict(answer, write=deed)
        assert type(error) is meant
        assert (error.status, error.code) == (status, code)


@pytest.mark.parametrize("body", [HTML, "", "[]", '{"error": "text"}', '{"error": null}', "{"])
def test_a_body_that_is_not_graphs_is_survived(world: World, body: str) -> None:
    world.answers("GET", f"/users/{SERVICE}/messages/M1", (503, body, {}))
    with pytest.raises(Unavailable):
        world.graph.mailbox.fetch(MessageId("M1"))


@pytest.mark.parametrize("body", [HTML, "", "[]", "{"])
def test_a_good_status_without_graphs_json_is_no_answer(world: World, body: str) -> None:
    world.answers("GET", f"/users/{SERVICE}/messages/M1", (200, body, {}))
    with pytest.raises(Unavailable):
        world.graph.mailbox.fetch(MessageId("M1"))
    world.answers("POST", f"/users/{SERVICE}/messages/M1/move", (201, body, {}))
    world.answers("GET", f"/users/{SERVICE}/mailFolders", {"value": [{"id": "F1"}]})
    with pytest.raises(OutcomeUnknown):
        world.graph.mailbox.move(MessageId("M1"), "Processed")


def _refused() -> Exception:
    reason = NewConnectionError(None, "refused")  # type: ignore[arg-type]
    return requests.ConnectionError(MaxRetryError(None, "/", reason))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("error", "meant"),
    [
        (_refused(), Unavailable),
        (requests.ConnectTimeout(), OutcomeUnknown),
        (requests.ReadTimeout(), OutcomeUnknown),
        (requests.ConnectionError(ProtocolError("Connection aborted.", ConnectionResetError())), OutcomeUnknown),
        (requests.exceptions.SSLError("EOF occurred in violation of protocol"), OutcomeUnknown),
        (requests.exceptions.ChunkedEncodingError(), OutcomeUnknown),
        (requests.exceptions.ContentDecodingError(), OutcomeUnknown),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_send_without_an_answer_is_unknown_unless_it_never_left(
    world: World, error: Exception, meant: type[PortError]
) -> None:
    world.rsps.post(f"{ROOT}/v1.0/users/{SERVICE}/messages/M1/send", body=error)
    with pytest.raises(meant):
        world.graph.mailbox.send(Draft(id=MessageId("M1"), internet_message_id="<1@x>"))  # type: ignore[arg-type]


def test_an_older_error_does_not_make_a_cut_line_look_like_no_connection(world: World) -> None:
    world.rsps.post(f"{ROOT}/v1.0/users/{SERVICE}/messages/M1/send", body=requests.ReadTimeout())
    draft = Draft(id=MessageId("M1"), internet_message_id="<1@x>")  # type: ignore[arg-type]
    caught: Any = None
    try:
        raise _refused()
    except requests.ConnectionError:
        with pytest.raises(OutcomeUnknown) as caught:
            world.graph.mailbox.send(draft)
    assert caught.value.status is None
