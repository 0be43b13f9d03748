"""The tree of errors.

FollowupdError
├── ConfigError            the configuration is wrong; told all at once, exit status 2
├── MailUnreadable         a mail cannot be taken apart; it is set aside and somebody is told
├── Refused                a happening that the tables do not list; nothing changes
├── TemplateBroken         a template (mostly one of the site's own) cannot be used: file, line and what is missing
├── NotOurs                the mailbox is served by another installation, or by a newer copy of this database
├── NotAllowed             a recipient or attendee outside the allowed audience: the guard's answer
├── StoreError
│   ├── StoreUnavailable   the database cannot be used at the moment: full disk, read-only file, locked, not reachable
│   ├── Outdated           somebody else decided meanwhile: load and decide again
│   ├── LeaseLost          the lease is no longer ours: the verdict is not ours to write
│   └── DatabaseTooNew     the database was written by a newer followupd
└── PortError              the world outside answered badly; `permanent` says whether trying again can help
    ├── Unavailable        no answer, 5xx, a cut line: try again later
    │   └── Throttled      429 or a wait asked for: `retry_after` says how long, in seconds
    ├── OutcomeUnknown     a deed may or may not have happened: look before trying again
    │   └── NotShown       we looked, and nothing shows whether it happened
    ├── CursorExpired      the delta token is gone: start a full round
    ├── Gone               the thing does not exist (any more)
    ├── Conflict           somebody changed it since we looked (If-Match failed)
    ├── AccessDenied       we may not open this mailbox or calendar
    ├── LoginFailed        the token end point refuses us
    │   └── SignInEnded    a person has to sign in
    └── Rejected           Graph refuses the request for good

The docstring of a class is the sentence a person reads when nothing more exact is said.
"""

from __future__ import annotations

from typing import ClassVar


class FollowupdError(Exception):
    """Something went wrong in followupd."""

    permanent: ClassVar[bool] = True

    def __init__(self, message: str = "", /) -> None:
        super().__init__(message or (self.__doc__ or "").strip())


class ConfigError(FollowupdError):
    """The configuration is wrong."""

    def __init__(self, problems: list[str] | str, /) -> None:
        self.problems = [problems] if isinstance(problems, str) else problems
        super().__init__("\n".join(self.problems))


class MailUnreadable(FollowupdError):
    """The mail cannot be read."""


class Refused(FollowupdError):
    """That cannot be done in the state the action is in."""


class TemplateBroken(FollowupdError):
    """A template cannot be used."""


class NotOurs(FollowupdError):
    """Another installation of followupd serves this mailbox."""


class NotAllowed(FollowupdError):
    """A recipient is outside the people this mail or invitation may reach."""


class StoreError(FollowupdError):
    """The database could not do what was asked."""


class StoreUnavailable(StoreError):
    """The database cannot be used at the moment."""

    permanent = False


class Outdated(StoreError):
    """The record was changed by somebody else in the meantime."""

    permanent = False


class LeaseLost(StoreError):
    """The lease on this effect belongs to somebody else now."""

    permanent = False


class DatabaseTooNew(StoreError):
    """The database was written by a newer followupd: install that version, or restore a backup."""


class PortError(FollowupdError):
    """Microsoft Graph did not do what was asked."""

    def __init__(self, message: str = "", /, *, status: int | None = None, code: str = "") -> None:
        super().__init__(message)
        #: HTTP status, None when there was no answer.
        self.status = status
        #: Graph's error code, such as ErrorItemNotFound; empty when there was none.
        self.code = code


class Unavailable(PortError):
    """Microsoft Graph is not available at the moment."""

    permanent = False

    def __init__(
        self, message: str = "", /, *, status: int | None = None, code: str = "", retry_after: float | None = None
    ) -> None:
        super().__init__(message, status=status, code=code)
        #: Seconds that Graph asked us to wait; None when it did not say.
        self.retry_after = retry_after


class Throttled(Unavailable):
    """Microsoft Graph asks us to wait."""


class OutcomeUnknown(PortError):
    """It is not known whether the request took effect."""

    permanent = False


class NotShown(OutcomeUnknown):
    """It is not known whether the request took effect, and nothing shows it."""


class CursorExpired(PortError):
    """The delta token has expired: a full round is needed."""

    permanent = False


class Gone(PortError):
    """The item does not exist any more."""


class Conflict(PortError):
    """The item was changed by somebody else since it was read."""

    permanent = False


class AccessDenied(PortError):
    """The application may not open this mailbox or calendar."""


class LoginFailed(PortError):
    """The login was refused: check tenant, client id and secret or certificate."""

    permanent = False


class SignInEnded(LoginFailed):
    """Nobody is signed in, or the sign-in has ended: say `followupd login`, and sign in as before."""


class Rejected(PortError):
    """Microsoft Graph refuses this request."""
