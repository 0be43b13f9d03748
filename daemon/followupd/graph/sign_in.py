"""A person who is signed in: delegated access, for who has no administrator to ask.

`followupd login` shows a device code; the person enters it in any browser. What comes of it is kept in a file that
nobody else may read, and is renewed silently by msal as long as it is used: Entra ends it after 90 days without use, or
when the password changes or an administrator says so. Then a person has to sign in again.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from msal import ClientApplication, PublicClientApplication, SerializableTokenCache

from followupd.errors import ConfigError, LoginFailed, SignInEnded, Unavailable
from followupd.graph.login import PASSING, Login, first_line
from followupd.graph.session import Bearer
from followupd.graph.settings import GraphSettings

#: What the person is asked to allow. None of it needs an administrator, unless the organisation wants it so.
#: `.Shared`: mailboxes and calendars that others have opened to this person.
SCOPES: Final = (
    "User.ReadBasic.All",
    "Mail.ReadWrite",
    "Mail.ReadWrite.Shared",
    "Mail.Send",
    "Mail.Send.Shared",
    "Calendars.ReadWrite",
    "Calendars.ReadWrite.Shared",
    "MailboxSettings.Read",
)


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a sign-in."""

    #: Addresses of the person, in lower case.
    own: frozenset[str]
    #: msal's token cache, as it serialises it.
    cache: str


class SignInFile:
    """The file in which a sign-in is kept: ours alone to read, and never half written."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def stamp(self) -> tuple[int, int] | None:
        """What changes when somebody writes the file; None: there is none."""
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns

    def read(self) -> Kept:
        """Return what is kept; nothing where there is no file. Raises ConfigError for one that is no such file, or that
        others may read."""
        try:
            if self.path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
                raise ConfigError(f"others may open {self.path}, which holds a sign-in: chmod 600 {self.path}")
            told = json.loads(self.path.read_text(encoding="utf-8"))
            return Kept(frozenset(map(str, told["own"])), str(told["cache"]))
        except FileNotFoundError:
            return Kept(frozenset(), "")
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ConfigError(f"{self.path} holds no sign-in that can be read: say `followupd login`") from error

    def write(self, kept: Kept) -> None:
        """Put it in place whole. It belongs to whom its folder belongs to: `followupd login` may be said by root, for a
        service that is not. Raises ConfigError."""
        text = json.dumps({"own": sorted(kept.own), "cache": kept.cache})
        new = self.path.with_name(f"{self.path.name}.{os.getpid()}.new")
        try:
            with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600), "w") as file:
                folder = self.path.parent.stat()
                if os.geteuid() == 0:
                    os.fchown(file.fileno(), folder.st_uid, folder.st_gid)
                os.fchmod(file.fileno(), 0o600)
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            new.replace(self.path)
        except OSError as error:
            raise ConfigError(f"the sign-in cannot be kept in {self.path}: {error.strerror}") from error


class SignIn(Login):
    """Tokens for the person who is signed in. Thread-safe."""

    def __init__(self, settings: GraphSettings, *, observe: Callable[[str], None] = lambda date: None) -> None:
        """Nothing is asked before the first token; `observe` gets the Date header of each answer."""
        super().__init__(settings, observe=observe)
        assert settings.sign_in is not None  # whoever makes this one has looked
        self._file = SignInFile(settings.sign_in)
        self._stamp: tuple[int, int] | None = None
        self._own: frozenset[str] = frozenset()
        self._tokens = SerializableTokenCache()
        self.scopes = [f"{settings.root}/{scope}" for scope in SCOPES]

    @property
    def own(self) -> frozenset[str]:
        """Addresses of the person who is signed in; none: nobody is. Raises ConfigError."""
        with self._lock:
            self._look()
            return self._own

    def certificate(self) -> None:
        """There is none."""
        return

    def renew(self, stale: str) -> str:
        """Return another token than `stale`, which Graph refused. Raises SignInEnded, LoginFailed, Unavailable."""
        with self._lock:
            token = self._acquire()
            return self._acquire(anew=True) if token == stale else token

    def begin(self) -> dict[str, Any]:
        """Ask for a device code: `message` of it says to a person what to do. Raises LoginFailed, Unavailable."""
        with self._lock:
            flow: dict[str, Any] = self._ask(lambda: self._public().initiate_device_flow(self.scopes))
        if "message" not in flow:
            raise _refused(flow)
        return flow

    def complete(self, flow: dict[str, Any]) -> str:
        """Wait until a person has signed in, keep it, and return the person's address. Raises LoginFailed, when it was
        declined or took too long, Unavailable, ConfigError."""
        with self._lock:
            answer = self._ask(lambda: self._public().acquire_token_by_device_flow(flow))
            if "access_token" not in answer:
                raise _refused(answer)
            self._own = self._addresses(str(answer["access_token"]), answer.get("id_token_claims") or {})
            self._save()
            return min(self._own, key=lambda address: (address != self._settings.mailbox, address))

    def _addresses(self, token: str, claims: dict[str, Any]) -> frozenset[str]:
        """The person's address and principal name: the one may be written where the other is meant."""
        assert self._session is not None  # made with the client
        found = self._ask(
            lambda: self._session.get(  # type: ignore[union-attr]
                f"{self._settings.root}/v1.0/me", params={"$select": "mail,userPrincipalName"}, auth=Bearer(token)
            )
        )
        if found.status_code != 200:
            raise Unavailable("it is not told who has signed in", status=found.status_code)
        told = self._ask(found.json)
        names = (told.get("mail"), told.get("userPrincipalName"), claims.get("preferred_username"))
        return frozenset(str(name).lower() for name in names if name and "@" in str(name))

    def _acquire(self, *, anew: bool = False) -> str:
        self._look()
        client = self._public()
        account = next(iter(client.get_accounts()), None)
        if account is None:
            raise SignInEnded(_what_to_do("Nobody is signed in", self._own), code="no_account")
        answer = self._ask(
            lambda: client.acquire_token_silent_with_error(self.scopes, account=account, force_refresh=anew)
        )
        if self._tokens.has_state_changed:
            self._save()
        token = (answer or {}).get("access_token")
        if isinstance(token, str) and token:
            return token
        code = str((answer or {}).get("error") or "no_token")
        if code in PASSING:
            raise Unavailable(f"the login is not available at the moment ({code})", code=code)
        if code in ("invalid_client", "unauthorized_client"):
            raise _refused(answer)
        raise SignInEnded(_what_to_do("The sign-in has ended", self._own), code=code)

    def _made(self) -> ClientApplication:
        return self._public()

    def _public(self) -> PublicClientApplication:
        if self._client is None:
            common = self._common()
            self._client = self._ask(lambda: PublicClientApplication(token_cache=self._tokens, **common))
        return self._client

    def _look(self) -> None:
        """Take up what another process has written: a new sign-in, or a token that it renewed."""
        stamp = self._file.stamp()
        if stamp == self._stamp:
            return
        kept = self._file.read()
        self._own = kept.own
        self._tokens.deserialize(kept.cache or None)
        self._stamp = stamp

    def _save(self) -> None:
        self._file.write(Kept(self._own, self._tokens.serialize()))
        self._stamp = self._file.stamp()


def _refused(answer: dict[str, Any]) -> LoginFailed:
    code = str(answer.get("error", ""))
    return LoginFailed(f"the sign-in was refused: {code}: {first_line(answer)}", code=code)


def _what_to_do(what: str, own: frozenset[str]) -> str:
    who = f" as {min(own)}" if own else ""
    return f"{what}: say `followupd login`, and sign in{who}."
