"""Refusals: what Graph answers when it does not do what was asked.

A handler raises `Refusal`; the pipeline makes the answer
`{"error": {"code", "message", "innerError": {"date", "request-id", "client-request-id"}}}` of it. The functions below
are the refusals that several rooms share, with the codes and sentences of the real service.
`blame` names what the caller did wrong for the judge; a refusal without it is an ordinary answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Refusal(Exception):
    """A request is not done; carries the whole answer."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        headers: Mapping[str, str] | None = None,
        extra: Mapping[str, Any] | None = None,
        blame: str = "",
    ) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.code = code
        self.message = message
        self.headers = dict(headers or {})
        #: Further members of the error object, such as `@event.existingEventId`.
        self.extra = dict(extra or {})
        #: Kind of misdeed for the judge (see judge.py), or empty.
        self.blame = blame


def item_not_found() -> Refusal:
    """The message, event or folder is not there (any more)."""
    return Refusal(404, "ErrorItemNotFound", "The specified object was not found in the store.")


def malformed_id() -> Refusal:
    """The text is no Outlook id at all."""
    return Refusal(400, "ErrorInvalidIdMalformed", "Id is malformed.")


def user_not_found(name: str) -> Refusal:
    """No such person in this tenant."""
    return Refusal(
        404,
        "Request_ResourceNotFound",
        f"Resource '{name}' does not exist or one of its queried reference-property objects are not present.",
    )


def invalid_user(name: str) -> Refusal:
    """No such mailbox: what Outlook's part of Graph says."""
    return Refusal(404, "ErrorInvalidUser", f"The requested user '{name}' is invalid.")


def mailbox_off() -> Refusal:
    """The person has no mailbox that Graph can open."""
    return Refusal(
        404, "MailboxNotEnabledForRESTAPI", "The mailbox is either inactive, soft-deleted, or is hosted on-premise."
    )


def access_denied() -> Refusal:
    """The app may not open this mailbox or calendar."""
    return Refusal(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.")


def unreadable_body(detail: str, *, blame: str = "unreadable body") -> Refusal:
    """The body is no JSON, or names a property that does not exist."""
    return Refusal(400, "RequestBodyRead", detail, blame=blame)


def unknown_property(name: str, kind: str) -> Refusal:
    """A property that the type does not have; `kind` as in `microsoft.graph.message`."""
    return unreadable_body(
        f"The property '{name}' does not exist on type '{kind}'. Make sure to only use property names that are "
        "defined by the type.",
        blame="unknown field",
    )


def bad_request(message: str, *, code: str = "BadRequest", blame: str = "") -> Refusal:
    """A request that makes no sense."""
    return Refusal(400, code, message, blame=blame)


def bad_option(message: str) -> Refusal:
    """A query option that cannot be parsed or is not known here."""
    return Refusal(400, "BadRequest", message, blame="unknown query option")


def unknown_selected(name: str, kind: str) -> Refusal:
    """A property in $select, $filter, $orderby or $expand that the type does not have."""
    return bad_option(f"Could not find a property named '{name}' on type '{kind}'.")


def changed_meanwhile() -> Refusal:
    """If-Match did not match."""
    return Refusal(
        412,
        "ErrorIrresolvableConflict",
        "The send or update operation could not be performed because the change key passed in the request does not "
        "match the current change key for the item.",
    )


def sync_state_not_found(restart: str) -> Refusal:
    """The delta token is gone; `restart` is the address at which a full round starts."""
    return Refusal(
        410,
        "SyncStateNotFound",
        "The sync state generation is not found; continuing from the given state is not possible.",
        headers={"Location": restart},
    )


def not_implemented(request: str) -> Refusal:
    """The sandbox does not know this request; names it."""
    return Refusal(501, "NotImplemented", f"The sandbox does not serve this request: {request}", blame="not served")
